"""Receives the folder of the records and what stands there; returns the published sheets whose address would lead nowhere; never judges the others."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.french import date_in_words
from generator.history.repository import GitFault, read_blobs, read_log
from generator.history.versions import SHEET_PATH, Key, step_of
from generator.problems import Problem
from generator.site import KINDS


@dataclass(frozen=True)
class _Kept:
    """A blob that a path once had, and the day when it was recorded."""

    blob: str
    day: str


def vanished_problems(folder: Path, standing: Collection[Key]) -> Iterator[Problem]:
    """Yield a problem for each sheet once published that is not `standing` (published, redirected or withdrawn) any more."""
    kept: dict[Key, list[_Kept]] = defaultdict(list)
    for change in read_log(folder, KINDS).changes:
        for path, blob in change.blobs:
            found = SHEET_PATH.match(path)
            if found and blob and (found[1], found[2]) not in standing:
                kept[found[1], found[2]].append(_Kept(blob, change.instant[:10]))
    try:
        contents = dict(read_blobs(folder, (one.blob for steps in kept.values() for one in steps)))
    except GitFault:
        return
    for key, steps in sorted(kept.items()):
        published = [one for one in steps if (step := step_of(key, contents.get(one.blob, b""))) and step.is_published]
        if published:
            yield _problem(key, published[0].day)


def _problem(key: Key, day: str) -> Problem:
    kind, identifier = key
    return Problem(
        f"{kind}/{identifier}.yaml",
        1,
        1,
        "identifiant-disparu",
        "",
        f"La fiche « {identifier} », publiée le {date_in_words(day)}, n’est plus publiée : son adresse ne mènerait nulle part.",
        f"Remettez-la avec « statut: retiree » et « motif_retrait », ou nommez « {identifier} » sous « anciens_ids » de la fiche qui la continue.",
    )
