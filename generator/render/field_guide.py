"""Receives the models; returns the guide of the fields, with what to write and not to write; never a field that no model has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from jinja2 import Environment
from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.render.page import Page
from schemas import KINDS
from schemas.examples import good_examples, wrong_examples
from schemas.references import Reference
from schemas.structure import Shape, shapes


@dataclass(frozen=True)
class GuidedField:
    """One field as the guide tells it."""

    id: str
    name: str
    title: str
    help: str
    required: bool
    expects: str
    group: str
    group_title: str
    vocabulary: str
    vocabulary_title: str
    good: str
    wrong: str


@dataclass(frozen=True)
class Group:
    """The fields of one model."""

    id: str
    title: str
    fields: tuple[GuidedField, ...]


KIND_TITLES = {"poles": "Fiche de pôle", "practices": "Fiche de pratique", "actors": "Fiche d’acteur"}


def field_guide_page(catalogue: Catalogue, env: Environment) -> Page:
    """Return what fills `/contribuer/champs/`."""
    body = env.get_template("field_guide.html.jinja").render(root="../../", groups=list(_groups(catalogue)))
    return Page("contribuer/champs/", "contribuer/champs/", {"champs": body})


def _groups(catalogue: Catalogue) -> Iterator[Group]:
    titles: dict[type[BaseModel], str] = {}
    for kind, model in KINDS.items():
        titles[model] = KIND_TITLES[kind]
    pending = list(KINDS.values())
    told: set[type[BaseModel]] = set()
    while pending:
        model = pending.pop(0)
        if model in told:
            continue
        told.add(model)
        inner = {_model_of(shape): shape.title for shape in shapes(model).values() if _model_of(shape)}
        titles.update({found: title for found, title in inner.items() if found not in titles})
        pending += [found for found in inner if found not in told]
        yield Group(_anchor(model), titles[model], tuple(_fields(model, titles, catalogue)))


def _fields(model: type[BaseModel], titles: dict[type[BaseModel], str], catalogue: Catalogue) -> Iterator[GuidedField]:
    for name, shape in shapes(model).items():
        field: Any = shape.field
        group = _model_of(shape)
        vocabulary = _vocabulary_of(shape)
        yield GuidedField(
            id=f"{_anchor(model)}-{name}",
            name=name,
            title=shape.title,
            help=field.description or "",
            required=field.is_required(),
            expects=_expects(shape),
            group=_anchor(group) if group else "",
            group_title=titles[group] if group else "",
            vocabulary=vocabulary,
            vocabulary_title=catalogue.reference.vocabularies[vocabulary].titre if vocabulary else "",
            good="\n".join(_as_yaml(name, value) for value in good_examples(shape)[:2]),
            wrong="\n".join(_as_yaml(name, value) for value in wrong_examples(shape)[:2]),
        )


def _as_yaml(name: str, value: Any) -> str:
    return yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=200).strip()


def _expects(shape: Shape) -> str:
    if shape.items is not None:
        return (
            "Une liste de groupes de champs :"
            if shape.items.model
            else "Une liste de codes :"
            if _vocabulary_of(shape)
            else "Une liste."
        )
    if shape.model is not None:
        return "Un groupe de champs :"
    return "Un code de la liste :" if _vocabulary_of(shape) else "Une valeur."


def _model_of(shape: Shape) -> Any:
    return shape.items.model if shape.items is not None else shape.model


def _vocabulary_of(shape: Shape) -> str:
    marks = shape.items.marks if shape.items is not None else shape.marks
    return next((mark.scope for mark in marks if isinstance(mark, Reference) and mark.target == "vocabulary"), "")


def _anchor(model: type[BaseModel]) -> str:
    return f"modele-{model.__name__.lower()}"
