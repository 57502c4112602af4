"""Receives a fact and the view of its sheet; returns the few words of HTML that follow it wherever it is told: status, sources, strength, date, parties; never a part of a page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.french import date_in_words, fold
from generator.render.escaping import text


class FactFragments:
    """Writes the fragments that a page repeats hundreds of times: as functions, which cost less than macros."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @property
    def by_name(self) -> Mapping[str, Callable[..., Markup]]:
        """The fragments, under the names that templates call them by."""
        return {
            "status": self.status,
            "references": self.references,
            "force": self.force,
            "here": self.here,
            "when": self.when,
            "proof": self.proof,
            "sheet_link": self.sheet_link,
            "party": self.party,
            "attested": self.attested,
            "concerned": self.concerned,
        }

    def status(self, fact: Any) -> Markup:
        """Return whether a fact is observed, announced, estimated or contested; nothing when the sheet does not say."""
        return _html(self._status(fact))

    def references(self, view: Any, fact: Any) -> Markup:
        """Return the numbers of the sources of a fact, each leading to its source."""
        return _html(_references(view, fact))

    def force(self, view: Any, fact: Any) -> Markup:
        """Return how sure a fact is, leading to the reason."""
        return _html(self._force(view, fact))

    def here(self, view: Any, fact: Any) -> Markup:
        """Return the anchor of a fact."""
        return _html(f' id="{view.evidence.anchor(fact)}"')

    def when(self, fact: Any) -> Markup:
        """Return the date of a fact, in words."""
        words = dates_of(fact)
        return _html(f'<span class="quand">{text(words)}</span>' if words else "")

    def proof(self, view: Any, fact: Any, *, weighed: bool = True) -> Markup:
        """Return all that a fact rests on, `weighed` or not."""
        told = f"{self._status(fact)} {_references(view, fact)}"
        told += f" {self._force(view, fact)}" if weighed else ""
        told += f' <span class="precision">Selon {text(fact.selon)}.</span>' if fact.selon else ""
        told += f' <q class="extrait">{text(fact.extrait)}</q>' if fact.extrait else ""
        return _html(told + (f' <span class="note">{text(fact.note)}</span>' if fact.note else ""))

    def sheet_link(self, kind: str, identifier: str, root: str) -> Markup:
        """Return a link to a sheet; its identifier alone when there is no such sheet."""
        return _html(self._sheet_link(kind, identifier, root))

    def party(self, fact: Any, root: str) -> Markup:
        """Return who a fact names: an actor that has a sheet, or the words of the source."""
        if not fact.acteur:
            return _html(text(fact.designation or ""))
        printed = f' <span class="imprime">«\u00a0{text(fact.designation)}\u00a0»</span>' if fact.designation else ""
        return _html(self._sheet_link("actors", fact.acteur, root) + printed)

    def attested(self, fact: Any, root: str) -> Markup:
        """Return the poles of which a fact is said to be true, and those of which it is not."""
        told = self._linked("Attesté par", "poles", getattr(fact, "poles", ()), root)
        return _html(told + self._linked("Sauf", "poles", getattr(fact, "poles_exclus", ()), root))

    def concerned(self, fact: Any, root: str) -> Markup:
        """Return the actors that a fact is about."""
        alone = getattr(fact, "acteur", None)
        told = self._linked("Concerne", "actors", (alone,) if alone else (), root)
        return _html(told + self._linked("Concerne", "actors", getattr(fact, "acteurs", ()), root))

    def _status(self, fact: Any) -> str:
        code = fact.statut
        return f'<span class="statut statut--{code}">{text(self._catalogue.label("statuts_fait", code))}</span>' if code else ""

    def _force(self, view: Any, fact: Any) -> str:
        found = view.strength(fact)
        unknown = found.degree == "non-precisee"
        words = "Force non précisée" if unknown else text(self._catalogue.label("forces_de_preuve", found.degree))
        return f'<a class="force force--{found.degree}" href="#force-{view.strength_rank(found)}">{words}</a>'

    def _sheet_link(self, kind: str, identifier: str, root: str) -> str:
        target = self._catalogue.sheets[kind].get(identifier)
        return f'<a href="{root}{target.address}">{text(target.name)}</a>' if target else text(identifier)

    def _linked(self, words: str, kind: str, identifiers: Iterable[str], root: str) -> str:
        links = ", ".join(self._sheet_link(kind, one, root) for one in identifiers)
        return f' <span class="attestation">{words} {links}</span>' if links else ""


def dates_of(fact: Any) -> str:
    """Return the date or the period of a fact in words, its printed words first when it is vague."""
    if not fact.date:
        return fact.date_imprimee or ""
    start = date_in_words(fact.date, fact.precision_date)
    words = f"{start} – {date_in_words(fact.date_fin)}" if fact.date_fin else start
    if fact.date_imprimee and fold(fact.date_imprimee) != fold(words):
        return f"{words} (imprimé « {fact.date_imprimee} »)"
    return words


def _references(view: Any, fact: Any) -> str:
    numbers = [cited.number for cited in view.cited_sources(fact)]
    if numbers:
        links = ", ".join(f'<a href="#source-{one}" aria-label="Source {one}">{one}</a>' for one in numbers)
        return f'<span class="renvois">{links}</span>'
    return '<span class="renvois--aucun">source non précisée</span>' if len(view.record.sources) > 1 else ""


def _html(words: str) -> Markup:
    return Markup(words)  # noqa: S704 - every value in it was escaped by `text`
