"""Receives values and the cells that say them; keeps both in one tree, row by row; never chooses between two values itself."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.tabular.grid import Cell
from generator.tabular.paths import EACH, Steps


@dataclass
class Told:
    """A value of a record, and the cells that say it."""

    value: str
    cells: tuple[Cell, ...] = ()


@dataclass
class Leaf:
    """The values that several cells give to one leaf, before one is kept."""

    tolds: list[Told] = field(default_factory=list)


Place = tuple[bool, int]
Choose = Callable[[list[Told]], Told | None]


def put(tree: dict[Any, Any], steps: Steps, rank: int, told: Told) -> None:
    """Place a value; items of lists are kept by place until the row is whole; a second value of a leaf is kept beside the first."""
    last_each = max((index for index, step in enumerate(steps) if step == EACH), default=-1)
    keys = [_key(step, rank if index == last_each else 0) for index, step in enumerate(steps)]
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
    if steps[-1] == EACH:
        keys[-1] = (True, len(tree))
    tree.setdefault(keys[-1], Leaf()).tolds.append(told)


def _key(step: str | int, rank: int) -> str | Place:
    return step if isinstance(step, str) else (step == EACH, rank if step == EACH else step)


def holders(tree: dict[Any, Any], steps: Steps) -> Iterator[dict[Any, Any]]:
    """Yield the mappings where the last of `steps` stands: an item of a list must already be there, a group is made."""
    step, *rest = steps
    if not rest:
        yield tree
    elif isinstance(rest[0], str):
        yield from holders(tree.setdefault(step, {}), tuple(rest))
    elif len(rest) > 1:
        for place, item in tree.get(step, {}).items():
            if place == _key(rest[0], place[1]):
                yield from holders(item, tuple(rest[1:]))


def whole(tree: dict[Any, Any], choose: Choose) -> dict[str, Any]:
    """Return the tree of a row with real lists in the order of their places, each of their leaves chosen."""
    found = {key: value if isinstance(value, Leaf) else _whole(value, choose) for key, value in tree.items()}
    return {key: value for key, value in found.items() if value not in ({}, [])}


def _whole(node: dict[Any, Any], choose: Choose) -> Any:
    if not all(isinstance(key, tuple) for key in node):
        return whole(node, choose)
    items = (settled(_item(node[place], choose), choose) for place in sorted(node))
    return [item for item in items if item not in (None, {})]


def _item(node: Any, choose: Choose) -> Any:
    return node if isinstance(node, Leaf) else whole(node, choose)


def settled(node: Any, choose: Choose) -> Any:
    """Return the node with one value at each leaf; a leaf that has none is left out."""
    if isinstance(node, Leaf):
        return choose(node.tolds)
    if isinstance(node, dict):
        found = {key: settled(value, choose) for key, value in node.items()}
        return {key: value for key, value in found.items() if value is not None}
    return node


def merged(trees: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return one tree of several rows: lists without repeats, the values of a leaf side by side."""
    result: dict[str, Any] = {}
    for tree in trees:
        _merge(result, tree)
    return result


def _merge(into: dict[str, Any], tree: dict[str, Any]) -> None:
    for key, value in tree.items():
        if isinstance(value, Leaf):
            into.setdefault(key, Leaf()).tolds.extend(value.tolds)
        elif isinstance(value, dict):
            _merge(into.setdefault(key, {}), value)
        else:
            _join(into.setdefault(key, []), value)


def _join(into: list[Any], items: list[Any]) -> None:
    known = {signature(item): item for item in into}
    for item in items:
        twin = known.setdefault(signature(item), item)
        if twin is item:
            into.append(item)
            continue
        for kept, other in zip(tolds_in(twin), tolds_in(item), strict=True):
            kept.cells += other.cells


def signature(node: Any) -> str:
    """Return what makes two nodes equal: their values, whatever their cells."""
    return json.dumps(plain(node), ensure_ascii=False, sort_keys=True)


def plain(node: Any) -> Any:
    """Return the node with its values alone."""
    if isinstance(node, Told):
        return node.value
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return [plain(item) for item in node]


def tolds_in(node: Any) -> Iterator[Told]:
    """Yield each value of a node, by its path in alphabetical order."""
    if isinstance(node, Told):
        yield node
    else:
        for key in sorted(node) if isinstance(node, dict) else range(len(node)):
            yield from tolds_in(node[key])


def node_at(tree: Any, path: Steps) -> Any:
    """Return the node at `path`, or None."""
    for step in path:
        inside = (isinstance(tree, dict) and step in tree) or (
            isinstance(tree, list) and isinstance(step, int) and step < len(tree)
        )
        if not inside:
            return None
        tree = tree[step]
    return tree


def without(tree: Any, path: Steps) -> Any:
    """Return `tree` without the node at `path`, nor what becomes empty around it."""
    step, *rest = path
    inner = without(tree[step], tuple(rest)) if rest else None
    if isinstance(tree, list):
        return [*tree[:step], *([inner] if inner else []), *tree[step + 1 :]]
    return {key: inner if key == step else value for key, value in tree.items() if key != step or inner}
