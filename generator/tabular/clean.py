"""Receives the text of a cell; returns what it says, with the name of each repair; never decides what an empty answer means."""

import html
import re
from collections.abc import Collection

from generator.decode import FORBIDDEN
from generator.french import fold

ERROR_VALUE = re.compile(
    r"(#(REF|N/A|ND|DIV/0|VALEUR|VALUE|NOM|NAME|NOMBRE|NUM|NUL|NULL|SPILL|PROPAGATION|CALC|CHAMP|FIELD|ERROR|ERREUR)[!?]?"
    r"|#Invalid Ref.*|Err:\d{3})",
    re.IGNORECASE | re.DOTALL,
)
ENTITY = re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
NOT_DOCUMENTED = frozenset(
    "nr n/r na n/a n.a. n.r. nd n/d n.d. nc n/c n.c. - -- --- – — / . ? ?? ??? neant non-renseigne non-renseignee non-documente "
    "non-documentee non-communique non-communiquee sans-objet s/o inconnu inconnue null none nan vide aucune-information".split()
)
LONGEST = max(map(len, NOT_DOCUMENTED))


def is_error_value(text: str) -> bool:
    """Tell whether a cell holds an error of the spreadsheet rather than a value."""
    return ERROR_VALUE.fullmatch(text.strip()) is not None


def is_not_documented(text: str, others: Collection[str] = ()) -> bool:
    """Tell whether a cell says that nothing is known; `others` are more ways to say it."""
    bare = text.strip()
    return bare in others or (len(bare) <= LONGEST and fold(bare) in NOT_DOCUMENTED)


def cleaned(text: str, *, keeps_lines: bool) -> tuple[str, tuple[str, ...]]:
    """Return the text without entities nor invisible characters, on one line unless `keeps_lines`, and the repairs made."""
    repairs = []
    decoded = html.unescape(text) if ENTITY.search(text) else text
    if decoded != text:
        repairs.append("entites")
    lines = re.sub(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]", "\n", decoded)
    visible = FORBIDDEN.sub("", lines)
    if visible != lines:
        repairs.append("invisibles")
    visible = visible.strip()
    if not keeps_lines and "\n" in visible:
        repairs.append("lignes")
        visible = re.sub(r"\s*\n\s*", " ", visible)
    return visible, tuple(repairs)


REPAIRS = {
    "entites": "les entités HTML (« &eacute; ») sont devenues des caractères",
    "invisibles": "des caractères invisibles ou de contrôle ont été retirés",
    "lignes": "les retours à la ligne sont devenus des espaces",
    "formules": "la cellule est une formule : sa dernière valeur calculée a été lue",
    "zero": "un zéro perdu au début du code a été remis, que le nom du territoire confirme",
    "numero-de-jour": "un nombre a été lu comme une date de tableur",
    "siret": "les neuf premiers chiffres du SIRET ont été gardés : c’est le SIREN",
    "commune-par-nom": "la commune a été trouvée par son nom",
    "nom-different": "le nom du territoire dans la ligne n’est pas celui du code : à vérifier",
}
