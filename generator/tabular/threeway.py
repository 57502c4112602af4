"""Receives a record as last imported, as the file says it now, and as it is; returns what to change, ask and tell; never undoes a hand edit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.tabular.paths import Steps
from generator.tabular.told import plain, tolds_in


@dataclass(frozen=True)
class Edit:
    """A value to write at a path; at the end of a list when `is_added`."""

    path: Steps
    node: Any
    is_added: bool = False


@dataclass(frozen=True)
class Conflict:
    """A value that both the file and a person changed."""

    path: Steps
    last: Any
    node: Any
    current: Any


@dataclass
class Comparison:
    """What comparing the three gave, and what is to be remembered as last imported."""

    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    gone: list[tuple[Steps, Any]] = field(default_factory=list)


def compared(last: Any, told: Any, current: Any) -> Comparison:
    """Compare the mapping `last` imported (or None), the tree `told` by the file, and the `current` tree of the record."""
    found = Comparison()
    _mappings(found, last or {}, told, current, ())
    return found


def _mappings(found: Comparison, last: dict[str, Any], told: dict[str, Any], current: dict[str, Any], path: Steps) -> None:
    for key in dict.fromkeys((*last, *told)):
        _node(found, last.get(key), told.get(key), current.get(key), (*path, key))


def _node(found: Comparison, last: Any, told: Any, current: Any, path: Steps) -> None:
    if told is None:
        if current is not None and holds(current, last):
            found.gone.append((path, last))
    elif isinstance(told, list):
        _lists(found, last or [], told, current if isinstance(current, list) else [], path)
    elif isinstance(told, dict) and isinstance(current, dict):
        _mappings(found, last or {}, told, current, path)
    else:
        _value(found, last, told, current, path)


def _value(found: Comparison, last: Any, told: Any, current: Any, path: Steps) -> None:
    new = plain(told)
    if same(new, current) or (last is not None and same(new, last)):
        return
    is_as_last_imported = same(current, last) if last is not None else current is None
    if is_as_last_imported:
        found.edits.append(Edit(path, told))
    else:
        found.conflicts.append(Conflict(path, last, told, current))


def _lists(found: Comparison, last: list[Any], told: list[Any], current: list[Any], path: Steps) -> None:
    pairs, gone = _paired(last, told)
    for before, item in pairs:
        new = plain(item)
        if before is not None and same(before, new):
            continue
        place = None if before is None else position(current, before)
        if place is None and position(current, new) is not None:
            continue
        if before is None:
            found.edits.append(Edit(path, item, is_added=True))
        elif place is None:
            found.conflicts.append(Conflict(path, before, item, current))
        else:
            _node(found, before, item, current[place], (*path, place))
    found.gone += [(path, before) for before in gone if position(current, before) is not None]


def _paired(last: list[Any], told: list[Any]) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """Pair each item of the file with the one last imported: the same, then the one that begins alike, then the only ones left."""
    left = list(last)
    pairs: list[list[Any]] = [[None, item] for item in told]
    for alike in (same, _begins_alike):
        for pair in pairs:
            if pair[0] is None and (twin := next((before for before in left if alike(before, plain(pair[1]))), None)) is not None:
                pair[0] = twin
                left.remove(twin)
    alone = [pair for pair in pairs if pair[0] is None]
    if len(alone) == len(left) == 1 and isinstance(left[0], dict):
        alone[0][0] = left.pop()
    return [(before, item) for before, item in pairs], left


def _begins_alike(before: Any, new: Any) -> bool:
    if not (isinstance(before, dict) and isinstance(new, dict) and before and new):
        return False
    name = next(iter(new))
    return name in before and same(before[name], new[name])


def same(one: Any, other: Any) -> bool:
    """Tell whether two nodes say the same, spaces around texts apart."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    return False


def holds(current: Any, part: Any) -> bool:
    """Tell whether `current` says all that `part` says, and maybe more."""
    if isinstance(current, dict) and isinstance(part, dict):
        return all(key in current and holds(current[key], value) for key, value in part.items())
    if isinstance(current, list) and isinstance(part, list):
        return all(position(current, item) is not None for item in part)
    return same(current, part)


def position(items: Iterable[Any], part: Any) -> int | None:
    """Return where an item that says all that `part` says stands in a list."""
    return next((rank for rank, item in enumerate(items) if holds(item, part)), None)


def cells_of(node: Any) -> tuple[Any, ...]:
    """Return the cells that say a node."""
    return tuple(cell for told in tolds_in(node) for cell in told.cells)


def remembered(last: Any, told: Any, unresolved: Iterable[Conflict]) -> dict[str, Any]:
    """Return what to keep as last imported: what the file says, what it no longer says, and the former value of each conflict."""
    kept = _over(last or {}, plain(told))
    for conflict in unresolved:
        _restore(kept, conflict)
    return kept


def _over(last: Any, new: Any) -> Any:
    if isinstance(last, dict) and isinstance(new, dict):
        return {key: _over(last.get(key), new[key]) if key in new else last[key] for key in dict.fromkeys((*last, *new))}
    return last if new is None else new


def _restore(kept: Any, conflict: Conflict) -> None:
    """Put the former value of a conflict back, or forget the new one, so that the next import asks again."""
    *above, name = conflict.path
    for step in above:
        kept = kept[step] if isinstance(kept, dict) and step in kept else {}
    value = kept.get(name) if isinstance(kept, dict) else None
    if isinstance(value, list):
        kept[name] = [item for item in value if not same(item, plain(conflict.node))]
        kept[name] += [] if conflict.last is None else [conflict.last]
    elif isinstance(kept, dict) and conflict.last is not None:
        kept[name] = conflict.last
    elif isinstance(kept, dict):
        kept.pop(name, None)
