"""Receives nothing; returns how the check reads the figures of a text, as plain data for a browser; never a rule of its own."""

import re
from typing import Any

from generator import numbers_in_text as numbers
from generator import unbound_figures as unbound
from generator.french import typeset

LETTER = r"\p{L}\p{N}_"
EDGE = rf"(?:(?<=[{LETTER}])(?![{LETTER}])|(?<![{LETTER}])(?=[{LETTER}]))"


def form_figures() -> dict[str, Any]:
    """Return the patterns, numbers and fields with which a form finds the figures that no fact gives, and what it tells."""
    sentence = unbound.unbound("⟦valeur⟧")
    return {
        "motifs": {
            "quantite": _in_javascript(numbers.PATTERN),
            "compte": f"^{_in_javascript(numbers.NOUN)}",
            "avant": _in_javascript(numbers.BEFORE_NOT),
            "apres": f"^(?:{_in_javascript(numbers.DATE_AFTER)})",
            "pluriel": f"^{_in_javascript(numbers.PLURAL)}",
            "nom_propre": _in_javascript(numbers.WITH_CAPITAL),
            "environ": _in_javascript(numbers.ROUGHLY),
        },
        "nombres": numbers.SMALL,
        "grands": numbers.LARGE,
        "environ": numbers.ABOUT,
        "parts": numbers.PARTS,
        "echelles": numbers.SCALES,
        "peu": numbers.FEW,
        "annees": [numbers.YEARS.start, numbers.YEARS.stop],
        "plus_long": numbers.LONGEST,
        "sans_ambiguite": numbers.PLAINLY,
        "recits": list(unbound.PROSE),
        "recits_de_listes": unbound.TOLD_IN,
        "sans_faits": sorted(unbound.WITHOUT_FACTS),
        "radical": unbound.STEM,
        "phrase": [sentence.code, typeset(sentence.message), typeset(sentence.hint)],
    }


def _in_javascript(pattern: re.Pattern[str]) -> str:
    """Return a pattern as a browser reads it: there, letters with an accent are no letters unless one says so."""
    told = pattern.pattern.replace("(?P<", "(?<").replace(r"[^\W\d]", r"[\p{L}_]")
    return told.replace(r"\w", LETTER).replace(r"\b", EDGE)
