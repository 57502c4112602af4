"""Receives the YAML of a record and the edits to make; returns the new YAML, comments and order kept; never changes anything else."""

import copy
from collections.abc import Iterable
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from generator.read import read
from generator.tabular.threeway import Edit
from generator.tabular.told import plain

NEVER_WRAPPED = 1 << 20


class NotEdited(Exception):
    """Says that a file could not be edited without changing something else."""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with the edits made; raise NotEdited when our own reader finds any other difference."""
    edits = tuple(edits)
    wanted = _applied(_tree(text), edits)
    engine = _engine()
    try:
        document = engine.load(text)
        for edit in edits:
            _apply(document, edit)
        stream = StringIO()
        engine.dump(document, stream)
    except (YAMLError, KeyError, TypeError, ValueError) as fault:
        raise NotEdited from fault
    result = stream.getvalue()
    if _tree(result) != wanted or _comments(result) != _comments(text):
        raise NotEdited
    return result


def _engine() -> YAML:
    engine = YAML(typ="rt")
    engine.preserve_quotes = True
    engine.width = NEVER_WRAPPED
    engine.indent(mapping=2, sequence=4, offset=2)
    return engine


def _tree(text: str) -> Any:
    reading = read("fiche", text.encode())
    if reading.document is None or reading.problems:
        raise NotEdited
    return reading.document.tree


def _applied(tree: Any, edits: Iterable[Edit]) -> Any:
    tree = copy.deepcopy(tree)
    for edit in edits:
        _apply(tree, edit)
    return tree


def _apply(tree: Any, edit: Edit) -> None:
    *above, name = edit.path
    for step in above:
        tree = tree[step]
    if edit.is_added and tree.get(name):
        tree[name].append(plain(edit.node))
    elif edit.is_added:
        tree[name] = [plain(edit.node)]
    else:
        tree[name] = plain(edit.node)


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.lstrip().startswith("#")]
