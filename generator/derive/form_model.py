"""Receives the models and the vocabularies; returns what a form needs to ask, check and tell, as plain data; never a rule of its own."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, StringConstraints

from generator.derive.form_figures import form_figures
from generator.french import typeset
from generator.link import Linker
from generator.own_rules import figure_without_source
from generator.prose import faults
from generator.reference import Reference
from generator.sentences import sentence_for
from schemas import KINDS, contact, dated, edition, facts, narrative, party, places, practice, privacy, scalars
from schemas.examples import good_examples, wrong_examples
from schemas.references import Reference as ReferenceMark
from schemas.scalars import Prose
from schemas.structure import Shape, shapes

NOT_ASKED = frozenset({"id", "edition"})
NOT_IN_PROSE = ("<b>x</b>", "# x", "![x](y)", "[x](javascript:y)")
GIVEN, ADVICE, WORDS = "⟦valeur⟧", "⟦conseil⟧", "⟦mots⟧"
BEFORE = {scalars._point_decimal: "nombre", scalars._not_thousands: "milliers"}
AFTER = {
    scalars._without_personal_data: "personnes",
    scalars._real_day: "date",
    scalars._safe_address: "adresse",
    scalars._short_excerpt: "extrait",
}
BOUNDS = {"debut": "⟦debut⟧", "fin": "⟦fin⟧"}
ERRORS_OF = {
    "nombre": {"nombre-invalide": {"conseil": ADVICE}},
    "milliers": {"milliers-ambigus": {"valeur": "⟦entier⟧.⟦reste⟧"}},
    "personnes": {"courriel-personnel": {"valeur": GIVEN}, "telephone-mobile": {"valeur": GIVEN}},
    "date": {"date-invalide": {"valeur": GIVEN, "conseil": ADVICE}},
    "adresse": {"lien-dangereux": {"valeur": GIVEN}},
    "extrait": {"extrait-trop-long": {"mots": WORDS, "maximum": scalars.EXCERPT_WORDS}},
}
RULES_OF_GROUPS: Mapping[type[BaseModel], tuple[str, ...]] = {
    dated.DatedFact: ("dates-inversees",),
    party.Party: ("acteur-ou-designation",),
    facts.Observation: ("bornes-inversees",),
    facts.Relation: ("cible-absente",),
    narrative.Section: ("section-vide-avec-texte", "section-sans-texte"),
    places.Point: ("coordonnees",),
    places.TerritoryTie: ("territoire-absent",),
    practice.Practice: ("ni-pole-ni-territoire", "resultats-contradictoires"),
    contact.Contact: ("personne-sans-accord",),
    edition.Edition: ("retrait-sans-motif",),
}


def form_model(kind: str, reference: Reference) -> dict[str, Any]:
    """Return the form of a kind of sheet: its groups of fields, the lists of codes that they name, its patterns and sentences."""
    groups: dict[str, Any] = {}
    _collect(KINDS[kind], groups)
    _collect(edition.Edition, groups)
    unasked = _field("edition", shapes(KINDS[kind])["edition"])
    named = {field["liste_fermee"] for group in groups.values() for field in group["champs"] if "liste_fermee" in field}
    terms = {name: [[one.code, typeset(one.libelle)] for one in reference.vocabularies[name].termes] for name in sorted(named)}
    return {
        "fiche": KINDS[kind].__name__,
        "groupes": groups,
        "tus": [unasked],
        "listes": terms,
        "regles": {code: _told(code, "fiche", None, None, BOUNDS) for codes in RULES_OF_GROUPS.values() for code in codes},
        "motifs": _patterns(),
        "mots_de_fonction": sorted(privacy.ROLE_WORDS),
        "fournisseurs": sorted(privacy.PERSONAL_PROVIDERS),
        "mots_extrait": scalars.EXCERPT_WORDS,
        "phrases_recit": _sentences_of_prose(),
        "chiffres": form_figures(),
        "phrases_liens": dict(_sentences_of_links(reference)),
    }


def rules_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the codes of the rules that hold between the fields of a model."""
    return tuple(code for base in reversed(model.__mro__) for code in RULES_OF_GROUPS.get(base, ()))


def _patterns() -> dict[str, str]:
    found = {
        "courriel": privacy.EMAIL,
        "mobile": privacy.FRENCH_MOBILE,
        "prenom_nom": privacy.FIRST_AND_LAST_NAME,
        "protocole": scalars.UNSAFE_SCHEME,
        "date_francaise": scalars.FRENCH_DATE,
        "date_en_mots": scalars.SPOKEN_DATE,
        "nombre_francais": scalars.FRENCH_NUMBER,
    }
    return {name: pattern.pattern for name, pattern in found.items()}


def _sentences_of_prose() -> dict[str, list[str]]:
    """Return what is told of what a narrative may not hold, by its code."""
    found = [fault for text in NOT_IN_PROSE for fault in faults(text)]
    told = {fault.code: _typeset(fault) for fault in found}
    return {code: [code, message.replace("javascript:", GIVEN), hint] for code, (_, message, hint) in told.items()}


def _sentences_of_links(reference: Reference) -> Iterator[tuple[str, list[str]]]:
    linker = Linker(dict.fromkeys(KINDS, frozenset()), reference)
    for target in (*KINDS, "source", "territory"):
        unknown = "dep-00" if target == "territory" else "inconnu"
        sentence = linker.fault(ReferenceMark(target), unknown)
        if sentence:
            code, message, hint = _typeset(sentence)
            yield target, [code, message.replace(unknown, GIVEN), hint]
    yield "chiffre-sans-source", _typeset(figure_without_source(GIVEN, frozenset()))


def _collect(model: type[BaseModel], groups: dict[str, Any]) -> None:
    if model.__name__ in groups:
        return
    groups[model.__name__] = {}
    fields = [
        _field(name, shape)
        for name, shape in shapes(model).items()
        if name not in NOT_ASKED or not issubclass(model, tuple(KINDS.values()))
    ]
    groups[model.__name__] = {"regles": rules_of(model), "champs": fields}
    for shape in shapes(model).values():
        inner = (shape.items or shape).model
        if inner is not None and inner is not edition.Edition:
            _collect(inner, groups)


def _field(name: str, shape: Shape) -> dict[str, Any]:
    field: Any = shape.field
    leaf = shape.items or shape
    told: dict[str, Any] = {
        "nom": name,
        "titre": typeset(shape.title),
        "aide": typeset(field.description or ""),
        "bons": [value for value in good_examples(shape)[:2] if isinstance(value, str)],
        "faux": [value for value in wrong_examples(shape)[:2] if isinstance(value, str) and value.strip()],
    }
    if field.is_required():
        told["obligatoire"] = True
    if shape.items is not None:
        told["plusieurs"] = True
    if leaf.model is not None:
        return told | {"groupe": leaf.model.__name__, "phrases": dict(_sentences_of_group(name, shape))}
    return told | _leaf(name, shape, leaf)


def _leaf(name: str, shape: Shape, leaf: Shape) -> dict[str, Any]:
    constraints = next((mark for mark in leaf.marks if isinstance(mark, StringConstraints)), None)
    rules = [BEFORE[mark.func] for mark in leaf.marks if isinstance(mark, BeforeValidator)][::-1]
    rules += ["texte"] if constraints else []
    rules += [AFTER[mark.func] for mark in leaf.marks if isinstance(mark, AfterValidator)]
    told: dict[str, Any] = {"regles": rules, "phrases": dict(_sentences(name, shape, leaf, constraints, rules))}
    if constraints:
        told["bornes"] = {
            "net": bool(constraints.strip_whitespace),
            "min": constraints.min_length or 0,
            "max": constraints.max_length,
            "motif": constraints.pattern if isinstance(constraints.pattern, str) else None,
        }
    if any(isinstance(mark, Prose) for mark in leaf.marks):
        told["recit"] = True
    for mark in leaf.marks:
        if isinstance(mark, ReferenceMark):
            told |= (
                {"liste_fermee": mark.scope} if mark.target == "vocabulary" else {"designe": mark.target, "niveau": mark.scope}
            )
    return told


def _sentences_of_group(name: str, shape: Shape) -> Iterator[tuple[str, list[str]]]:
    if shape.field is not None and shape.field.is_required():
        yield "missing", _told("missing", name, shape, None, {})


def _sentences(
    name: str, shape: Shape, leaf: Shape, constraints: StringConstraints | None, rules: list[str]
) -> Iterator[tuple[str, list[str]]]:
    """Yield the sentence of each error that the value of a field may have, its own words left open."""
    yield from _sentences_of_group(name, shape)
    place = "0" if shape.items is not None else name
    yield "string_too_short", _told("string_too_short", place, leaf, "", {})
    if constraints and constraints.max_length:
        yield "string_too_long", _told("string_too_long", place, leaf, GIVEN, {"max_length": constraints.max_length})
    if constraints and constraints.pattern:
        yield "string_pattern_mismatch", _told("string_pattern_mismatch", place, leaf, GIVEN, {})
        yield "plusieurs-lignes", _told("string_pattern_mismatch", place, leaf, f"{GIVEN}\n", {})
    for rule in rules:
        for error, context in ERRORS_OF.get(rule, {}).items():
            yield error, _told(error, place, leaf, GIVEN, context)


def _told(error: str, name: str, shape: Shape | None, given: str | None, context: Mapping[str, Any]) -> list[str]:
    step = int(name) if re.fullmatch(r"\d+", name) else name
    sentence = sentence_for({"type": error, "loc": (step,), "input": given, "ctx": context}, shape)
    return _typeset(sentence)


def _typeset(sentence: Any) -> list[str]:
    return [sentence.code, typeset(sentence.message), typeset(sentence.hint)]
