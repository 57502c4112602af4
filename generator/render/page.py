"""Receives nothing; says what rendering hands to publishing; never touches the disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.derive.findable import Findable


@dataclass(frozen=True)
class Page:
    """A page to write at `address`: the HTML of each gap of the shell that stands at `shell` (addresses from the site's root); `subject` is what it tells to machines too."""

    shell: str
    address: str
    gaps: Mapping[str, str]
    found: Findable | None = None
    subject: Any = None


@dataclass(frozen=True)
class Attachment:
    """A file to write whole at `path`, from the site's root."""

    path: str
    content: str | bytes


@dataclass(frozen=True)
class Note:
    """A two-page note to print at `path`, from the site's root: `data` is all that it says, as JSON."""

    path: str
    data: str
