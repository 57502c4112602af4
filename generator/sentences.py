"""Receives one Pydantic error and the field it is about; returns its code, French message and advice; never looks at a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.rules import RULES
from schemas.examples import good_examples
from schemas.scalars import LINE_LENGTH
from schemas.structure import Shape

KIND_NAMES = {"Pole": "pôle", "Practice": "pratique", "Actor": "acteur", "Vocabulary": "vocabulaire"}
LONG_VALUE = 60
DATES_OF_A_FACT = ("date", "date_fin")
PRINTED_DATE = " ; les mots de la source vont dans « date_imprimee »"
BULLETS = "•–—·▪‣"
FIGURES = ("valeur", "valeur_max", "montant")
PRINTED_FIGURE = " ; le chiffre de la source va dans « imprime »"


@dataclass(frozen=True)
class Sentence:
    """What is told of one fault."""

    code: str
    message: str
    hint: str


def sentence_for(error: Mapping[str, Any], shape: Shape | None) -> Sentence:
    """Return the sentence of a Pydantic `error` on the field of `shape`."""
    name = str(error["loc"][-1]) if error["loc"] else "fiche"
    title = shape.title if shape else name
    if error.get("input") == "" and error["type"] != "extra_forbidden":
        return _too_short(title, name, shape, error)
    teller = TELLERS.get(error["type"])
    if teller is None:
        return Sentence(
            "valeur-invalide",
            f"« {title} » n’a pas une valeur permise : « {shown(error.get('input'))} ».",
            example_of(name, shape),
        )
    return teller(title, name, shape, error)


def shown(value: Any) -> str:
    """Return a value short enough to be told."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONG_VALUE else f"{text[:LONG_VALUE]}…"


def example_of(name: str, shape: Shape | None) -> str:
    """Return « Exemple : champ: valeur » from the field's own examples, or the help of the field."""
    values = good_examples(shape)
    if not values:
        return (
            f"Aide : {shape.field.description}"
            if shape and shape.field and shape.field.description
            else "Voyez le guide des champs."
        )
    if shape and shape.items is not None:
        first = values[0][0] if values[0] else ""
        inner = ", ".join(f"{key}: {value}" for key, value in first.items()) if isinstance(first, dict) else str(first)
        return f"Écrivez une ligne par élément, commencée par un tiret. Exemple : « - {inner} »."
    if isinstance(values[0], dict):
        key, value = next(iter(values[0].items()))
        where = "après le tiret" if name.isdigit() else f"indentés sous « {name}: »"
        return f"Écrivez des champs {where}. Exemple : « {key}: {value} »."
    return f"Exemple : « {name}: {values[0]} »." if not name.isdigit() else f"Exemple : « {values[0]} »."


Teller = Callable[[str, str, Shape | None, Mapping[str, Any]], Sentence]


def _missing(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence("champ-manquant", f"Il manque le champ « {name} » ({title}).", example_of(name, shape))


def _extra(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence("champ-inconnu", f"Le champ « {name} » n’existe pas ici.", "Supprimez-le, ou voyez le guide des champs.")


def _text_expected(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence(
        "type-invalide", f"« {title} » attend un texte, pas une liste ni un groupe de champs.", example_of(name, shape)
    )


def _list_expected(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence("type-invalide", f"« {title} » attend une liste.", _advice_on_dash(error) + example_of(name, shape))


def _advice_on_dash(error: Mapping[str, Any]) -> str:
    """Return what is wrong with the sign that was meant to begin a line of a list."""
    given = error.get("input")
    start = str(next(iter(given), "") if isinstance(given, dict) else given)[:2]
    if start[:1] in BULLETS and start:
        return f"Remplacez « {start[0]} » par un tiret ordinaire « - » suivi d’une espace. "
    return "Ajoutez une espace après le tiret. " if start[:1] == "-" else ""


def _group_expected(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    if shape is not None and shape.model is not None and not error["loc"]:
        return Sentence(
            "type-invalide", "La fiche doit être une suite de champs « champ: valeur ».", "Commencez par « nom: » ou « titre: »."
        )
    fields = ", ".join(shape.model.model_fields) if shape and shape.model else ""
    found = "une liste" if isinstance(error.get("input"), list) else f"« {shown(error.get('input'))} »"
    return Sentence(
        "type-invalide",
        f"« {title} » attend des champs, pas {found}.",
        f"Écrivez « champ: valeur » avec l’un de ces champs : {fields}.",
    )


def _too_short(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    is_required = not name.isdigit() and shape is not None and shape.field is not None and shape.field.is_required()
    remedy = "Remplissez-le." if is_required else "Remplissez-le, ou supprimez la ligne."
    return Sentence("champ-vide", f"« {title} » est vide.", f"{remedy} {example_of(name, shape)}")


def _too_long(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    limit = error["ctx"].get("max_length")
    hint = "Raccourcissez-le ; le récit long va dans « sections »." if limit == LINE_LENGTH else "Raccourcissez-le."
    return Sentence("texte-trop-long", f"« {title} » dépasse {limit} caractères.", hint)


def _pattern(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    if "\n" in str(error.get("input")):
        return Sentence(
            "plusieurs-lignes",
            f"« {title} » tient sur plusieurs lignes ; une seule est attendue.",
            f"Écrivez « {name}: » et sa valeur sans « | » ni ligne vide au milieu.",
        )
    return Sentence(
        "forme-invalide", f"« {shown(error.get('input'))} » n’a pas la forme attendue pour « {title} ».", example_of(name, shape)
    )


def _date(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence(
        "date-invalide",
        f"« {shown(error['ctx']['valeur'])} » n’est pas une date.",
        f"Écrivez {error['ctx']['conseil']}{'' if name not in DATES_OF_A_FACT else PRINTED_DATE}.",
    )


def _number(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    advice = (error.get("ctx") or {}).get("conseil", "4000 ou 12.5")
    return Sentence(
        "nombre-invalide",
        f"« {shown(error.get('input'))} » n’est pas un nombre.",
        f"Écrivez {advice} (point décimal, sans espace){'' if name not in FIGURES else PRINTED_FIGURE}.",
    )


def _number_expected(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence(
        "type-invalide", f"« {title} » attend un nombre, pas une liste ni un groupe de champs.", example_of(name, shape)
    )


def _too_many_digits(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence(
        "nombre-trop-long", f"« {shown(error.get('input'))} » a trop de chiffres.", "Arrondissez-le à dix-huit chiffres au plus."
    )


def _thousands(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    whole, _, rest = error["ctx"]["valeur"].partition(".")
    return Sentence(
        "milliers-ambigus",
        f"« {whole}.{rest} » se lit de deux façons : des milliers, ou trois décimales.",
        f"Écrivez {whole}{rest} pour des milliers, {whole}.{rest}0 pour des décimales.",
    )


def _dates_reversed(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    ctx = error["ctx"]
    return Sentence(
        "dates-inversees",
        f"La fin ({ctx['fin']}) précède le début ({ctx['debut']}).",
        "Échangez « date » et « date_fin », ou corrigez l’année.",
    )


def _email(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence(
        "courriel-personnel",
        f"« {error['ctx']['valeur']} » est l’adresse d’une personne.",
        "Écrivez une adresse de fonction, comme « contact@… », ou retirez-la.",
    )


def _mobile(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    return Sentence(
        "telephone-mobile",
        f"« {error['ctx']['valeur']} » est un numéro de mobile.",
        "Écrivez un numéro fixe d’organisation, ou retirez-le.",
    )


def _excerpt(title: str, name: str, shape: Shape | None, error: Mapping[str, Any]) -> Sentence:
    ctx = error["ctx"]
    return Sentence(
        "extrait-trop-long",
        f"« {title} » compte {ctx['mots']} mots ; le maximum est {ctx['maximum']}.",
        "Ne gardez que les mots qui prouvent le fait, exactement comme imprimés.",
    )


def _fixed(code: str, message: str, hint: str) -> Teller:
    return lambda title, name, shape, error: Sentence(code, message, hint)


TELLERS: dict[str, Teller] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "string_type": _text_expected,
    "tuple_type": _list_expected,
    "model_type": _group_expected,
    "model_attributes_type": _group_expected,
    "too_short": _too_short,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "date-invalide": _date,
    "nombre-invalide": _number,
    "decimal_type": _number_expected,
    "decimal_parsing": _number,
    "decimal_max_digits": _too_many_digits,
    "decimal_whole_digits": _too_many_digits,
    "decimal_max_places": _too_many_digits,
    "finite_number": _number,
    "milliers-ambigus": _thousands,
    "dates-inversees": _dates_reversed,
    "courriel-personnel": _email,
    "telephone-mobile": _mobile,
    "extrait-trop-long": _excerpt,
    **{code: _fixed(code, *words) for code, words in RULES.items()},
}
