"""Receives one part of a cell and the field it feeds; returns the value that the field writes, or what is wrong; never drops a doubt."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.french import enumeration, fold
from generator.reference import Reference
from generator.sentences import sentence_for
from generator.site import KINDS
from generator.tabular.clean import cleaned
from generator.tabular.grid import Cell
from generator.tabular.ledger import Ledger
from generator.tabular.paths import Field
from generator.tabular.scalars import code_of, converted, folded_terms
from generator.tabular.territory_codes import Clues, TerritoryCodes, level_of
from schemas.mapping import ColumnRule
from schemas.privacy import personal_email, personal_mobile

FEW_CODES = 14


@dataclass(frozen=True)
class Fault:
    """Why a cell is not written."""

    code: str
    message: str
    hint: str


class Interpreter:
    """Reads cells for the fields they feed."""

    def __init__(self, reference: Reference, ledger: Ledger, names: Mapping[str, Mapping[str, str]], *, is_exact: bool) -> None:
        self._reference = reference
        self._ledger = ledger
        self._names = names
        self._is_exact = is_exact
        self._territories = TerritoryCodes(reference)
        self._terms: dict[str, dict[str, str]] = {}

    def value(self, part: str, field: Field, rule: ColumnRule, cell: Cell, aids: Mapping[str, Cell]) -> str | Fault:
        """Return the value of `part`, the empty string when the mapping says to leave it out, or its fault."""
        if self._is_exact:
            return part.strip()
        text, repairs = cleaned(part, keeps_lines=field.is_prose)
        self._note(cell, repairs)
        if (written := _chosen_value(text, rule)) is not None:
            return written or Fault("valeur-ecartee", "La correspondance laisse cette valeur de côté.", "Rien à faire.")
        return self._read(text, field, rule, cell, aids)

    def _read(self, text: str, field: Field, rule: ColumnRule, cell: Cell, aids: Mapping[str, Cell]) -> str | Fault:
        reference = field.reference
        match reference.target if reference else "":
            case "vocabulary":
                return self._code(text, reference.scope)
            case "territory":
                return self._territory(text, reference.scope, rule, cell, aids)
            case "poles" | "practices" | "actors" as kind:
                return self._sheet(text, kind)
            case _:
                value, repairs = converted(text, field.shape)
                self._note(cell, repairs)
                return _personal(value, field) or value

    def _code(self, text: str, vocabulary: str) -> str | Fault:
        labels = self._reference.labels[vocabulary]
        if vocabulary not in self._terms:
            self._terms[vocabulary] = folded_terms(labels)
        if code := code_of(text, self._terms[vocabulary]):
            return code
        title = self._reference.vocabularies[vocabulary].titre
        hint = (
            f"Codes possibles : {enumeration(labels)}."
            if len(labels) <= FEW_CODES
            else f"Voyez la liste « {title} » dans le glossaire."
        )
        return Fault(
            "code-inconnu",
            f"La valeur n’est ni un code ni un libellé de la liste « {title} ».",
            f"Ajoutez-la dans « valeurs » de cette colonne. {hint}",
        )

    def _territory(self, text: str, scope: str, rule: ColumnRule, cell: Cell, aids: Mapping[str, Cell]) -> str | Fault:
        said = {role: aid.text.strip() for role, aid in aids.items()}
        clues = Clues(level_of(said.get("niveau")) or rule.niveau or scope or None, said.get("nom"), said.get("code_postal"))
        found = self._territories.resolved(text, clues)
        self._note(cell, found.repairs)
        return found.code or Fault(found.fault.code, found.fault.message, found.fault.hint)  # type: ignore[union-attr] # one or the other

    def _sheet(self, text: str, kind: str) -> str | Fault:
        if found := self._names[kind].get(fold(text)):
            return found
        noun = KINDS[kind].singular
        return Fault(
            "reference-inconnue",
            f"Aucune fiche ({noun}) ne porte ce nom.",
            f"Créez d’abord la fiche ({noun}), puis importez de nouveau.",
        )

    def _note(self, cell: Cell, repairs: tuple[str, ...]) -> None:
        for repair in repairs:
            self._ledger.remark(cell, repair)


def _personal(text: str, field: Field) -> Fault | None:
    """Return what `check` says of a text that names a person: it must not be written, even for a moment."""
    for code, find in (("courriel-personnel", personal_email), ("telephone-mobile", personal_mobile)):
        if found := find(text):
            error = {"type": code, "loc": field.steps, "input": text, "ctx": {"valeur": found}}
            said = sentence_for(error, field.shape)
            return Fault(said.code, said.message, said.hint)
    return None


def _chosen_value(text: str, rule: ColumnRule) -> str | None:
    folded = fold(text) if rule.valeurs else ""
    return next((code for value, code in (rule.valeurs or {}).items() if fold(value) == folded), None)
