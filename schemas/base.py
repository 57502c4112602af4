"""Receives nothing; gives every model its frozen, closed behaviour and its way to describe a field; never reads a file."""

from sys import intern
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

LONGEST_SHARED = 40
NOT_TOLD: set[str] = set()


class Model(BaseModel):
    """A frozen value that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes this value again from a file or another process, without what only counts while it is made: thousands of records stand in memory."""
        values = self.__dict__
        return _made_again, (type(self), *(values[name] for name in type(self).model_fields))


def _made_again(model: type[Model], *values: Any) -> Model:
    """Return a value of `model` from those of its fields, in order; short texts, codes for the most part, are shared by all values."""
    made = model.__new__(model)
    for name, value in zip(model.model_fields, values, strict=True):
        object.__setattr__(made, name, intern(value) if type(value) is str and len(value) <= LONGEST_SHARED else value)
    for name, value in (("__pydantic_fields_set__", NOT_TOLD), ("__pydantic_extra__", None), ("__pydantic_private__", None)):
        object.__setattr__(made, name, value)
    return made


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
