"""Receives a model and the path of a field; returns the question that a form of a forge asks for it; never words a title of its own."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.document import Path
from generator.french import typeset
from schemas.examples import good_examples
from schemas.references import Reference
from schemas.scalars import Prose
from schemas.structure import Shape, shape_at

LISTED = "Un élément par ligne."
HINTS = {
    "territoires": "Un par ligne : nom et niveau (commune, intercommunalité, département, région).",
    "sources": "Une par ligne : titre, organisation qui la signe, date, adresse. Sans source, rien ne peut être publié.",
    "stade": "Le dernier stade que dit une source.",
    "mesures": "Un par ligne : le chiffre tel qu’imprimé, ce qu’il compte, sa date, sa source.",
    "contributeurs": "L’organisation qui signe cette proposition ; jamais une personne privée.",
}

Question = dict[str, Any]
Labels = Mapping[str, Mapping[str, str]]


def question(model: type[BaseModel], path: Path, labels: Labels, *, required: bool | None = None) -> Question:
    """Return the question for the field at `path`: its own title and help, a list to choose from when it has one."""
    shape = shape_at(model, path)
    if shape is None or shape.field is None:
        raise KeyError(path)
    is_required = _is_required(model, path) if required is None else required
    return ask(
        "-".join(str(step) for step in path if isinstance(step, str)), _kind(shape), _attributes(shape, path, labels), is_required
    )


def ask(identifier: str, kind: str, attributes: dict[str, Any], is_required: bool) -> Question:
    """Return a question as a form writes it."""
    return {"type": kind, "id": identifier, "attributes": attributes, "validations": {"required": is_required}}


def choice(identifier: str, label: str, options: list[str], *, is_required: bool, description: str = "") -> Question:
    """Return a question that is answered by one of `options`."""
    attributes = {"label": typeset(label), "description": typeset(description), "options": [typeset(one) for one in options]}
    return ask(identifier, "dropdown", {name: value for name, value in attributes.items() if value}, is_required)


def text(identifier: str, label: str, description: str, *, is_required: bool, is_long: bool = False) -> Question:
    """Return a question that is answered in words."""
    attributes = {"label": typeset(label), "description": typeset(description)}
    return ask(identifier, "textarea" if is_long else "input", attributes, is_required)


def promises(identifier: str, label: str, sentences: tuple[str, ...]) -> Question:
    """Return boxes that must all be ticked."""
    options = [{"label": typeset(sentence), "required": True} for sentence in sentences]
    return {"type": "checkboxes", "id": identifier, "attributes": {"label": typeset(label), "options": options}}


def note(sentences: str) -> Question:
    """Return words that ask nothing."""
    return {"type": "markdown", "attributes": {"value": typeset(sentences)}}


def _is_required(model: type[BaseModel], path: Path) -> bool:
    """Tell whether no sheet is valid without the field."""
    crossed = (shape_at(model, path[: depth + 1]) for depth, step in enumerate(path) if isinstance(step, str))
    return all(shape is not None and shape.field is not None and shape.field.is_required() for shape in crossed)


def _kind(shape: Shape) -> str:
    if _vocabulary(shape):
        return "dropdown"
    is_long = shape.items or shape.model or any(isinstance(mark, Prose) for mark in shape.marks)
    return "textarea" if is_long else "input"


def _attributes(shape: Shape, path: Path, labels: Labels) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": shape.title, "description": _help(shape, str(path[-1]))}
    if vocabulary := _vocabulary(shape):
        return {**attributes, **({"multiple": True} if shape.items else {}), "options": list(labels[vocabulary].values())}
    example = next(iter(good_examples(shape)), None)
    return (
        {**attributes, "placeholder": typeset(f"Exemple : {example}")}
        if isinstance(example, str) and _kind(shape) == "input"
        else attributes
    )


def _help(shape: Shape, name: str) -> str:
    said = shape.field.description if shape.field and shape.field.description else ""
    is_typed = shape.items is not None and not _vocabulary(shape)
    return typeset(f"{said} {HINTS.get(name, LISTED if is_typed else '')}".strip())


def _vocabulary(shape: Shape) -> str:
    marks = (shape.items or shape).marks
    return next((mark.scope for mark in marks if isinstance(mark, Reference) and mark.target == "vocabulary"), "")
