"""Receives a sheet and its catalogue; returns what the templates of a sheet may ask for; never renders it."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.atlas import Atlas
from generator.derive.attestations import attesting_poles, practices_by_pole
from generator.derive.authorities import Authority, authorities
from generator.derive.carriers import carrier_names
from generator.derive.citations import CitedSource
from generator.derive.coverage import Coverage, coverage
from generator.derive.documents import document_id
from generator.derive.essentials import Rubric
from generator.derive.figures import FigureGroup, figure_groups, headline_figures
from generator.derive.kinship import Kinship, kinships
from generator.derive.legal_forms import OwnForm, own_forms
from generator.derive.plan import Cartographer, PoleMaps
from generator.derive.sourced_facts import Evidence
from generator.derive.strength import Judge, Strength
from generator.derive.timeline import Moment, stages_in_order, timeline
from generator.derive.two_minutes import two_minutes
from generator.derive.whereabouts import Whereabouts, whereabouts
from generator.settings import Settings
from generator.site import document_page
from schemas.dated import DatedFact

NOTED = ("poles", "practices")
NAMING = frozenset({"autres_noms", "territoires"})


@dataclass(frozen=True)
class CitingSheet:
    """A sheet that names this one, and where it does."""

    sheet: Sheet
    field: str


class SheetView:
    """What the templates of a sheet may ask for; computed facts stay here, off the record."""

    root = "../../"

    def __init__(self, sheet: Sheet, catalogue: Catalogue, settings: Settings, cartographer: Cartographer) -> None:
        self.sheet = sheet
        self.record = sheet.record
        self.permanent_address = settings.site_url + sheet.address
        self.edit_address = f"{self.root}contribuer/proposer/?corriger={sheet.address.rstrip('/')}"
        self._catalogue = catalogue
        self._cartographer = cartographer

    @cached_property
    def maps(self) -> PoleMaps | None:
        """The two maps of a pole; none when no source says where it is."""
        return self._cartographer.maps_of(self.sheet)

    @cached_property
    def country_map(self) -> Atlas | None:
        """Where the subject is in the country: a practice is where its poles are."""
        if self.sheet.kind.name == "poles":
            return self.maps.country if self.maps else None
        return self._cartographer.country_of(attesting_poles(self.sheet, self._catalogue))

    @cached_property
    def evidence(self) -> Evidence:
        """What each fact rests on, and where it stands on the page."""
        return Evidence(self.record)

    @cached_property
    def figures(self) -> tuple[FigureGroup, ...]:
        """Figures grouped by what they measure."""
        return figure_groups(self.record.mesures)

    @cached_property
    def headlines(self) -> tuple[Any, ...]:
        """The few figures that a reader looks for first."""
        return headline_figures(self.figures)

    @cached_property
    def timeline(self) -> tuple[Moment, ...]:
        """Dated facts, oldest first."""
        return timeline(self.sheet, self._catalogue)

    @property
    def has_note(self) -> bool:
        """Tell whether the sheet has a two-page note: actors have none."""
        return self.sheet.kind.name in NOTED and not self.sheet.is_withdrawn

    @property
    def shown_acronym(self) -> str:
        """The acronym, unless it is already a word of the name."""
        acronym = self.record.sigle or ""
        return "" if acronym in re.findall(r"[\w.&-]+", self.record.nom) else acronym

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        """Local authorities, each with all its roles."""
        return authorities(self.record.collectivites)

    @cached_property
    def own_forms(self) -> tuple[OwnForm, ...]:
        """Legal forms of the subject itself."""
        return own_forms(self.record.formes_juridiques)

    @cached_property
    def where(self) -> Whereabouts:
        """Where the sheet is."""
        return whereabouts(self.sheet, self._catalogue)

    @cached_property
    def coverage(self) -> Coverage:
        """What the sheet documents and lacks."""
        return coverage(self.sheet.kind.name, self.record)

    @cached_property
    def cited_by(self) -> tuple[CitingSheet, ...]:
        """Sheets that name this one, practices of a pole apart (they have their own part)."""
        citations = self._catalogue.cited_by.get(self.sheet.key, ())
        found = [CitingSheet(self._catalogue.sheet(citation.sheet), citation.field) for citation in citations]
        apart = self.practices if self.sheet.kind.name == "poles" else ()
        return tuple(citing for citing in found if citing.sheet not in apart and not citing.sheet.is_withdrawn)

    @cached_property
    def practices(self) -> tuple[Sheet, ...]:
        """Practices that say they are attested here."""
        return practices_by_pole(self._catalogue).get(self.sheet.id, ())

    @property
    def kinship(self) -> Kinship:
        """What is like the sheet, and why."""
        return kinships(self._catalogue)[self.sheet.key]

    @cached_property
    def two_minutes(self) -> tuple[Rubric, ...]:
        """The six questions of an elected official, with their answers."""
        return two_minutes(self.sheet, self._catalogue)

    @property
    def first_stage(self) -> Any:
        """The stage that the sheet tells first, in the order of time."""
        return self._stages[0] if self._stages else None

    @property
    def last_stage(self) -> Any:
        """The last stage known."""
        return self._stages[-1] if self._stages else None

    @cached_property
    def _stages(self) -> tuple[Any, ...]:
        return stages_in_order(self.record)

    def cited_sources(self, fact: Any) -> tuple[CitedSource, ...]:
        """Return the numbered sources of a fact; the only source of a sheet holds for all its facts."""
        return self.evidence.cited(fact)

    def document_address(self, source: Any) -> str:
        """Return the address of the page of the document that a source describes, from the root of the site."""
        return document_page(document_id(source))

    def strength(self, fact: Any) -> Strength | None:
        """Return how sure a fact is; none for a text or a quotation, that say nothing by themselves."""
        return self._judge.strength(fact) if isinstance(fact, DatedFact) else None

    @cached_property
    def strengths(self) -> dict[Strength, int]:
        """The strengths of the facts of the sheet and how many facts have each, in the order in which they are met."""
        return dict(
            Counter(found for field, fact in self.evidence.facts if field not in NAMING and (found := self.strength(fact)))
        )

    def strength_rank(self, found: Strength) -> int:
        """Return the place of a strength among those of the sheet, from 1."""
        return self._strength_ranks[found]

    @cached_property
    def _strength_ranks(self) -> dict[Strength, int]:
        return {found: rank for rank, found in enumerate(self.strengths, start=1)}

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.record, carrier_names(self.sheet, self._catalogue), self._catalogue)
