import json
from datetime import date, timedelta

import pytest

from generator import pipeline
from generator.derive.staleness import to_review
from generator.settings import load_settings
from generator.site import SETTINGS

NBSP = "\u00a0"
POLE = "nom: {}\nresume: Un lieu.\nterritoires:\n  - territoire: dep-26\nsources:\n  - titre: Source\n{}"


@pytest.fixture
def found(tmp_path, run):
    """Write poles, given as name: the rest of their sheet, and return what the command says of them."""

    def write(*arguments, **poles):
        (tmp_path / "poles").mkdir(exist_ok=True)
        for name, text in poles.items():
            (tmp_path / "poles" / f"{name}.yaml").write_text(POLE.format(name, text), encoding="utf-8")
        return run("a-revoir", "--records", tmp_path, "--le", "2026-11-23", *arguments).stdout

    return write


def seen(day):
    return f"    vue_le: {day}\n"


@pytest.mark.parametrize(
    ("day", "is_old"),
    [
        ("2024-10-31", True), ("2024-11-01", False), ("2024-10", True), ("2024-11", False), ("2023", True), ("2024", False),
        ("2026-11-23", False),
    ],
)  # fmt: skip
def test_a_sheet_is_old_when_no_day_of_its_last_care_is_within_two_years(day, is_old, found):
    assert (json.loads(found("--format", "json", pole=seen(day))) != []) == is_old


def test_a_sheet_whose_care_has_no_known_day_is_to_review(found):
    assert f"- pôle pole, pole{NBSP}: aucun jour de vérification connu." in found(pole="")


def test_what_was_announced_and_is_past_is_told_with_its_date(found):
    text = "evenements:\n  - intitule: Ouverture prévue\n    date: 2012\n    precision_date: fin\n    statut: annonce\nedition:\n  modifiee_le: 2026-01-01\n"
    told = found(pole=text)
    assert f"- pôle pole, pole{NBSP}: dernière vérification en janvier 2026.\n" in told
    assert f"  - annoncé, jamais confirmé (Évènements, fin 2012){NBSP}: Ouverture prévue" in told


def test_nothing_is_said_of_nothing(found):
    assert found(pole=seen("2026-01-01")) == "Aucune fiche à revoir.\n"
    assert found("--format", "markdown") == ""


def test_the_oldest_come_first(found):
    told = json.loads(found("--format", "json", b=seen("2020"), a=seen("2021"), c=""))
    assert [one["id"] for one in told] == ["c", "b", "a"]


def test_the_patience_may_be_chosen(found):
    assert json.loads(found("--format", "json", "--mois", "6", pole=seen("2026-01-01")))
    assert json.loads(found("--format", "json", "--mois", "1200", pole=seen("1900-01-01"))) != []


def test_a_summary_fits_in_an_issue(found):
    poles = {f"p{number}": "" for number in range(1200)}
    told = found("--format", "markdown", **poles)
    assert len(told) < 30_000 and f"lignes de plus{NBSP}: lancez" in told


def test_a_withdrawn_sheet_is_not_to_review(tmp_path):
    (tmp_path / "poles").mkdir()
    withdrawn = POLE.format("retire", "edition:\n  statut: retiree\n  motif_retrait: Doublon\n")
    (tmp_path / "poles" / "retire.yaml").write_text(withdrawn, encoding="utf-8")
    catalogue = pipeline.load(tmp_path)
    assert to_review(catalogue, date(2026, 11, 23), 24) == ()


@pytest.mark.parametrize(("days_left", "is_told"), [(61, False), (60, True), (-90, True)])
def test_the_end_of_the_page_that_tells_where_to_report_a_fault_is_told_two_months_before(run, tmp_path, days_left, is_told):
    (tmp_path / "poles").mkdir()
    day = date.fromisoformat(load_settings(SETTINGS).security_until) - timedelta(days_left)
    for form in ("texte", "markdown"):
        told = run("a-revoir", "--records", tmp_path, "--le", day, "--format", form).stdout
        assert ("securite_valable_jusqu_au" in told) == is_told
    assert json.loads(run("a-revoir", "--records", tmp_path, "--le", day, "--format", "json").stdout) == []
