"""Receives the bytes of a file; returns its text, or the problem that keeps it from being read; never parses it."""

import re

from generator.problems import Problem

MAX_BYTES = 256 * 1024
FORBIDDEN = re.compile(
    r"(?P<retour>\r(?!\n))|(?P<separateur>[\u0085\u2028\u2029])|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    r"|(?P<controle>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff])"
)
FORBIDDEN_SENTENCES = {
    "retour": (
        "retour-chariot-seul",
        "Un retour chariot seul (CR) coupe la ligne.",
        "Enregistrez le fichier avec des fins de ligne LF ou CRLF.",
    ),
    "separateur": (
        "separateur-unicode",
        "Un séparateur de ligne invisible (U+0085, U+2028 ou U+2029) se trouve ici.",
        "Effacez-le et tapez une vraie fin de ligne.",
    ),
    "bidi": ("caractere-bidirectionnel", "Un caractère invisible change le sens de lecture.", "Effacez-le."),
    "controle": ("caractere-de-controle", "Un caractère de contrôle invisible se trouve ici.", "Effacez-le."),
}


class Unreadable(Exception):
    """Carries the one problem that keeps a file from being read further."""

    def __init__(self, path: str, place: tuple[int, int], code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.problem = Problem(path, *place, code, "", message, hint)


def decode(path: str, data: bytes) -> str:
    """Return the text of `data`; raise Unreadable when it is too large, not UTF-8, or holds an invisible character."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            path,
            (1, 1),
            "fichier-trop-grand",
            f"Le fichier dépasse {MAX_BYTES // 1024} Kio.",
            "Coupez la fiche en plusieurs, ou raccourcissez le récit.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").lstrip("\ufeff")
        meant = data[error.start : error.start + 1].decode("cp1252", "replace")
        raise Unreadable(
            path,
            _position(before, len(before)),
            "encodage",
            "Le fichier n’est pas enregistré en UTF-8.",
            f"Enregistrez-le en UTF-8 (ici, un « {meant} » d’un autre encodage).",
        ) from None
    if not _is_plain(text) and (found := FORBIDDEN.search(text)):
        code, message, hint = FORBIDDEN_SENTENCES[str(found.lastgroup)]
        raise Unreadable(path, _position(text, found.start()), code, message, hint)
    return text


def _is_plain(text: str) -> bool:
    """Tell whether every character of `text` can be printed, line ends and French spaces apart: none is then forbidden, and most files need no other look."""
    return text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "").isprintable()


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
