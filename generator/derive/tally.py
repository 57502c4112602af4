"""Receives a comparison; returns its tables, counted and ready to write, as pandas frames; never turns counts into shares."""

from collections.abc import Iterator

import pandas

from generator.catalogue import Catalogue
from generator.derive.citations import cited_sources
from generator.derive.comparison import STRENGTH, Comparison, Evidence, Row
from generator.prose import to_text

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def counts(comparison: Comparison) -> pandas.DataFrame:
    """Return how many sheets are in each column, by the best status of what puts them there."""
    told = [(column, row.strongest(column)) for row in comparison.rows for column in row.cells]
    facts = pandas.DataFrame(told, columns=["colonne", "statut"])
    table = pandas.crosstab(facts["colonne"], facts["statut"])
    return table.reindex(index=list(comparison.columns), columns=list(STRENGTH), fill_value=0)


def counts_by_words(comparison: Comparison) -> pandas.DataFrame:
    """Return how many facts of each column have the same words: « Ouvert », then and since."""
    told = [(evidence.words, column) for row in comparison.rows for column in row.cells for evidence in row.cells[column]]
    facts = pandas.DataFrame(told, columns=["valeur", "colonne"])
    return pandas.crosstab(facts["valeur"], facts["colonne"]).reindex(columns=list(comparison.columns), fill_value=0)


def facts_as_csv(comparison: Comparison, catalogue: Catalogue, site_url: str) -> str:
    """Return one line for each fact, and one for each sheet that documents nothing; no cell can be taken for a formula."""
    lines = [line for row in comparison.rows for line in _lines(row, comparison, catalogue)]
    lines += [{"fiche": sheet.id, "nom": sheet.name, "valeur": "non documenté"} for sheet in comparison.undocumented]
    columns = ["fiche", "nom", "code", "valeur", "texte", "date", "statut", "sources", "adresse"]
    table = pandas.DataFrame(lines, columns=columns, dtype=object).fillna("")
    table["adresse"] = site_url + "poles/" + table["fiche"] + "/"
    return as_csv(table)


def _lines(row: Row, comparison: Comparison, catalogue: Catalogue) -> Iterator[dict[str, str]]:
    for column, evidences in row.cells.items():
        for evidence in evidences:
            yield {
                "fiche": row.sheet.id,
                "nom": row.sheet.name,
                "code": column,
                "valeur": comparison.columns[column],
                "texte": to_text(evidence.words),
                **_told_of_fact(row, evidence, catalogue),
            }


def _told_of_fact(row: Row, evidence: Evidence, catalogue: Catalogue) -> dict[str, str]:
    if evidence.fact is None:
        return {}
    cited = cited_sources((evidence.told_by or row.sheet).record, evidence.fact)
    return {
        "date": evidence.fact.date or evidence.fact.date_imprimee or "",
        "statut": catalogue.label("statuts_fait", evidence.fact.statut),
        "sources": " | ".join(source.source.titre for source in cited),
    }


def as_csv(table: pandas.DataFrame) -> str:
    """Return a table as a French spreadsheet opens it: semicolons, CRLF, no cell that it would run."""
    return table.map(lambda cell: harmless(cell) if isinstance(cell, str) else cell).to_csv(
        sep=";", index=False, lineterminator="\r\n"
    )


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, « CSV Injection »)."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
