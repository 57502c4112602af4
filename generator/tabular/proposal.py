"""Receives a table and a kind; proposes a mapping from the headers and the values; never feeds a field that a header does not name."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.french import folded_words
from generator.identifiers import identifier_of
from generator.reference import Reference
from generator.tabular.paths import Field, field_at, leaf_paths
from generator.tabular.rows import LINE_END, key_of
from generator.tabular.scalars import code_of, folded_terms
from generator.tabular.synonyms import ALSO, FIRST_WORDS_OF_KEYS, KEYS, LEVELS, POSTAL_CODES, SYNONYMS
from generator.tabular.table import Column, Table
from schemas import KINDS as MODELS
from schemas.mapping import ColumnRule, ImportMapping
from schemas.structure import shapes

EXPORTED_KEY = "identifiant"
SEPARATORS = {";": ";", "|": "|", "\n": LINE_END}
SEEN_VALUES = 2000
MOSTLY = 0.8


def name_of_import(file: Path) -> str:
    """Return the name of the imports of a file: « annuaire-rtes » for « Annuaire RTES.xlsx »."""
    return identifier_of(file.stem) or "tableur"


def proposed_mapping(file: Path, kind: str, table: Table, reference: Reference) -> ImportMapping:
    """Return the mapping that the headers and the values suggest."""
    if _is_export(table, kind):
        rules = [ColumnRule(colonne=column.name, champs=_exported(column)) for column in table.columns]
        return ImportMapping(nom=name_of_import(file), genre=kind, cle=(EXPORTED_KEY,), colonnes=tuple(rules), texte_exact="oui")
    paths = _paths(table, kind, reference)
    rules = [_rule(column, paths, table, kind, reference) for column in table.columns]
    return ImportMapping(
        nom=name_of_import(file),
        genre=kind,
        feuille=table.grid.sheet or None,
        ligne_entete=str(table.header_row),
        cle=_key(table, paths),
        source={"titre": "Tableur « {fichier} »"},
        statut="brouillon",
        colonnes=tuple(rules),
    )


def _is_export(table: Table, kind: str) -> bool:
    first, *others = table.columns
    return first.name == EXPORTED_KEY and bool(others) and all(field_at(MODELS[kind], column.name) for column in others)


def _exported(column: Column) -> tuple[str, ...]:
    return () if column.name == EXPORTED_KEY else (column.name,)


def _paths(table: Table, kind: str, reference: Reference) -> dict[str, str]:
    """Return the field of each column that has one; the first column that names a field has it."""
    known = _known_headers(kind)
    found: dict[str, str] = {}
    for column in table.columns:
        literal = column.name if field_at(MODELS[kind], column.name) and column.name != "id" else None
        path = known.get(_folded(column.name)) or literal or _by_values(column, table, kind, reference)
        if path and path not in found.values() and column.has_header:
            found[column.name] = path
    return found


def _known_headers(kind: str) -> dict[str, str]:
    """Return the field of each folded header: synonyms first, then names and titles of the fields of the model."""
    model = MODELS[kind]
    found = {_folded(word): path for path, words in SYNONYMS[kind].items() for word in words}
    for path in leaf_paths(model, 1):
        title = shapes(model)[path.removesuffix("[]")].title
        for word in (path.removesuffix("[]"), title):
            found.setdefault(_folded(word), path)
    return {word: path for word, path in found.items() if path != "id"}


def _by_values(column: Column, table: Table, kind: str, reference: Reference) -> str | None:
    """Return the field of a closed list most of whose values a column holds."""
    values = {cell.text.strip() for cell in table.values[column.number][:SEEN_VALUES]}
    for path in leaf_paths(MODELS[kind], 1):
        field = field_at(MODELS[kind], path)
        terms = _terms(field, reference)
        if (
            terms
            and values
            and sum(code_of(value, terms) is not None for value in values) >= MOSTLY * len(values)
            and len(values) > 1
        ):
            return path
    return None


def _rule(column: Column, paths: Mapping[str, str], table: Table, kind: str, reference: Reference) -> ColumnRule:
    path = paths.get(column.name)
    if path is None:
        return ColumnRule(colonne=column.name)
    field = field_at(MODELS[kind], path)
    champs = [path, *ALSO.get(path, ()), *_commune_by_name(column, paths, table)]
    aids = _aids(path, column, table, paths)
    return ColumnRule(
        colonne=column.name, champs=tuple(champs), separateurs=tuple(_separators(column, table, field, reference)), **aids
    )


def _commune_by_name(column: Column, paths: Mapping[str, str], table: Table) -> Iterator[str]:
    """Yield the code of the commune when a column gives its name, another its postal code, and none the code itself."""
    is_named = paths[column.name] == "lieux[0].commune_imprimee"
    if is_named and "lieux[0].commune" not in paths.values() and _headed(table, POSTAL_CODES):
        yield "lieux[0].commune"


def _aids(path: str, column: Column, table: Table, paths: Mapping[str, str]) -> dict[str, str]:
    by_path = {path: name for name, path in paths.items()}
    aids: dict[str, str | None] = {}
    if path == "territoires[0].territoire":
        aids = {"niveau_dans": _headed(table, LEVELS), "nom_dans": by_path.get("nom")}
    elif path == "lieux[0].commune":
        aids = {"nom_dans": by_path.get("lieux[0].commune_imprimee")}
    elif any(_commune_by_name(column, paths, table)):
        aids = {"code_postal_dans": _headed(table, POSTAL_CODES)}
    return {role: name for role, name in aids.items() if name}


def _headed(table: Table, words: tuple[str, ...]) -> str | None:
    return next((column.name for column in table.columns if _folded(column.name) in words), None)


def _separators(column: Column, table: Table, field: Field | None, reference: Reference) -> Iterator[str]:
    """Yield what separates the values of a repeated field; a comma only when it parts whole terms of a closed list."""
    if field is None or not field.is_repeated:
        return
    texts = [cell.text for cell in table.values[column.number][:SEEN_VALUES]]
    yield from (written for sign, written in SEPARATORS.items() if any(sign in text for text in texts))
    terms = _terms(field, reference)
    for sign in (",", "/"):
        mixed = [text for text in texts if sign in text and code_of(text, terms) is None]
        if mixed and all(code_of(part, terms) for text in mixed for part in text.split(sign)):
            yield sign


def _terms(field: Field | None, reference: Reference) -> Mapping[str, str]:
    mark = field.reference if field else None
    return folded_terms(reference.labels[mark.scope]) if mark and mark.target == "vocabulary" else {}


def _key(table: Table, paths: Mapping[str, str]) -> tuple[str, ...]:
    """Return the column that designates a row: a number that all rows have, or else the name."""
    by_path = {path: name for name, path in paths.items()}
    named = [by_path[path] for path in ("siren", "rna") if path in by_path]
    coded = [column.name for column in table.columns if _is_key(_folded(column.name)) and column.name not in paths]
    names = [by_path[path] for path in ("nom", "titre") if path in by_path]
    complete = [name for name in (*named, *coded) if _is_complete(table, name, unique=name in coded)]
    return tuple((complete or names or [table.columns[0].name])[:1])


def _is_key(folded: str) -> bool:
    return folded in KEYS or folded.split(" ", maxsplit=1)[0] in FIRST_WORDS_OF_KEYS


def _is_complete(table: Table, name: str, *, unique: bool) -> bool:
    keys = [key_of(row, [table.by_name[name].number]) for row in table.rows]
    return all(keys) and (not unique or len(set(keys)) == len(keys))


def _folded(text: str) -> str:
    return " ".join(folded_words(re.sub(r"n\s*[°º]", "no ", text.lower())))
