"""Receives a record; returns it as it was written: texts, lists and groups, nothing that is empty; never what is derived from it."""

from collections.abc import Collection
from typing import Any


def written(record: Any, *, only: Collection[str] | None = None, without: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of `record` that say something, in the order of its model: all, or `only` those; never those `without`."""
    told = None if only is None else {name for name in only if name in type(record).model_fields}
    return record.model_dump(mode="json", exclude_defaults=True, exclude={"id", *without}, include=told)
