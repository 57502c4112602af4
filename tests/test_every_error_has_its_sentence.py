import ast
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core.core_schema import ErrorType

import schemas
from generator.sentences import TELLERS, sentence_for
from schemas import KINDS, Vocabulary
from schemas.structure import shape_at

MODELS = (*KINDS.values(), Vocabulary)

# What each node of a Pydantic schema can raise; "function" nodes raise the custom errors, and max_digits.
ERRORS_OF_A_NODE = {
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden"},
    "str": {"string_type", "string_pattern_mismatch", "string_too_short", "string_too_long"},
    "tuple": {"tuple_type", "too_short"},
    "decimal": {"decimal_type", "decimal_parsing", "decimal_max_digits"},
    "function-after": set(),
    "function-before": set(),
    "no-info": set(),
    "default": set(),
    "nullable": set(),
    "model-field": set(),
    "definitions": set(),
    "definition-ref": set(),
}
SETTINGS_OF_A_NODE = {
    "model": {"config", "custom_init", "root_model"},
    "model-fields": {"model_name", "computed_fields"},
    "str": {"strip_whitespace", "min_length", "max_length", "pattern"},
    "tuple": {"items_schema", "variadic_item_index", "min_length"},
    "decimal": {"allow_inf_nan"},
}
CANNOT_OCCUR = {
    "string_unicode": "a lone surrogate: the reader refuses it, in UTF-8 as in an escape",
    "model_attributes_type": "only with from_attributes",
    "dict_type": "only for a mapping outside a model",
    "recursion_loop": "a tree that is read never holds itself",
    "recursion_depth_exceeded": "the reader stops at twenty levels",
    "invalid_key": "the reader gives only text as names",
    "frozen_instance": "on assignment, never on validation",
    "frozen_field": "on assignment, never on validation",
    "value_error": "the models raise PydanticCustomError, never ValueError",
    "assertion_error": "the models never assert",
    "decimal_whole_digits": "only with decimal_places",
    "decimal_max_places": "only with decimal_places",
    "finite_number": "a number is digits, checked before Pydantic reads it",
    "too_long": "no list has a longest length",
}


def nodes(schema):
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        for name, inner in schema.items():
            if name != "metadata":
                yield from nodes(inner)
    elif isinstance(schema, list | tuple):
        for inner in schema:
            yield from nodes(inner)


NODES = [node for model in MODELS for node in nodes(model.__pydantic_core_schema__)]


def custom_errors():
    """Collect the types of the PydanticCustomErrors that the models raise."""
    for path in Path(schemas.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PydanticCustomError":
                yield node.args[0].value


POSSIBLE = set().union(*(ERRORS_OF_A_NODE.get(node["type"], set()) for node in NODES))


def test_the_models_are_made_only_of_nodes_whose_errors_are_known():
    assert {node["type"] for node in NODES} <= set(ERRORS_OF_A_NODE)


@pytest.mark.parametrize("kind", SETTINGS_OF_A_NODE)
def test_no_node_has_a_setting_that_raises_another_error(kind):
    met = set().union(*(node.keys() for node in NODES if node["type"] == kind))
    assert met - {"type", "metadata", "ref", "schema", "fields", "cls"} <= SETTINGS_OF_A_NODE[kind]


def test_no_model_validates_on_assignment_nor_from_attributes():
    for node in NODES:
        if node["type"] == "model":
            assert not {"from_attributes", "validate_assignment", "revalidate_instances"} & set(node.get("config", {}))


@pytest.mark.parametrize("kind", sorted(POSSIBLE))
def test_every_pydantic_error_that_can_occur_has_its_sentence(kind):
    assert kind in get_args(ErrorType)
    assert kind in TELLERS


@pytest.mark.parametrize("kind", sorted(set(custom_errors())))
def test_every_error_of_the_models_has_its_sentence(kind):
    assert kind in TELLERS


def test_the_errors_of_the_models_are_found():
    assert len(set(custom_errors())) > 10


def test_a_pydantic_error_is_possible_or_has_a_reason_not_to_occur():
    used = {
        "string_",
        "model_",
        "dict_",
        "recursion_",
        "invalid_key",
        "frozen_",
        "value_",
        "assertion_",
        "decimal_",
        "finite_",
        "too_",
        "tuple_",
    }
    near = {kind for kind in get_args(ErrorType) if kind.startswith(tuple(used))} | {"missing", "extra_forbidden"}
    out_of_reach = {"frozen_dict_type", "frozen_set_type", "string_not_ascii"}
    assert near - out_of_reach - POSSIBLE == set(CANNOT_OCCUR)


def test_no_sentence_is_kept_for_an_error_that_nothing_raises():
    assert set(TELLERS) <= POSSIBLE | set(custom_errors()) | set(CANNOT_OCCUR)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "value", ["", "a", "É É", "a" * 30_000, [], ["a"], [[]], {}, {"a": "b"}, [{"a": "b"}], "9" * 30, "30/06/2011", "4.000"]
)
def test_whatever_a_field_is_given_it_is_told_in_french(kind, value):
    model = KINDS[kind]
    for name in model.model_fields:
        try:
            TypeAdapter(model).validate_python({name: value})
        except ValidationError as caught:
            for error in caught.errors():
                sentence = sentence_for(error, shape_at(model, error["loc"]))
                assert error["type"] in TELLERS
                assert sentence.code != "valeur-invalide"
                assert "[" not in sentence.message
                assert "{" not in sentence.message + sentence.hint
                assert "«  »" not in sentence.message


def test_an_error_that_nobody_foresaw_is_still_told():
    error = {"type": "venue-d-ailleurs", "loc": ("nom",), "input": "x" * 100}
    sentence = sentence_for(error, shape_at(KINDS["poles"], ("nom",)))
    assert sentence.code == "valeur-invalide"
    assert sentence.message == f"« Nom » n’a pas une valeur permise : « {'x' * 60}… »."
    assert sentence.hint == "Exemple : « nom: Pôle Sud / Groupe ARCHER »."


def test_an_error_outside_the_models_is_still_told():
    assert sentence_for({"type": "?", "loc": (), "input": "x"}, None).hint == "Voyez le guide des champs."
