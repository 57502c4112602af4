"""Receives nothing; gives every model its frozen, closed behaviour and its way to describe a field; never reads a file."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A frozen value that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False)


def described(title: str, help_text: str, *, good: tuple = (), wrong: tuple = (), **options: Any) -> Any:
    """Describe one field: French title and help, values to write (`good`) and not to write (`wrong`).

    Without a default in `options`, the field is optional: `()` or `None` is given by the caller's annotation.
    Pass `default=...` to require it.
    """
    extra = {"contre_exemples": list(wrong)} if wrong else None
    options.setdefault("default", None)
    return Field(title=title, description=help_text, examples=list(good) or None, json_schema_extra=extra, **options)


def required(title: str, help_text: str, **options: Any) -> Any:
    """Describe a field that every sheet must fill."""
    return described(title, help_text, default=..., **options)


def listed(title: str, help_text: str, **options: Any) -> Any:
    """Describe a field that holds zero or more items."""
    return described(title, help_text, default=(), **options)
