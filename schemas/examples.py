"""Receives the shape of a field; returns the values to write and not to write; never checks them."""

from typing import Any

from pydantic.fields import FieldInfo

from schemas.structure import Shape


def good_examples(shape: Shape | None) -> tuple[Any, ...]:
    """Return the values to write that a field declares, or else those of its type; for an item of a list, of the item."""
    if shape is None:
        return ()
    info: FieldInfo | None = shape.field
    own = tuple(info.examples or ()) if info else ()
    if own and shape.items is None:
        return tuple(item for value in own for item in (value if isinstance(value, list) else [value]))
    if own:
        return own
    return next((mark.good for mark in shape.marks if hasattr(mark, "good")), ())


def wrong_examples(shape: Shape) -> tuple[Any, ...]:
    """Return the values not to write that a field declares, or else those of its type."""
    extra = shape.field.json_schema_extra if shape.field else None
    own = tuple(extra.get("contre_exemples", ())) if isinstance(extra, dict) else ()
    return own or next((mark.wrong for mark in shape.marks if hasattr(mark, "wrong")), ())
