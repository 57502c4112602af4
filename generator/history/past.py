"""Receives what the repository kept and the sheets of today; returns the life of each sheet, revision by revision; never words it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import Literal

from generator.catalogue import Catalogue, Sheet
from generator.changes import Change, differences
from generator.content_version import OUTSIDE_CONTENT
from generator.derive.written import written
from generator.history.erasures import ErasedKey
from generator.history.repository import Extent
from generator.history.versions import Key, Records, Step
from schemas import KINDS as MODELS
from schemas.erasure import Erasure

Nature = Literal["ajoutee", "connue", "modifiee", "renommee", "reunie", "retiree", "retablie"]
WITHDRAWN = "retiree"


@dataclass(frozen=True)
class Revision:
    """One change in the life of a sheet: what it said from then on, and what it said before, if it is known."""

    nature: Nature
    step: Step
    former: Step | None = None

    @property
    def hides_something(self) -> bool:
        """Tell whether one of the two states may not be shown any more."""
        return bool(self.step.erasure or (self.former and self.former.erasure))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed, field by field; nothing for a sheet that begins."""
        if self.former is None or self.nature == "reunie" or self.hides_something:
            return ()
        return differences(self.former.tree, self.step.tree, MODELS[self.step.kind])


@dataclass(frozen=True)
class Version:
    """One thing that a sheet said: from the day of its first `step`, until the day of `next_day`, empty for what it says still."""

    step: Step
    next_day: str
    is_current: bool


@dataclass(frozen=True, eq=False)
class Past:
    """The life of every sheet, present or gone, and how far back it is known."""

    extent: Extent
    lives: Mapping[Key, tuple[Step, ...]]
    renamed: Mapping[Key, Key]

    def revisions(self, sheet: Sheet) -> tuple[Revision, ...]:
        """Return the revisions of a sheet, those under its former identifiers included, the latest first."""
        return self._by_sheet.get(sheet.key, ())

    def present_id(self, key: Key) -> str:
        """Return the identifier of today of the sheet that was called `key`."""
        return self._target(key)[1]

    def sheet_of(self, revision: Revision, catalogue: Catalogue) -> Sheet | None:
        """Return the sheet of today that a revision concerns."""
        kind, identifier = self._target(revision.step.key)
        return catalogue.sheets[kind].get(identifier)

    @cached_property
    def latest(self) -> tuple[Revision, ...]:
        """Every revision of every sheet of today, the latest first."""
        return _latest_first(revision for revisions in self._by_sheet.values() for revision in revisions)

    def versions(self) -> Iterator[Version]:
        """Yield each thing that a published sheet said, once; not the notice of a withdrawal."""
        for key, steps in self.lives.items():
            found: dict[str, Version] = {}
            for step, following in pairwise((*steps, None)):
                if step and step.version and step.edition.get("statut") != WITHDRAWN:
                    known = found.get(step.version, Version(step, "", is_current=False))
                    is_current = following is None and key not in self.renamed
                    found[step.version] = replace(known, next_day=following.day if following else "", is_current=is_current)
            yield from found.values()

    @cached_property
    def _by_sheet(self) -> dict[Key, tuple[Revision, ...]]:
        found: dict[Key, list[Revision]] = defaultdict(list)
        for key, steps in self.lives.items():
            target = self._target(key)
            for former, step in pairwise((None, *steps)):
                if step and (revision := self._revision(key, former, step)):
                    found[target].append(revision)
        return {key: _latest_first(revisions) for key, revisions in found.items()}

    @cached_property
    def _families(self) -> dict[Key, tuple[Key, ...]]:
        """The identifiers that each sheet ever had, its own included."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in self.lives:
            found[self._target(key)].append(key)
        return {target: tuple(keys) for target, keys in found.items()}

    def _target(self, key: Key) -> Key:
        return self.renamed.get(key, key)

    def _revision(self, key: Key, former: Step | None, step: Step) -> Revision | None:
        if not step.version:
            return Revision("reunie", step, former) if former and self._is_absorbed(key, step) else None
        if former is None or not former.version:
            origin = self._origin(key, step)
            beginning: Nature = "connue" if step.is_oldest_known else "ajoutee"
            return Revision("renommee", step, origin) if origin else Revision(beginning, step)
        was, is_ = (one.edition.get("statut") == WITHDRAWN for one in (former, step))
        nature: Nature = "retiree" if is_ and not was else "retablie" if was and not is_ else "modifiee"
        return Revision(nature, step, former)

    def _is_absorbed(self, key: Key, end: Step) -> bool:
        """Tell whether the sheet of `key`, gone, was joined to one that stood already: otherwise it only changed its name."""
        family = self._families[self._target(key)]
        begun = (self.lives[one][0].revision for one in family if one != key)
        return key in self.renamed and end.revision not in begun

    def _origin(self, key: Key, first: Step) -> Step | None:
        """Return what a sheet said under the name that it had just before `first`."""
        for former in self._families[self._target(key)]:
            steps = self.lives[former]
            if former != key and len(steps) > 1 and not steps[-1].version and steps[-1].revision == first.revision:
                return steps[-2]
        return None


def past_of(records: Records, catalogue: Catalogue, erased: Mapping[ErasedKey, Erasure]) -> Past:
    """Return the past of the sheets of `catalogue`, what they say today included, and of those that are gone; what is erased says nothing."""
    told = {key: _published(steps) for key, steps in records.steps.items()}
    lives = {key: tuple(_without_erased(step, erased) for step in steps) for key, steps in told.items() if steps}
    present = {sheet.key: sheet for sheet in catalogue if not sheet.is_draft}
    for key, sheet in present.items():
        steps = lives.get(key, ())
        if not steps or steps[-1].version != sheet.version:
            lives[key] = (*steps, _present(sheet, is_oldest_known=records.extent == "absent"))
    for key in lives.keys() - present.keys():
        if lives[key][-1].version:
            lives[key] = (*lives[key], Step(*key, "", None))
    return Past(records.extent, lives, {former: key for former, key in _renamed(catalogue).items() if former in lives})


def _published(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the steps that readers saw: not the drafts, nor a removal of what nobody saw."""
    found: list[Step] = []
    for step in steps:
        said_before = found[-1].version if found else ""
        if (step.is_published or not step.version) and step.version != said_before:
            found.append(step)
    return tuple(found)


def _without_erased(step: Step, erased: Mapping[ErasedKey, Erasure]) -> Step:
    erasure = erased.get((*step.key, step.version))
    return replace(step, tree={}, erasure=erasure) if erasure else step


def _present(sheet: Sheet, *, is_oldest_known: bool) -> Step:
    tree = written(sheet.record, without=OUTSIDE_CONTENT)
    return Step(*sheet.key, sheet.version, tree, is_oldest_known=is_oldest_known)


def _renamed(catalogue: Catalogue) -> dict[Key, Key]:
    return {
        (sheet.kind.name, former): sheet.key
        for sheet in catalogue
        for former in (sheet.record.edition.anciens_ids if sheet.record.edition else ())
    }


def _latest_first(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Return the revisions in order: what is not recorded yet is the latest of all; at one instant, by name."""
    in_order = sorted(revisions, key=lambda one: one.step.key)
    return tuple(sorted(in_order, key=lambda one: (not one.step.instant, _utc(one.step.instant)), reverse=True))


def _utc(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(UTC).isoformat() if instant else ""
