import re
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.link import Linker
from generator.read import read
from generator.reference import load_reference
from generator.render.field_guide import wrong_examples
from generator.sentences import good_examples
from generator.site import REFERENCE
from generator.validate import validate
from schemas import KINDS, Vocabulary
from schemas.references import Reference
from schemas.structure import leaves, shapes

SINGULAR_LISTS = {
    "membre_de": "a verb phrase: the sheet is « membre de » each of them",
    "succede_a": "a verb phrase: the sheet « succède à » each of them",
}
PLURAL_SINGLES = {
    "resultats_non_documentes": "one sentence that says why there are no results",
    "moyens": "one line, but « moyens » has no singular in this sense",
}
MINIMAL_SHEETS = {
    "poles": "nom: Pôle minimal\nresume: Un pôle.\nterritoires:\n  - territoire: dep-974\nsources:\n  - titre: Un dépliant\n",
    "practices": "titre: Une pratique\nresume: Elle sert.\nterritoires:\n  - territoire: dep-974\nsources:\n  - titre: Un dépliant\n",
    "actors": "nom: Ville\ntype: collectivite\nsources:\n  - titre: Un dépliant\n",
}


def reachable_models(roots):
    found, pending = [], list(roots)
    while pending:
        model = pending.pop(0)
        if model not in found:
            found.append(model)
            pending += filter(None, (inner_model(shape) for shape in shapes(model).values()))
    return found


def inner_model(shape):
    return shape.items.model if shape.items is not None else shape.model


FIELDS = [
    pytest.param(model, name, id=f"{model.__name__}.{name}")
    for model in reachable_models(KINDS.values())
    for name in shapes(model)
]


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


def accepted(model, name, value):
    info = model.model_fields[name]
    try:
        TypeAdapter(Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation).validate_python(value)
    except ValidationError:
        return False
    return True


def unknown_codes(model, name, value, reference):
    """Return the codes and territories of an example that no list holds."""
    linker = Linker({}, reference)
    return [
        leaf.value
        for leaf in leaves(model, {name: value})
        for mark in leaf.marks
        if isinstance(mark, Reference)
        and mark.target in ("vocabulary", "territory")
        and linker.fault(mark, leaf.value) is not None
    ]


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_a_field_has_a_title_and_a_help_text(model, name):
    info = model.model_fields[name]
    assert info.title
    assert info.title[0].isupper()
    assert not info.title.endswith(".")
    assert info.description
    assert info.description.endswith((".", "…"))


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_a_field_shows_what_to_write(model, name, reference):
    examples = good_examples(shapes(model)[name])
    assert examples
    for example in examples:
        assert accepted(model, name, example)
        assert unknown_codes(model, name, example, reference) == []


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_a_field_shows_what_not_to_write(model, name, reference):
    examples = wrong_examples(shapes(model)[name])
    assert examples
    for example in examples:
        assert not accepted(model, name, example) or unknown_codes(model, name, example, reference)


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_the_name_of_a_field_is_plain_and_plural_if_it_is_a_list(model, name):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    is_list = shapes(model)[name].items is not None
    if name not in (SINGULAR_LISTS if is_list else PLURAL_SINGLES):
        assert name.split("_")[0].endswith(("s", "x")) == is_list


@pytest.mark.parametrize("model", reachable_models([*KINDS.values(), Vocabulary]))
def test_two_fields_of_a_group_never_share_a_title(model):
    titles = [shape.title for shape in shapes(model).values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("model", reachable_models(KINDS.values()))
def test_a_field_is_optional_or_required_but_never_silently_filled(model):
    for info in model.model_fields.values():
        assert info.is_required() or info.default in (None, ())


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_minimal_sheet_is_valid_in_eight_lines_or_fewer(kind):
    sheet = MINIMAL_SHEETS[kind]
    document = read(f"{kind}/minimal.yaml", sheet.encode()).document
    assert validate(document, KINDS[kind]).problems == ()
    assert sheet.count("\n") <= 8


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_line_of_a_minimal_sheet_is_useless(kind):
    model: Any = KINDS[kind]
    required = {name for name, info in model.model_fields.items() if info.is_required()}
    assert required <= {line.partition(":")[0] for line in MINIMAL_SHEETS[kind].splitlines()}


def test_the_exceptions_to_the_plural_are_still_fields():
    names = {name for model in reachable_models(KINDS.values()) for name in shapes(model)}
    assert names >= set(SINGULAR_LISTS) | set(PLURAL_SINGLES)
