"""Receives a valid sheet; yields what its editorial state asks and that it lacks; never looks at another sheet nor at the clock."""

from collections.abc import Collection, Iterator
from typing import Any

from generator.entry import Entry
from generator.problems import Problem
from generator.sentences import Sentence
from generator.validate import problem_at
from schemas import KINDS as MODELS
from schemas.expected import ANSWERED_BY, EXPECTED
from schemas.structure import shapes

COMPLETE_AT = 75
PROOFS = ("exacte", "corrigee")
UNSEEN = "non-renseigne"


def editorial_problems(entry: Entry, questions: Collection[str]) -> Iterator[Problem]:
    """Yield what keeps a sheet from the state that it gives itself (`questions` are those of the review grid), and the refusals that nobody explains."""
    edition = entry.record.edition if entry.record else None
    if edition is None:
        return
    for lack in _lacks(entry, edition, questions):
        yield problem_at(entry.document, ("edition", "statut"), lack)
    for rank, review in enumerate(edition.relectures):
        yield from _unexplained(entry, rank, review)


def _lacks(entry: Entry, edition: Any, questions: Collection[str]) -> Iterator[Sentence]:
    match edition.statut:
        case "complete":
            yield from _incomplete(entry, edition)
        case "relue" if not any(_is_proof(review, edition, questions) for review in edition.relectures):
            yield Sentence(
                "statut-non-merite",
                "La fiche se dit relue, mais aucune relecture ne le prouve.",
                "Ajoutez sous « relectures: » une organisation, une date qui suit « modifiee_le », « resultat: exacte » ou « corrigee », "
                "et une grille où chaque question a sa réponse ; ou écrivez « statut: instantane ».",
            )


def _incomplete(entry: Entry, edition: Any) -> Iterator[Sentence]:
    expected, titles = EXPECTED[entry.kind], shapes(MODELS[entry.kind])
    empty = [
        name
        for name in expected
        if not getattr(entry.record, name) and not getattr(entry.record, ANSWERED_BY.get(name, ""), None)
    ]
    percent = 100 * (len(expected) - len(empty)) // len(expected)
    if percent < COMPLETE_AT:
        yield Sentence(
            "statut-non-merite",
            f"La fiche se dit complète, mais répond à {percent} % de ce qui est attendu ; il en faut {COMPLETE_AT} %.",
            f"Il manque : {', '.join(titles[name].title for name in empty)} ; ou écrivez « statut: instantane ».",
        )
    if not edition.contributeurs:
        yield Sentence(
            "statut-non-merite",
            "La fiche se dit complète, mais personne ne la signe.",
            "Nommez une organisation sous « contributeurs: » ; ou écrivez « statut: instantane ».",
        )


def _is_proof(review: Any, edition: Any, questions: Collection[str]) -> bool:
    """Tell whether a review came after the last change, found the sheet right, and answered every question."""
    is_late_enough = review.date >= (edition.modifiee_le or edition.creee_le or "")
    answered = {answer.question for answer in review.reponses if answer.reponse != UNSEEN}
    return is_late_enough and review.resultat in PROOFS and answered >= set(questions)


def _unexplained(entry: Entry, rank: int, review: Any) -> Iterator[Problem]:
    for number, answer in enumerate(review.reponses):
        if answer.reponse == "non" and not answer.commentaire:
            sentence = Sentence(
                "grille-sans-commentaire",
                "Un « non » de la grille de relecture n’est pas expliqué.",
                "Ajoutez « commentaire: » avec ce qui ne va pas, ou ce qui a été corrigé.",
            )
            yield problem_at(entry.document, ("edition", "relectures", rank, "reponses", number), sentence)
