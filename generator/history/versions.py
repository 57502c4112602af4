"""Receives the changes recorded and the bytes that they left; returns what each sheet said, step by step; never compares two steps."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.content_version import OUTSIDE_CONTENT, content_version
from generator.history.repository import Extent, Log, Recorded, read_blobs, read_log
from generator.read import read
from generator.site import KINDS
from schemas.scalars import SLUG

Key = tuple[str, str]
SHEET_PATH = re.compile(rf"^({'|'.join(KINDS)})/({SLUG.strip('^$')})\.yaml$")
DRAFT = "brouillon"


@dataclass(frozen=True)
class Step:
    """What a sheet said from an instant on: its content `version` and its tree, both empty when its file was removed; the words of the change."""

    kind: str
    id: str
    version: str
    tree: Any
    revision: str = ""
    instant: str = ""
    subject: str = ""
    body: str = ""
    is_oldest_known: bool = False

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
    """Return every step that the repository of `folder` has kept of its sheets: a new step says something else; raise GitFault when git refuses."""
    log = read_log(folder, KINDS)
    trees = dict(_trees(folder, log))
    found: dict[Key, list[Step]] = defaultdict(list)
    for rank, change in enumerate(log.changes):
        for step in _steps(change, trees, is_oldest_known=log.extent == "partiel" and rank == 0):
            former = found[step.key][-1] if found[step.key] else None
            if (former.version if former else "") != step.version:
                found[step.key].append(step)
    return Records(log.extent, {key: tuple(steps) for key, steps in found.items() if steps})


def _trees(folder: Path, log: Log) -> Iterable[tuple[str, Any]]:
    """Yield what each blob of a sheet says; nothing for one that no build could read."""
    asked = (blob for change in log.changes for path, blob in change.blobs if blob and SHEET_PATH.match(path))
    for blob, data in read_blobs(folder, asked):
        document = read(blob, data).document
        if document and isinstance(document.tree, dict):
            yield blob, {name: value for name, value in document.tree.items() if name not in OUTSIDE_CONTENT}


def _steps(change: Recorded, trees: Mapping[str, Any], *, is_oldest_known: bool) -> Iterable[Step]:
    for path, blob in change.blobs:
        sheet = SHEET_PATH.match(path)
        if sheet and (not blob or blob in trees):
            tree = trees.get(blob)
            version = content_version(tree) if tree is not None else ""
            words = (change.revision, change.instant, change.subject, change.body)
            yield Step(sheet[1], sheet[2], version, tree, *words, is_oldest_known=is_oldest_known)
