"""Receives what verifying gave; returns its problems, its counts and its report; never verifies again."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.document import Document
from generator.french import counted, typeset
from generator.problems import Problem
from generator.read import read_file
from generator.report import FORMATS
from generator.sentences import Sentence
from generator.validate import problem_at
from generator.verification.excerpts import ELSEWHERE, FOUND, MISSING, UNHELD, Nature, Verified
from generator.verification.library import Library

QUOTED: tuple[Nature, ...] = ("extrait", "citation")
NAMES = {"extrait": "L’extrait", "citation": "La citation", "chiffre": "Le chiffre"}
SHOWN = 160


@dataclass(frozen=True)
class Counts:
    """How many words of one nature were found, not found, perhaps elsewhere, or without a text."""

    trouves: int
    introuvables: int
    peut_etre_ailleurs: int
    sans_texte: int

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return self.trouves + self.introuvables + self.peut_etre_ailleurs + self.sans_texte


def counts(found: Iterable[Verified], *natures: Nature) -> Counts:
    """Return the counts of what is of one of `natures`."""
    told = Counter(one.outcome for one in found if one.claimed.nature in natures)
    return Counts(told[FOUND], told[MISSING], told[ELSEWHERE], told[UNHELD])


def problems(found: Iterable[Verified], records: Path) -> tuple[Problem, ...]:
    """Return a problem for each excerpt that its texts do not hold, and a warning for each figure or doubt, sorted."""
    documents: dict[str, Document | None] = {}
    told = []
    for one in found:
        if one.outcome not in (MISSING, ELSEWHERE):
            continue
        path = one.claimed.sheet.path
        if path not in documents:
            documents[path] = read_file(path, records / path).document
        is_fault = one.outcome == MISSING and one.claimed.nature in QUOTED
        if document := documents[path]:
            told.append(problem_at(document, one.claimed.path, _sentence(one), severity="error" if is_fault else "warning"))
    return tuple(sorted(told))


def report(found: tuple[Verified, ...], told: tuple[Problem, ...], library: Library, output: str, records: Path) -> str:
    """Return the report in one of the formats of `check`; the JSON also counts."""
    if output == "json":
        return _as_json(found, told, library)
    body = FORMATS[output](told, records) if told or output == "markdown" else ""
    return body if output != "text" else "\n".join(filter(None, (body, summary(found, library))))


def summary(found: tuple[Verified, ...], library: Library) -> str:
    """Return what was verified, in a few lines."""
    quoted, figures = counts(found, *QUOTED), counts(found, "chiffre")
    lines = [
        f"{counted(len(library), 'texte')} : {_line(quoted, 'extrait ou citation', 'extraits et citations')}.",
        f"{_line(figures, 'chiffre imprimé', 'chiffres imprimés')}.",
    ]
    lines += [f"« {name} » n’est pas lu : {why}." for name, why in sorted(library.unusable.items())]
    if library.never_asked:
        lines.append(f"Aucune fiche ne cite : {', '.join(library.never_asked[:20])}. Nommez ces fichiers dans « sources.yaml ».")
    return typeset("\n".join(lines))


def _as_json(found: tuple[Verified, ...], told: tuple[Problem, ...], library: Library) -> str:
    answer: dict[str, Any] = {
        "extraits_et_citations": asdict(counts(found, *QUOTED)),
        "chiffres": asdict(counts(found, "chiffre")),
        "textes_non_lus": dict(sorted(library.unusable.items())),
        "textes_sans_source": list(library.never_asked),
        "problemes": json.loads(FORMATS["json"](told, Path())),
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _line(told: Counts, singular: str, plural: str) -> str:
    parts = [
        counted(told.trouves, "trouvé"),
        counted(told.introuvables, "introuvable"),
        *(
            [f"{counted(told.peut_etre_ailleurs, 'peut-être', 'peut-être')} dans une autre source"]
            if told.peut_etre_ailleurs
            else []
        ),
        f"{counted(told.sans_texte, 'dont vous n’avez pas le texte', 'dont vous n’avez pas le texte')}",
    ]
    return f"{counted(told.total, singular, plural)} ; {', '.join(parts)}"


def _sentence(one: Verified) -> Sentence:
    words = one.claimed.words if len(one.claimed.words) <= SHOWN else f"{one.claimed.words[:SHOWN]}…"
    where = ", ".join(f"« {name} »" for name in one.searched[:5])
    code = "chiffre-introuvable" if one.claimed.nature == "chiffre" else "extrait-introuvable"
    message = f"{NAMES[one.claimed.nature]} « {words} » n’est pas dans {where}."
    if one.outcome == ELSEWHERE:
        return Sentence(code, message, "Ce fait cite aussi une source dont vous n’avez pas le texte : il est peut-être là.")
    return Sentence(code, message, _advice(one))


def _advice(one: Verified) -> str:
    if one.claimed.nature == "chiffre":
        return "Recopiez-le tel qu’imprimé, ou dites en note d’où il est déduit."
    if one.nearest is None:
        return "Aucun passage ne lui ressemble : vérifiez la source, ou retirez ces mots."
    told = " ; ".join(
        f"la fiche écrit « {mine or '(rien)'} », le texte « {theirs or '(rien)'} »"
        for mine, theirs in one.nearest.differences[:5]
    )
    return f"« {one.nearest_in} », ligne {one.nearest.line}, porte « {one.nearest.words} » : {told}."
