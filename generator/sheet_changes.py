"""Receives two folders of sheets, before and after; returns what changed in each sheet; never judges whether it is valid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from generator.alignment import MOST_COMPARISONS, likeness
from generator.changes import Change, differences, naming_fields
from generator.decode import MAX_BYTES
from generator.read import read
from generator.sheets import SheetFile, list_sheets
from schemas import KINDS as MODELS
from schemas.structure import Shape

State = Literal["ajoutee", "renommee", "modifiee", "remise_en_forme", "illisible", "retiree"]
SAME_SHEET = 0.8

Key = tuple[str, str]


@dataclass(frozen=True)
class SheetChange:
    """What happened to one sheet: `former_id` is what it was called, if that changed."""

    state: State
    kind: str
    id: str
    name: str
    changes: tuple[Change, ...] = ()
    former_id: str = ""


@dataclass(frozen=True)
class _Version:
    kind: str
    id: str
    data: bytes
    tree: Any

    @property
    def key(self) -> Key:
        return (self.kind, self.id)

    @property
    def name(self) -> str:
        said = (self.tree.get(name) for name in ("titre", "nom")) if isinstance(self.tree, dict) else ()
        return next((name for name in said if isinstance(name, str)), self.id)

    @property
    def former_ids(self) -> list[Any]:
        edition = self.tree.get("edition") if isinstance(self.tree, dict) else None
        ids = edition.get("anciens_ids") if isinstance(edition, dict) else None
        return ids if isinstance(ids, list) else []


def sheet_changes(before: Path, after: Path) -> tuple[SheetChange, ...]:
    """Return what changed between the sheets of two folders: those of `after` in their order, then those that are gone."""
    was, is_ = _versions(before), _versions(after)
    renamed = dict(_renamed(was, is_))
    found = [_change(was.get(renamed.get(key, key)), version) for key, version in is_.items()]
    gone = [was[key] for key in was if key not in is_ and key not in renamed.values()]
    return (*filter(None, found), *(_removal(version) for version in gone))


def _versions(folder: Path) -> dict[Key, _Version]:
    return {(file.kind, file.id): _version(file) for file in list_sheets(folder).files}


def _version(file: SheetFile) -> _Version:
    try:
        with file.path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError:
        return _Version(file.kind, file.id, b"", None)
    document = read(file.shown, data).document
    return _Version(file.kind, file.id, data, document.tree if document else None)


def _change(former: _Version | None, version: _Version) -> SheetChange | None:
    if former and former.data == version.data and former.id == version.id:
        return None
    found = SheetChange("ajoutee", version.kind, version.id, version.name)
    if version.tree is None:
        return replace(found, state="illisible")
    changes = differences(former.tree if former and former.tree else {}, version.tree, MODELS[version.kind])
    if former is None:
        return replace(found, changes=changes)
    if former.id != version.id:
        return replace(found, state="renommee", changes=changes, former_id=former.id)
    return replace(found, state="modifiee" if changes else "remise_en_forme", changes=changes)


def _removal(version: _Version) -> SheetChange:
    return SheetChange("retiree", version.kind, version.id, version.name)


def _renamed(was: Mapping[Key, _Version], is_: Mapping[Key, _Version]) -> Iterator[tuple[Key, Key]]:
    """Yield the new and the former key of each sheet renamed: it says so itself, or it holds almost the same."""
    left = [version for key, version in was.items() if key not in is_]
    new = [version for key, version in is_.items() if key not in was]
    searches = (_declared, _nearest) if len(left) * len(new) <= MOST_COMPARISONS else (_declared,)
    for search in searches:
        for version in tuple(new):
            former = search(version, [one for one in left if one.kind == version.kind])
            if former:
                left.remove(former)
                new.remove(version)
                yield version.key, former.key


def _declared(version: _Version, candidates: list[_Version]) -> _Version | None:
    return next((one for one in candidates if one.id in version.former_ids), None)


def _nearest(version: _Version, candidates: list[_Version]) -> _Version | None:
    names = naming_fields(Shape("", model=MODELS[version.kind]))
    scored = [(likeness(one.tree, version.tree, names), one) for one in candidates if one.tree and version.tree]
    score, best = max(scored, key=lambda found: found[0], default=(0.0, None))
    return best if score >= SAME_SHEET else None
