"""Receives an error of the YAML parser and the text; returns the French sentence for the slip behind it; never repairs the text."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

UNBREAKABLE = "\u00a0\u2007\u202f"
UNBREAKABLE_SENTENCE = (
    "espace-insecable",
    "Une espace insécable se trouve là où le format attend une espace ordinaire.",
    "Effacez-la et tapez une espace ordinaire ; dans les textes, elle est permise.",
)


@dataclass(frozen=True)
class YamlFault:
    """Where and how the text stops being YAML (1-based line and column)."""

    line: int
    column: int
    code: str
    message: str
    hint: str


_BY_PROBLEM = (
    (
        "mapping values are not allowed",
        "deux-points",
        "Il y a un second « : » sur la ligne, ou un champ mal aligné.",
        'Mettez la valeur entre guillemets doubles : champ: "texte : suite", ou alignez le champ avec ses voisins.',
    ),
    (
        "found unexpected end of stream",
        "guillemet-ouvert",
        "Un guillemet s’ouvre ici et ne se ferme jamais.",
        "Fermez-le en fin de valeur, ou supprimez-le : l’apostrophe typographique « ’ » n’en demande pas.",
    ),
    (
        "found unexpected document indicator",
        "guillemet-ouvert",
        "Un guillemet s’ouvre ici et ne se ferme jamais.",
        "Fermez-le en fin de valeur.",
    ),
    (
        "could not find expected ':'",
        "deux-points-manquant",
        "Ce nom de champ n’est pas suivi de « : ».",
        "Écrivez « champ: valeur », ou indentez cette ligne sous le texte qu’elle continue.",
    ),
    (
        "found unknown escape character",
        "barre-oblique",
        "Une barre oblique inverse « \\ » n’est pas comprise entre guillemets doubles.",
        "Doublez-la (« \\\\ ») ou supprimez-la.",
    ),
    (
        "did not find expected alphabetic",
        "caractere-reserve",
        "Une valeur ne peut pas commencer par « * » ou « & ».",
        "Mettez-la entre guillemets doubles.",
    ),
    (
        "found unexpected ':'",
        "deux-points",
        "Un « : » se trouve dans une liste entre crochets.",
        "Mettez la valeur entre guillemets doubles, ou supprimez le « : ».",
    ),
    (
        "did not find expected tag URI",
        "caractere-reserve",
        "Une valeur ne peut pas commencer par « ! ».",
        "Mettez-la entre guillemets doubles.",
    ),
    (
        "did not find expected node content",
        "liste-ouverte",
        "Un crochet ou une accolade n’est pas fermé avant cet endroit.",
        "Fermez-le, séparez ses éléments par des virgules, ou écrivez une ligne « - » par élément.",
    ),
    (
        "did not find expected comment or line break",
        "caractere-reserve",
        "Une valeur ne peut pas commencer par « > » ou « | ».",
        "Mettez-la entre guillemets doubles, ou passez à la ligne après « > » ou « | ».",
    ),
    (
        "did not find expected ',' or",
        "liste-ouverte",
        "Un crochet ou une accolade s’ouvre ici et ne se ferme pas, ou il y manque une virgule.",
        "Fermez-le, séparez ses éléments par des virgules, ou écrivez une ligne « - » par élément.",
    ),
    (
        "did not find expected '-' indicator",
        "indentation",
        "Cette ligne n’est pas alignée avec la liste qui la précède.",
        "Commencez-la par « - » au même niveau, ou indentez-la davantage.",
    ),
    (
        "did not find expected key",
        "indentation",
        "Cette ligne n’est pas alignée avec les champs qui la précèdent.",
        "Alignez-la avec ses voisines.",
    ),
    (
        "did not find expected <document start>",
        "indentation",
        "Le fichier doit commencer par un champ, tout à gauche.",
        "Écrivez « champ: valeur » sans indentation.",
    ),
    (
        "block sequence entries are not allowed",
        "tiret",
        "Un tiret « - » ne peut pas suivre « champ: » sur la même ligne.",
        "Passez à la ligne avant le tiret.",
    ),
    (
        "found undefined tag handle",
        "etiquette",
        "Une valeur ne peut pas commencer par « ! ».",
        "Mettez-la entre guillemets doubles.",
    ),
    ("expected the end of", "indentation", "La suite du texte n’est pas alignée.", "Alignez-la avec ses voisines."),
)
_OPENED_EARLIER = (
    "end of stream",
    "document indicator",
    "could not find expected ':'",
    "did not find expected alphabetic",
    "did not find expected tag URI",
    "did not find expected comment or line break",
    "did not find expected ',' or",
)
_AFTER_CLOSING = (
    "suite-apres-fermeture",
    "Il y a du texte après le signe qui ferme la valeur (guillemet, apostrophe droite, crochet ou accolade).",
    "Mettez toute la valeur entre guillemets doubles, écrivez « ’ » et non « ' », ou fermez le guillemet ouvert plus haut.",
)
_SIGNS = (
    (
        re.compile(r"^\s*(?:- )?[a-z_]+:(?=[^\s:/])"),
        ("deux-points-manquant", "La valeur est collée aux deux-points.", "Ajoutez une espace ordinaire après « : »."),
    ),
    (
        re.compile(r"^\s*(?=\* )"),
        ("caractere-reserve", "Une ligne de liste ne commence pas par « * ».", "Remplacez « * » par un tiret ordinaire « - »."),
    ),
)
_INDENTED_START = (
    "indentation",
    "Le premier champ doit commencer tout à gauche.",
    "Enlevez les espaces au début de cette ligne.",
)
_BY_CHARACTER = ("cannot start any token", "expected key", "expected node content")
_AT_CHARACTER = {
    "\t": ("tabulation", "Une tabulation sert d’indentation.", "Remplacez-la par deux espaces."),
    **{
        sign: ("caractere-reserve", f"Une valeur ne peut pas commencer par « {sign} ».", "Mettez-la entre guillemets doubles.")
        for sign in ",]}@`%|>"
    },
    ":": ("champ-sans-nom", "Il manque un nom de champ avant « : ».", "Écrivez « champ: valeur »."),
}


def sentence_of(error: yaml.MarkedYAMLError, text: str) -> YamlFault:
    """Return the fault behind `error`; what is left open is told where it opens."""
    problem = str(error.problem or "")
    opening = error.context_mark if any(needle in problem for needle in _OPENED_EARLIER) else None
    mark = opening or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if tab := _tab_indentation(text, line):
        return YamlFault(*tab, *_AT_CHARACTER["\t"])
    if space := _unbreakable_space(text, line):
        return YamlFault(*space, *UNBREAKABLE_SENTENCE)
    for sign, sentence in _SIGNS:
        if found := sign.match(_line(text, line)):
            return YamlFault(line, found.end() + 1, *sentence)
    if "<document start>" in problem and (start := _indented_start(text)):
        return YamlFault(*start, *_INDENTED_START)
    return YamlFault(line, column, *_sentence(problem, _line(text, line), column))


def _sentence(problem: str, source: str, column: int) -> tuple[str, str, str]:
    """Return the code, message and hint of a parser's `problem` met at `column` of the line `source`."""
    if "did not find expected" in problem and re.search(r"""["'\]}]\s*$""", source[: column - 1]):
        return _AFTER_CLOSING
    if any(needle in problem for needle in _BY_CHARACTER) and source[column - 1 : column] in _AT_CHARACTER:
        return _AT_CHARACTER[source[column - 1]]
    for needle, *sentence in _BY_PROBLEM:
        if needle in problem:
            return tuple(sentence)
    return (
        "yaml-illisible",
        "Cette ligne n’est pas du YAML lisible.",
        f"Comparez-la avec une fiche qui marche (détail technique : {problem or 'inconnu'}).",
    )


def _unbreakable_space(text: str, line: int) -> tuple[int, int] | None:
    """Return where an unbreakable space stands around the « : » of the faulty line, or indents it."""
    found = re.search(rf"^ *([{UNBREAKABLE}])|^\s*\w+([{UNBREAKABLE}]):|^\s*\w+:([{UNBREAKABLE}])", _line(text, line))
    return (line, next(found.start(rank) for rank in (1, 2, 3) if found.group(rank)) + 1) if found else None


def _indented_start(text: str) -> tuple[int, int] | None:
    """Return where the first field stands, if it is indented."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines, start=1) if line.strip() and not line.lstrip().startswith("#")), 1)
    return (first, 1) if _line(text, first).startswith(" ") else None


def _tab_indentation(text: str, line: int) -> tuple[int, int] | None:
    """Return where a tab indents the faulty line, or the one before it."""
    for number in (line, line - 1):
        source = _line(text, number)
        indent = source[: len(source) - len(source.lstrip())]
        if "\t" in indent:
            return number, indent.index("\t") + 1
    return None


def _line(text: str, number: int) -> str:
    lines: Any = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""
