"""What follows a fact is written by functions, that no template escapes: whatever a sheet says stays words."""

from dataclasses import dataclass
from typing import Any

import pytest

from generator import pipeline
from generator.render.environment import environment
from generator.render.fact_fragments import FactFragments

TRAP = "</span><script>window.piege=1</script>\"'&"
ESCAPED = "&lt;/span&gt;&lt;script&gt;window.piege=1&lt;/script&gt;&#34;&#39;&amp;"


@dataclass(frozen=True)
class Fact:
    statut: str | None = None
    sources: tuple[str, ...] = ()
    selon: str | None = None
    extrait: str | None = None
    note: str | None = None
    date: str | None = None
    date_imprimee: str | None = None
    acteur: str | None = None
    designation: str | None = None
    poles: tuple[str, ...] = ()
    poles_exclus: tuple[str, ...] = ()


class View:
    """A sheet with no source."""

    record: Any = type("Record", (), {"sources": ()})

    def cited_sources(self, fact):
        return ()


@pytest.fixture(scope="module")
def fragments(tiny_world):
    return FactFragments(pipeline.load(tiny_world))


@pytest.mark.parametrize("field", ["selon", "extrait", "note"])
def test_what_is_said_of_a_fact_stays_words(fragments, field):
    told = fragments.proof(View(), Fact(**{field: TRAP}), weighed=False)
    assert ESCAPED in told
    assert "<script" not in told


@pytest.mark.parametrize(
    "write",
    [
        lambda one: one.when(Fact(date_imprimee=TRAP)),
        lambda one: one.party(Fact(designation=TRAP), "../../"),
        lambda one: one.party(Fact(acteur=TRAP, designation=TRAP), "../../"),
        lambda one: one.sheet_link("poles", TRAP, "../../"),
        lambda one: one.attested(Fact(poles=(TRAP,), poles_exclus=(TRAP,)), "../../"),
        lambda one: one.concerned(Fact(acteur=TRAP), "../../"),
    ],
    ids=["when", "party", "actor", "sheet_link", "attested", "concerned"],
)
def test_names_and_dates_stay_words(fragments, write):
    told = write(fragments)
    assert "<script" not in told
    assert ESCAPED in told


def test_templates_call_every_fragment_by_its_name(tiny_world, fragments):
    assert fragments.by_name.keys() <= environment(pipeline.load(tiny_world)).globals.keys()
