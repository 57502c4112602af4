"""Receives a model; tells which field stands at a path and what each string of a tree means; never validates."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from schemas.order import in_order

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Shape:
    """What a field holds: a `model`, a list of `items`, or a leaf with its `marks`."""

    title: str
    model: type[BaseModel] | None = None
    items: "Shape | None" = None
    marks: tuple[Any, ...] = ()
    field: FieldInfo | None = None


class Leaf(NamedTuple):
    """A string of a tree, where it stands and what its type says of it."""

    path: Path
    value: str
    marks: tuple[Any, ...]


@cache
def shapes(model: type[BaseModel]) -> dict[str, Shape]:
    """Return the shape of each field of `model`, in order."""
    fields = {name: model.model_fields[name] for name in in_order(model)}
    return {name: _shape(info.annotation, tuple(info.metadata), info.title or name, info) for name, info in fields.items()}


def shape_at(model: type[BaseModel], path: Path) -> Shape | None:
    """Return the shape of the field at `path` in `model`, or None if the path leaves the model."""
    shape: Shape | None = Shape(model.__name__, model=model)
    for step in path:
        if shape is None:
            return None
        shape = _inside(shape, step)
    return shape


def _inside(shape: Shape, step: str | int) -> Shape | None:
    if isinstance(step, int):
        return shape.items
    return shapes(shape.model).get(step) if shape.model else None


def leaves(model: type[BaseModel], tree: Any, path: Path = ()) -> Iterator[Leaf]:
    """Yield each string of `tree` that `model` knows, valid or not; what does not fit is passed over."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if shape := shapes(model).get(name):
                yield from _leaves(shape, value, (*path, name))


def _leaves(shape: Shape, value: Any, path: Path) -> Iterator[Leaf]:
    if shape.items is not None:
        for index, item in enumerate(value if isinstance(value, list | tuple) else ()):
            yield from _leaves(shape.items, item, (*path, index))
    elif shape.model is not None:
        yield from leaves(shape.model, value, path)
    elif isinstance(value, str):
        yield Leaf(path, value, shape.marks)


def _shape(annotation: Any, marks: tuple[Any, ...], title: str, field: FieldInfo) -> Shape:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _shape(inner, (*marks, *more), title, field)
    if origin in (Union, UnionType):
        (inner,) = (part for part in get_args(annotation) if part is not type(None))
        return _shape(inner, marks, title, field)
    if origin is tuple:
        return Shape(title, items=_shape(get_args(annotation)[0], (), title, field), field=field)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(title, model=annotation, field=field)
    return Shape(title, marks=marks, field=field)
