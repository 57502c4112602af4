"""Receives a record; returns it as it was written: texts, lists and groups, nothing that is empty; never what it is derived from."""

from typing import Any


def written(record: Any, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the fields of `record` that say something, in the order of its model, those named in `without` left out."""
    return record.model_dump(mode="json", exclude_defaults=True, exclude={"id", *without})
