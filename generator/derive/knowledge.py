"""Receives a catalogue; returns the tables of what it documents and of what it lacks; never counts a withdrawn sheet nor makes shares."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.catalogue import Catalogue, Sheet
from generator.derive.facts_in_time import contradictions, days_of_care, last_known_day, overdue
from generator.derive.presence import Presence
from generator.derive.timeline import last_stages
from generator.site import KINDS
from schemas import KINDS as MODELS
from schemas.expected import ANSWERED_BY, EXPECTED
from schemas.structure import shapes

UNKNOWN = "Non documenté"
MOST_WORTH = 10
TYPED_BY = {"poles": ("types", "types_pole"), "practices": ("themes", "themes"), "actors": ("type", "types_acteur")}

Cell = str | int


@dataclass(frozen=True)
class Table:
    """A table to show, to draw and to download: its lines begin with words; `addresses` are where each leads, from the root, if anywhere."""

    id: str
    title: str
    told: str
    columns: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A sheet worth completing: what it lacks, and how many other sheets name it."""

    sheet: Sheet
    missing: tuple[str, ...]
    named_by: int

    @property
    def worth(self) -> int:
        """Return what it would bring: each missing answer counts once, and once more for each sheet that names this one."""
        return len(self.missing) * (1 + self.named_by)


class Knowledge:
    """Knows what the published sheets of `catalogue` hold; `found` are the sheets of each territory."""

    def __init__(self, catalogue: Catalogue, found: Mapping[str, tuple[Presence, ...]]) -> None:
        self._catalogue = catalogue
        self._found = found
        self.sheets = catalogue.published()
        self.withdrawn = len(catalogue) - len(self.sheets)
        self.day = last_known_day(self.sheets)

    @cached_property
    def most_worth_completing(self) -> tuple[Gap, ...]:
        """The sheets that lack most and that others name most, first."""
        gaps = (Gap(sheet, missing_of(sheet), self._named_by(sheet)) for sheet in self.sheets)
        return tuple(sorted((gap for gap in gaps if gap.missing), key=lambda gap: (-gap.worth, gap.sheet.key)))[:MOST_WORTH]

    @property
    def to_complete(self) -> Table:
        """The same sheets, as a table."""
        lines = tuple(
            (gap.sheet.name, gap.sheet.kind.singular, ", ".join(gap.missing), gap.named_by) for gap in self.most_worth_completing
        )
        addresses = tuple(gap.sheet.address for gap in self.most_worth_completing)
        return Table(
            "a-completer",
            "Les fiches à compléter d’abord",
            "",
            ("Fiche", "Genre", "Manque", "Fiches qui la citent"),
            lines,
            addresses,
        )

    def _named_by(self, sheet: Sheet) -> int:
        return len({citation.sheet for citation in self._catalogue.cited_by.get(sheet.key, ())} - {sheet.key})

    @cached_property
    def counts(self) -> tuple[Table, ...]:
        """How many sheets there are, by region, type, stage, year and state."""
        return (self._by_region(), self._by_type(), self._by_stage(), self._by_year(), self._by_state())

    def _by_region(self) -> Table:
        regions = self._catalogue.reference.territories.of_level("reg")
        by_kind = {one.code: Counter(here.sheet.kind.name for here in self._found.get(one.code, ())) for one in regions}
        lines = tuple((one.name, *(by_kind[one.code][kind] for kind in KINDS)) for one in regions)
        addresses = tuple(f"territoires/{one.code}/" for one in regions)
        told = (
            "Par siège, périmètre, membre ou pratique, comme sur la page de chaque région ; une fiche peut être dans plusieurs."
        )
        return Table("regions", "Par région d’aujourd’hui", told, ("Région", *_kind_titles()), lines, addresses)

    def _by_type(self) -> Table:
        found = Counter((sheet.kind.name, label) for sheet in self.sheets for label in self._types(sheet))
        lines = tuple(sorted((KINDS[kind].singular.capitalize(), label, count) for (kind, label), count in found.items()))
        told = "Le type d’un pôle ou d’un acteur, le thème d’une pratique ; une fiche peut en avoir plusieurs."
        return Table("types", "Par genre et par type", told, ("Genre", "Type ou thème", "Fiches"), lines)

    def _types(self, sheet: Sheet) -> list[str]:
        field, vocabulary = TYPED_BY[sheet.kind.name]
        value = getattr(sheet.record, field)
        codes = value if isinstance(value, tuple) else filter(None, (value,))
        return [self._catalogue.label(vocabulary, code) for code in codes] or [UNKNOWN]

    def _by_stage(self) -> Table:
        poles = self._catalogue.published("poles")
        stages = [next((stage.stade for stage in last_stages(pole.record)), None) for pole in poles]
        labels = self._catalogue.reference.labels["stades"]
        lines = [(label, stages.count(code)) for code, label in labels.items()] + [(UNKNOWN, stages.count(None))]
        return Table("stades", "Pôles, par dernier stade connu", "", ("Dernier stade", "Pôles"), tuple(lines))

    def _by_year(self) -> Table:
        sources = Counter(
            min((source.date[:4] for source in sheet.record.sources if source.date), default=UNKNOWN) for sheet in self.sheets
        )
        care = Counter(max((day[:4] for day in days_of_care(sheet)), default=UNKNOWN) for sheet in self.sheets)
        years = sorted(sources.keys() | care.keys())
        lines = tuple((year, sources[year], care[year]) for year in years)
        told = "L’année de la plus ancienne source datée d’une fiche, et celle où l’on a pour la dernière fois vu une source ou changé la fiche."
        return Table("annees", "Par année", told, ("Année", "Plus ancienne source", "Dernière vérification"), lines)

    def _by_state(self) -> Table:
        states = Counter(sheet.record.edition.statut if sheet.record.edition else None for sheet in self.sheets)
        labels = {**self._catalogue.reference.labels["statuts_edition"], None: UNKNOWN}
        lines = tuple((label, states[code]) for code, label in labels.items() if states[code])
        return Table("etats", "Par état de la fiche", "", ("État", "Fiches"), lines)

    @cached_property
    def completeness(self) -> Table:
        """How many sheets answer each field expected of their kind."""
        told = "« Répondu » : la fiche dit que les sources ne donnent rien, et pourquoi. Ce tableau mesure les fiches, pas les pôles."
        columns = ("Genre", "Champ", "Remplies", "Répondues", "Vides", "Fiches")
        return Table("completude", "Champ par champ", told, columns, tuple(self._completeness()))

    def _completeness(self) -> Iterator[tuple[Cell, ...]]:
        for kind, fields in EXPECTED.items():
            sheets = self._catalogue.published(kind)
            titles = shapes(MODELS[kind])
            for field in fields:
                filled = sum(bool(getattr(sheet.record, field)) for sheet in sheets)
                answered = sum(_is_answered(sheet, field) for sheet in sheets)
                yield (
                    KINDS[kind].singular.capitalize(),
                    titles[field].title,
                    filled,
                    answered,
                    len(sheets) - filled - answered,
                    len(sheets),
                )

    @cached_property
    def watch(self) -> tuple[Table, ...]:
        """What is to be checked: announcements past, sheets verified long ago, contradictions."""
        return (self._overdue(), self._oldest(), self._contradictions())

    def _overdue(self) -> Table:
        late = (one for sheet in self.sheets for one in overdue(sheet, self.day))
        found = sorted(late, key=lambda one: (one.fact.date, one.sheet.name, one.field))
        lines = tuple((one.sheet.name, one.title(), one.words(self._catalogue), one.fact.date) for one in found)
        told = "Des faits annoncés pour une date passée, que rien ne confirme dans la fiche : cela ne dit pas qu’ils n’ont pas eu lieu."
        columns = ("Fiche", "Champ", "Fait annoncé", "Date")
        return Table("annonces", "Annoncé, jamais confirmé", told, columns, lines, tuple(one.sheet.address for one in found))

    def _oldest(self) -> Table:
        last = sorted((max(days_of_care(sheet), default=""), sheet.name, sheet.address) for sheet in self.sheets)
        lines = tuple((name, day or UNKNOWN) for day, name, _ in last)
        told = "Le dernier jour où l’on a vu une source, ou changé ou relu la fiche ; d’abord celles dont aucun jour n’est connu."
        return Table(
            "verifications",
            "Vérifié il y a longtemps",
            told,
            ("Fiche", "Dernière vérification"),
            lines,
            tuple(one for *_, one in last),
        )

    def _contradictions(self) -> Table:
        found = [(sheet, ones) for sheet in self.sheets for ones in contradictions(sheet)]
        lines = tuple(
            (sheet.name, ones[0].title(), " / ".join(one.words(self._catalogue) for one in ones)) for sheet, ones in found
        )
        told = "Des faits que des sources contestent, et des chiffres de même objet, périmètre et date qui diffèrent. Aucun n’est retiré."
        return Table(
            "contradictions",
            "Contradictions",
            told,
            ("Fiche", "Champ", "Ce qui est contesté"),
            lines,
            tuple(sheet.address for sheet, _ in found),
        )


def missing_of(sheet: Sheet) -> tuple[str, ...]:
    """Return the titles of the fields that are expected of a sheet and that nothing answers."""
    titles = shapes(MODELS[sheet.kind.name])
    expected: Iterable[str] = EXPECTED[sheet.kind.name]
    return tuple(titles[field].title for field in expected if not getattr(sheet.record, field) and not _is_answered(sheet, field))


def _is_answered(sheet: Sheet, field: str) -> bool:
    """Tell whether a sheet says that its sources give nothing."""
    return bool(getattr(sheet.record, ANSWERED_BY.get(field, ""), None)) and not getattr(sheet.record, field)


def _kind_titles() -> tuple[str, ...]:
    return tuple(kind.plural_title for kind in KINDS.values())
