"""Receives the changes recorded and the bytes that they left; returns what each sheet said, step by step; never compares two steps."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.content_version import OUTSIDE_CONTENT, content_version
from generator.history.repository import Extent, GitFault, Log, Recorded, read_blobs, read_log
from generator.read import read
from generator.site import KINDS
from schemas.erasure import Erasure
from schemas.scalars import SLUG

Key = tuple[str, str]
SHEET_PATH = re.compile(rf"^({'|'.join(KINDS)})/({SLUG.strip('^$')})\.yaml$")
DRAFT = "brouillon"


@dataclass(frozen=True)
class Step:
    """What a sheet said from an instant on: its content `version` and its tree, both empty when its file was removed; the words of the change; and why it may not be shown, if so."""

    kind: str
    id: str
    version: str
    tree: Any
    revision: str = ""
    instant: str = ""
    subject: str = ""
    body: str = ""
    is_oldest_known: bool = False
    erasure: Erasure | None = None

    @property
    def key(self) -> Key:
        """Return what names the sheet among all."""
        return (self.kind, self.id)

    @property
    def day(self) -> str:
        """Return the day of the change, where it was recorded."""
        return self.instant[:10]

    @property
    def name(self) -> str:
        """Return what the sheet was called then."""
        said = (self.tree.get(field) for field in ("titre", "nom"))
        return next((one for one in said if isinstance(one, str) and one.strip()), self.id).strip()

    @property
    def edition(self) -> Mapping[str, Any]:
        """Return what the sheet said of itself."""
        edition = self.tree.get("edition") if self.tree else None
        return edition if isinstance(edition, dict) else {}

    @property
    def is_published(self) -> bool:
        """Tell whether the sheet was one to publish."""
        return bool(self.version) and self.edition.get("statut") != DRAFT


@dataclass(frozen=True)
class Records:
    """The steps of each sheet that ever was, oldest first, and whether they go back to the beginning."""

    extent: Extent
    steps: Mapping[Key, tuple[Step, ...]]


def recorded_steps(folder: Path) -> Records:
    """Return every step that the repository of `folder` has kept of its sheets: a new step says something else."""
    log = read_log(folder, KINDS)
    found: dict[Key, list[Step]] = defaultdict(list)
    contents = _contents(folder, log)
    for rank, change in enumerate(log.changes):
        for step in _steps(change, contents):
            former = found[step.key][-1] if found[step.key] else None
            if (former.version if former else "") != step.version:
                found[step.key].append(replace(step, is_oldest_known=log.extent == "partiel" and rank == 0))
    return Records(log.extent, {key: tuple(steps) for key, steps in found.items() if steps})


def _contents(folder: Path, log: Log) -> Mapping[str, bytes]:
    asked = (blob for change in log.changes for path, blob in change.blobs if blob and SHEET_PATH.match(path))
    try:
        return dict(read_blobs(folder, asked))
    except GitFault:
        return {}


def step_of(key: Key, data: bytes) -> Step | None:
    """Return what the bytes of the sheet of `key` say; None when no build could have read them."""
    document = read(f"{key[0]}/{key[1]}.yaml", data).document
    if document is None or not isinstance(document.tree, dict):
        return None
    tree = {name: value for name, value in document.tree.items() if name not in OUTSIDE_CONTENT}
    return Step(*key, content_version(tree), tree)


def _steps(change: Recorded, contents: Mapping[str, bytes]) -> Iterator[Step]:
    for path, blob in change.blobs:
        if not (sheet := SHEET_PATH.match(path)):
            continue
        key = (sheet[1], sheet[2])
        step = step_of(key, contents.get(blob, b"")) if blob else Step(*key, "", None)
        if step:
            yield replace(step, revision=change.revision, instant=change.instant, subject=change.subject, body=change.body)
