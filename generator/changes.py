"""Receives two versions of a read sheet and its model; returns what changed, field by field; never words nor writes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from generator.alignment import MOST_COMPARISONS, Pairing, likeness, paired
from generator.document import Path
from schemas.references import Reference
from schemas.structure import Shape, shapes

Nature = Literal["ajout", "retrait", "modification", "renommage", "ordre"]

SAME_VALUE = 0.8
NAMED_BY = ("id", "titre", "nom", "intitule", "libelle", "designation", "imprime")
NAMING_TARGETS = ("poles", "practices", "actors", "territory")
TRAIL = " › "
WORDS_OF_A_NAME = 60


@dataclass(frozen=True)
class Change:
    """One change: where it is, the titles that lead there, what was and what is.

    The last step of `path` is that of the former version for what is removed. `before` is None for what is added and `after` for what is removed; both are names of fields for a field renamed,
    and names of items for a list that is only in another order.
    """

    nature: Nature
    path: Path
    title: str
    before: Any
    after: Any
    shape: Shape | None = None


@dataclass(frozen=True)
class _Place:
    path: Path
    titles: tuple[str, ...]
    shape: Shape | None

    def field(self, name: str) -> "_Place":
        known = shapes(self.shape.model).get(name) if self.shape and self.shape.model else None
        return _Place((*self.path, name), (*self.titles, known.title if known else name), known)

    def item(self, rank: int, value: Any) -> "_Place":
        return _Place((*self.path, rank), (*self.titles, name_of_item(rank, value)), self.shape.items if self.shape else None)

    def change(self, nature: Nature, before: Any, after: Any) -> Change:
        return Change(nature, self.path, TRAIL.join(self.titles) or "Fiche", before, after, self.shape)


def differences(before: Any, after: Any, model: type[BaseModel]) -> tuple[Change, ...]:
    """Return what changed between two trees of a sheet of `model`, in the order of the second; nothing if they are equal."""
    return tuple(_between(before, after, _Place((), (), Shape("", model=model))))


def naming_fields(shape: Shape | None) -> frozenset[str]:
    """Return the fields that tell one item of a list from another: those required, and those that name something."""
    inside = shapes(shape.model) if shape and shape.model else {}
    return frozenset({*NAMED_BY, *(name for name, one in inside.items() if _is_naming(one))})


def name_of_item(rank: int, value: Any) -> str:
    """Return « n° 3 » or « n° 3 (4.000m²) »."""
    said = next((value[name] for name in NAMED_BY if isinstance(value.get(name), str)), "") if isinstance(value, dict) else ""
    name = " ".join(said.split())
    shown = name if len(name) <= WORDS_OF_A_NAME else f"{name[:WORDS_OF_A_NAME].rstrip()}…"
    return f"n° {rank + 1} ({shown})" if shown else f"n° {rank + 1}"


def _is_naming(shape: Shape) -> bool:
    names_something = any(isinstance(mark, Reference) and mark.target in NAMING_TARGETS for mark in shape.marks)
    return names_something or bool(shape.field and shape.field.is_required())


def _between(before: Any, after: Any, place: _Place) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _between_mappings(before, after, place)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _between_lists(before, after, place)
    else:
        yield place.change("modification", before, after)


def _between_mappings(before: Mapping[str, Any], after: Mapping[str, Any], place: _Place) -> Iterator[Change]:
    renamed = _renamed(before, after)
    for name, value in after.items():
        inside, former = place.field(name), renamed.get(name, name)
        if former != name:
            yield inside.change("renommage", former, name)
        if former in before:
            yield from _between(before[former], value, inside)
        else:
            yield inside.change("ajout", None, value)
    for name, value in before.items():
        if name not in after and name not in renamed.values():
            yield place.field(name).change("retrait", value, None)


def _renamed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return the former name of each field that holds, under a new name, what one that is gone held."""
    gone, new = [name for name in before if name not in after], [name for name in after if name not in before]
    found: dict[str, str] = {}
    for name in new if len(gone) * len(new) <= MOST_COMPARISONS else ():
        left = [former for former in gone if former not in found.values()]
        best = max(left, key=lambda former: _closeness(before[former], after[name]), default=None)
        if best is not None and _closeness(before[best], after[name]) >= SAME_VALUE:
            found[name] = best
    return found


def _closeness(one: Any, other: Any) -> float:
    """Return how alike two values are; two lists, by how many of their items are alike."""
    if isinstance(one, list) and isinstance(other, list) and one and other:
        return 2 * len(paired(one, other).kept) / (len(one) + len(other))
    return likeness(one, other)


def _between_lists(before: list[Any], after: list[Any], place: _Place) -> Iterator[Change]:
    pairing = paired(before, after, naming_fields(place.shape.items if place.shape else None))
    if not pairing.is_in_order:
        yield place.change("ordre", *_orders(before, after, pairing))
    former = {rank: first for first, rank in pairing.kept}
    for rank, value in enumerate(after):
        inside = place.item(rank, value)
        if rank in former:
            yield from _between(before[former[rank]], value, inside)
        else:
            yield inside.change("ajout", None, value)
    for rank in pairing.removed:
        yield place.item(rank, before[rank]).change("retrait", before[rank], None)


def _orders(before: list[Any], after: list[Any], pairing: Pairing) -> tuple[list[str], list[str]]:
    """Return the names of the kept items, as they were ordered and as they are."""
    names = {second: _called(second, after[second]) for _, second in pairing.kept}
    return [names[second] for _, second in sorted(pairing.kept)], [names[second] for _, second in pairing.kept]


def _called(rank: int, value: Any) -> str:
    return value if isinstance(value, str) else name_of_item(rank, value)
