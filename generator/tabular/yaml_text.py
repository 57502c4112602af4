"""Receives the tree of a record; returns the YAML that our reader reads back as that tree; never adds a tag nor an anchor."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from schemas.structure import Shape, shapes

WIDTH = 105
PLAIN = re.compile(r"[^\W_](?:[^\s:#]|:(?=\S)| (?=[^\s#]))*(?<!:)")
EMPTY_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def yaml_text(tree: Mapping[str, Any], model: type[BaseModel]) -> str:
    """Return the file of a record, its fields in the order in which people read them."""
    header = f"# yaml-language-server: $schema=../schemas/json/{model.__name__.lower()}.schema.json"
    return "\n".join([header, *_mapping(_ordered(tree, model), 0), ""])


def mapping_text(tree: Mapping[str, Any]) -> str:
    """Return the YAML of any tree, its fields in their own order."""
    return "\n".join([*_mapping(tree, 0), ""])


def _ordered(tree: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    return {name: _inside(tree[name], shape) for name, shape in shapes(model).items() if name in tree}


def _inside(value: Any, shape: Shape) -> Any:
    if shape.items is not None and isinstance(value, list):
        return [_inside(item, shape.items) for item in value]
    return _ordered(value, shape.model) if shape.model is not None and isinstance(value, dict) else value


def _mapping(tree: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{' ' * indent}{_key(key)}:", value, indent)


def _key(key: str) -> str:
    return key if PLAIN.fullmatch(key) and ":" not in key else json.dumps(key, ensure_ascii=False)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, str):
        first, *rest = _scalar(value, indent + 2, len(head))
        yield f"{head} {first}"
        yield from rest
    elif isinstance(value, dict):
        yield head
        yield from _mapping(value, indent + 2)
    elif value:
        yield head
        yield from _items(value, indent + 2)
    else:
        yield f"{head} []"


def _items(items: list[Any], indent: int) -> Iterator[str]:
    dash = f"{' ' * indent}-"
    for item in items:
        if isinstance(item, str):
            yield from _entry(dash, item, indent)
        else:
            first, *rest = _mapping(item, indent + 2)
            yield f"{dash} {first[indent + 2 :]}"
            yield from rest


def _scalar(text: str, indent: int, before: int) -> list[str]:
    """Return the lines of a text: plain, folded or literal when they read back as themselves, between quotes otherwise."""
    if "\n" in text and _is_literal(text):
        return ["|-", *(f"{' ' * indent}{line}" if line else "" for line in text.split("\n"))]
    if len(text) + before > WIDTH and (lines := _folded(text, WIDTH - indent)):
        return [">-", *(" " * indent + line for line in lines)]
    return [text if PLAIN.fullmatch(text) and text.lower() not in EMPTY_WORDS else json.dumps(text, ensure_ascii=False)]


def _is_literal(text: str) -> bool:
    return not re.search(r"^\s|\s$|[ \t]\n|\t", text)


def _folded(text: str, width: int) -> list[str]:
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return lines if len(lines) > 1 and " ".join(lines) == text else []
