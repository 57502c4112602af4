"""Receives the path of a field as a mapping writes it; returns its steps and what the model says of it; never reads a value."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from schemas.references import Reference
from schemas.scalars import Prose
from schemas.structure import Shape, shape_at, shapes

STEP = re.compile(r"([a-z_]+)((?:\[[0-9]*\])?)")
EACH = -1
Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Field:
    """A leaf of a model: its steps (`EACH` stands for every item of a list) and its shape."""

    steps: Steps
    shape: Shape

    @property
    def reference(self) -> Reference | None:
        """Return what the leaf points to, if it does."""
        return next((mark for mark in self.shape.marks if isinstance(mark, Reference)), None)

    @property
    def is_prose(self) -> bool:
        """Tell whether line ends are kept."""
        return any(isinstance(mark, Prose) for mark in self.shape.marks)

    @property
    def is_territory(self) -> bool:
        """Tell whether the leaf is the code of a territory, which other cells of the row help to read."""
        return self.reference is not None and self.reference.target == "territory"

    @property
    def is_repeated(self) -> bool:
        """Tell whether a cell may give it several values."""
        return EACH in self.steps


@cache
def field_at(model: type[BaseModel], written: str) -> Field | None:
    """Return the leaf that `written` names in `model`, or None."""
    steps = _steps(written)
    shape = shape_at(model, steps) if steps else None
    is_leaf = shape is not None and shape.model is None and shape.items is None
    return Field(steps, shape) if shape is not None and is_leaf else None


def _steps(written: str) -> Steps:
    steps: list[str | int] = []
    for part in written.split("."):
        found = STEP.fullmatch(part)
        if not found:
            return ()
        steps.append(found[1])
        if found[2]:
            steps.append(int(found[2][1:-1] or EACH))
    return tuple(steps)


def written(path: Steps) -> str:
    """Return « territoires[0].territoire » for the steps of a leaf."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def leaf_paths(model: type[BaseModel], depth: int = 2) -> tuple[str, ...]:
    """Return the leaves of `model` that a spreadsheet usually feeds, lists by their every item."""
    return tuple(_leaf_paths(shapes(model), "", depth))


def _leaf_paths(fields: dict[str, Shape], prefix: str, depth: int) -> Any:
    for name, shape in fields.items():
        inner = shape.items or shape
        path = f"{prefix}{name}{'[]' if shape.items else ''}"
        if inner.model is None:
            yield path
        elif depth > 1:
            yield from _leaf_paths(shapes(inner.model), f"{path}.", depth - 1)
