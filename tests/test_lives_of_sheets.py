"""What a sheet said is read from its repository: each version keeps its address, each change is told field by field."""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator import pipeline
from generator.history.erasures import load_erasures
from generator.history.past import past_of
from generator.history.reasons import reason
from generator.history.versions import recorded_steps
from generator.render.revisions import told_revision

SHEET = "nom: {nom}\nresume: {resume}\nterritoires:\n  - territoire: dep-26\nsources:\n  - titre: Une source\n"
CONTACT = "contact:\n  fonction: Coordination\n  personne: Camille Martin\n  accord_date: 2026-01-05\n"


def pole(nom="Pôle d’essai", resume="Un lieu.", **edition):
    told = "".join(f"  {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in edition.items())
    return SHEET.format(nom=nom, resume=resume) + (f"edition:\n{told}" if told else "")


@dataclass
class Depot:
    folder: Path
    minutes: int = 0

    def git(self, *arguments, when="2026-01-01T00:00:00+01:00"):
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        surroundings |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
        command = ["git", "-c", "user.name=Essai", "-c", "user.email=essai@example.org", *arguments]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, env=surroundings)

    def write(self, **poles):
        for name, text in poles.items():
            path = self.folder / "poles" / f"{name.replace('_', '-')}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.unlink(missing_ok=True) if text is None else path.write_text(text, encoding="utf-8")

    def record(self, reason_="feat(fiches): un essai", **poles):
        self.write(**poles)
        self.minutes += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", reason_, when=f"2026-02-03T10:{self.minutes:02}:00+01:00")

    def past(self, erased=None):
        return past_of(recorded_steps(self.folder), pipeline.load(self.folder), erased or {})

    def natures(self, identifier):
        catalogue = pipeline.load(self.folder)
        return [one.nature for one in self.past().revisions(catalogue.sheets["poles"][identifier])]


@pytest.fixture
def depot(tmp_path):
    made = Depot(tmp_path / "depot")
    made.folder.mkdir()
    made.git("init", "--quiet", "--initial-branch", "main")
    return made


def versions_of(depot, identifier):
    return [one for one in depot.past().versions() if one.step.id == identifier]


def test_each_thing_said_is_a_version_and_only_the_last_is_current(depot):
    depot.record(essai=pole())
    depot.record(essai=pole(resume="Un autre lieu."))
    first, second = versions_of(depot, "essai")
    assert (first.is_current, first.next_day, second.is_current, second.next_day) == (False, "2026-02-03", True, "")
    assert depot.natures("essai") == ["modifiee", "ajoutee"]


def test_a_layout_or_a_contact_that_changes_is_no_version(depot):
    depot.record(essai=pole())
    depot.record(essai="# autre mise en forme\n" + pole() + CONTACT)
    assert len(versions_of(depot, "essai")) == 1
    assert "Camille" not in json.dumps(versions_of(depot, "essai")[0].step.tree)


def test_a_sheet_that_says_again_what_it_said_keeps_one_address_for_it(depot):
    depot.record(essai=pole())
    depot.record(essai=pole(resume="Un autre lieu."))
    depot.record(essai=pole())
    assert [one.is_current for one in versions_of(depot, "essai")] == [True, False]
    assert depot.natures("essai") == ["modifiee", "modifiee", "ajoutee"]


def test_a_change_says_the_field_what_was_and_what_is_and_why(depot):
    depot.record(essai=pole())
    depot.record("fix(fiches): le résumé était faux", essai=pole(resume="Un autre lieu."))
    catalogue = pipeline.load(depot.folder)
    told = told_revision(depot.past().revisions(catalogue.sheets["poles"]["essai"])[0], catalogue)
    (change,) = told.changes
    assert (change.title, change.before, change.after) == ("Résumé", "Un lieu.", "Un autre lieu.")
    assert (told.reason, told.step.day) == ("Le résumé était faux", "2026-02-03")


def test_typographic_changes_are_only_named(depot):
    depot.record(essai=pole(resume='"Un lieu : ouvert."'))
    depot.record(essai=pole(resume='"Un lieu\u00a0: ouvert."'))
    catalogue = pipeline.load(depot.folder)
    told = told_revision(depot.past().revisions(catalogue.sheets["poles"]["essai"])[0], catalogue)
    assert (told.title, told.changes, told.typographic) == ("Mise en forme", (), ("Résumé",))


def test_a_sheet_renamed_twice_keeps_its_whole_life(depot):
    depot.record(premier=pole())
    depot.record(premier=None, second=pole(anciens_ids=["premier"]))
    depot.record(second=None, troisieme=pole(anciens_ids=["premier", "second"]))
    assert depot.natures("troisieme") == ["renommee", "renommee", "ajoutee"]
    assert {one.step.id for one in depot.past().versions()} == {"premier", "second", "troisieme"}
    assert [one.is_current for one in depot.past().versions()] == [False, False, True]


def test_two_sheets_merged_tell_both_lives_in_one(depot):
    depot.record(un=pole("Pôle un"), deux=pole("Pôle deux"))
    depot.record(deux=None, un=pole("Pôle un", resume="Les deux lieux.", anciens_ids=["deux"]))
    assert sorted(depot.natures("un")) == ["ajoutee", "ajoutee", "modifiee", "reunie"]
    assert not any(one.is_current for one in versions_of(depot, "deux"))


def test_a_sheet_withdrawn_then_shown_again(depot):
    depot.record(essai=pole())
    depot.record(essai=pole(statut="retiree", motif_retrait="Doublon"))
    assert depot.natures("essai") == ["retiree", "ajoutee"]
    assert len(versions_of(depot, "essai")) == 1, "le retrait n’est pas une version à lire"
    depot.record(essai=pole())
    assert depot.natures("essai") == ["retablie", "retiree", "ajoutee"]


def test_a_draft_is_seen_by_nobody(depot):
    depot.record(essai=pole(statut="brouillon"))
    depot.record(essai=pole(resume="Un lieu relu."))
    assert depot.natures("essai") == ["ajoutee"]


def test_a_state_that_no_build_could_read_is_passed_over(depot):
    depot.record(essai=pole())
    depot.record(essai="nom: [\n")
    depot.record(essai=pole(resume="Un autre lieu."))
    assert depot.natures("essai") == ["modifiee", "ajoutee"]


def test_what_is_not_recorded_yet_is_the_latest_change(depot):
    depot.record(essai=pole())
    depot.write(essai=pole(resume="Un autre lieu."), neuf=pole("Pôle neuf"))
    assert depot.natures("essai") == ["modifiee", "ajoutee"]
    assert depot.natures("neuf") == ["ajoutee"]
    assert [one.step.instant for one in depot.past().latest][:2] == ["", ""]


def test_the_joining_of_a_branch_is_one_change_with_its_own_words(depot):
    depot.record(essai=pole())
    depot.git("checkout", "--quiet", "-b", "idee")
    depot.record(essai=pole(resume="Une étape."))
    depot.record(essai=pole(resume="Un autre lieu."))
    depot.git("checkout", "--quiet", "main")
    message = "Merge pull request #12 from reseau/idee\n\nLe lieu a déménagé"
    depot.git("merge", "--quiet", "--no-ff", "idee", "--message", message, when="2026-03-01T09:00:00+01:00")
    latest = depot.past().latest
    first = latest[0]
    assert (first.nature, first.step.day, reason(first.step)) == ("modifiee", "2026-03-01", "Le lieu a déménagé")
    assert len(latest) == 2


def test_a_partial_copy_says_so_and_never_calls_its_oldest_state_a_beginning(depot, tmp_path):
    depot.record(essai=pole())
    depot.record(essai=pole(resume="Un autre lieu."))
    depot.git("clone", "--quiet", "--depth", "1", f"file://{depot.folder}", str(tmp_path / "partiel"))
    partial = Depot(tmp_path / "partiel")
    assert partial.past().extent == "partiel"
    assert partial.natures("essai") == ["connue"]
    with pytest.raises(pipeline.PartialHistory, match="--unshallow"):
        pipeline.build(partial.folder, tmp_path / "site", wanted=pipeline.Wanted(whole_history=True))
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("where", ["hors d’un dépôt", "dans un sous-dossier", "dépôt vide"])
def test_without_a_repository_of_its_own_a_folder_has_only_its_present(depot, tmp_path, where):
    folder = {"hors d’un dépôt": tmp_path / "ailleurs", "dans un sous-dossier": depot.folder / "dedans"}.get(where, depot.folder)
    folder.mkdir(exist_ok=True)
    alone = Depot(folder)
    alone.write(essai=pole())
    assert alone.past().extent == "absent"
    assert alone.natures("essai") == ["connue"]


def test_without_git_itself_there_is_only_the_present(depot, monkeypatch):
    depot.record(essai=pole())
    monkeypatch.setenv("PATH", "")
    assert depot.past().extent == "absent"


def test_a_variable_that_leads_git_elsewhere_is_not_followed(depot, tmp_path, monkeypatch):
    depot.record(essai=pole())
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "ailleurs"))
    assert depot.past().extent == "entier"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("feat(fiches): le lieu\u00a0a déménagé", "Le lieu\u00a0a déménagé"),
        ("Écrire à jeanne.martin@gmail.com", ""),
        ("Appeler le 06 12 34 56 78", ""),
        (":100644 100644 a b M", ":100644 100644 a b M"),
        ("</script><b>gras</b>\x07", "</script><b>gras</b>·"),
    ],
)
def test_the_reason_is_the_words_of_the_change_never_a_way_to_reach_somebody(depot, message, said):
    depot.record(essai=pole())
    depot.record(message, essai=pole(resume="Un autre lieu."))
    assert reason(depot.past().latest[0].step).replace("\u00a0", " ") == said.replace("\u00a0", " ")


def problems_of(folder):
    return [(one.code, one.path) for one in pipeline.check(folder).problems]


@pytest.mark.parametrize("end", ["effacée", "renommée sans le dire", "redevenue brouillon", "effacée sans l’enregistrer"])
def test_a_published_identifier_that_leads_nowhere_stops_the_check(depot, end):
    depot.record(essai=pole(), autre=pole("Autre"))
    match end:
        case "effacée":
            depot.record(essai=None)
        case "renommée sans le dire":
            depot.record(essai=None, nouveau=pole())
        case "redevenue brouillon":
            depot.record(essai=pole(statut="brouillon"))
        case _:
            depot.write(essai=None)
    assert problems_of(depot.folder) == [("identifiant-disparu", "poles/essai.yaml")]


@pytest.mark.parametrize("end", ["retirée", "renommée", "réunie", "brouillon effacé"])
def test_a_published_identifier_that_leads_somewhere_is_fine(depot, end):
    depot.record(essai=pole(), autre=pole("Autre"), ebauche=pole("Ébauche", statut="brouillon"))
    match end:
        case "retirée":
            depot.record(essai=pole(statut="retiree", motif_retrait="Doublon"))
        case "renommée":
            depot.record(essai=None, nouveau=pole(anciens_ids=["essai"]))
        case "réunie":
            depot.record(essai=None, autre=pole("Autre", anciens_ids=["essai"]))
        case _:
            depot.record(ebauche=None)
    assert problems_of(depot.folder) == []


HOSTILE = "Pôle </script><b>${gras}</b> " + "très " * 60 + "long"


@pytest.fixture(scope="module")
def told_site(tmp_path_factory):
    """A site whose sheets were renamed twice, merged, withdrawn, hostile, signed by three hundred, and one version erased."""
    folder = tmp_path_factory.mktemp("vies")
    depot = Depot(folder / "depot")
    depot.folder.mkdir()
    depot.git("init", "--quiet", "--initial-branch", "main")
    many = [{"designation": f"Réseau n° {rank}", "role": "redaction" if rank % 2 else "collecte"} for rank in range(300)]
    depot.record("feat(fiches): début", premier=pole(), deux=pole("Pôle deux"), retire=pole("Pôle retiré"))
    depot.record(
        "fix(fiches): <script>alert(1)</script>",
        premier=None,
        second=pole(anciens_ids=["premier"]),
        hostile=pole(json.dumps(HOSTILE), resume='"=1+1"', contributeurs=many, modifiee_le="2026-02-03"),
    )
    depot.record(
        second=None,
        troisieme=pole(resume="Les deux lieux.", anciens_ids=["premier", "second", "deux"]),
        deux=None,
        retire=pole("Pôle retiré", statut="retiree", motif_retrait="Doublon", remplacee_par="troisieme"),
    )
    pipeline.build(depot.folder, folder / "site")
    return depot, folder / "site"


def page(site, address):
    return (site / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("former", ["premier", "second", "deux"])
def test_every_former_address_leads_to_the_sheet_of_today(told_site, former):
    _, site = told_site
    assert 'url=../troisieme/"' in page(site, f"poles/{former}")
    assert 'url=../../troisieme/versions/"' in page(site, f"poles/{former}/versions")
    assert (site / f"poles/{former}/fil.xml").is_file()


def test_a_withdrawn_sheet_leaves_its_reason_and_what_it_said(told_site):
    _, site = told_site
    assert "Doublon" in page(site, "poles/retire") and "Pôle d’essai" in page(site, "poles/retire")
    (version,) = [path.name for path in (site / "poles/retire/versions").iterdir() if path.is_dir()]
    assert "a depuis été retirée" in page(site, f"poles/retire/versions/{version}")


def test_every_version_ever_published_has_its_page_its_data_and_its_citations(told_site):
    depot, site = told_site
    versions = list(depot.past().versions())
    assert len(versions) == 6
    for version in versions:
        folder = site / f"poles/{version.step.id}/versions/{version.step.version}"
        assert json.loads((folder / "fiche.json").read_text())["fiche"] == version.step.tree
        assert {path.name for path in folder.iterdir()} == {
            "index.html",
            "fiche.json",
            "citation.bib",
            "citation.ris",
            "citation.json",
        }


def test_a_former_version_shows_what_it_said_and_leads_to_today(told_site):
    depot, site = told_site
    first = next(one for one in depot.past().versions() if one.step.id == "premier")
    html = page(site, f"poles/premier/versions/{first.step.version}")
    assert "Un lieu." in html and "Les deux lieux." not in html
    assert '<a href="../../../../poles/troisieme/">fiche d’aujourd’hui</a>' in html
    assert '<meta name="robots" content="noindex">' in html


def test_no_text_of_a_sheet_or_of_a_change_acts(told_site):
    _, site = told_site
    for path in (*site.glob("poles/hostile/**/*.html"), site / "changements/index.html"):
        html = path.read_text(encoding="utf-8")
        assert "<b>${gras}" not in html and "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(site, "changements")


def test_a_build_elsewhere_of_the_same_repository_gives_the_same_versions(told_site, tmp_path):
    depot, site = told_site
    depot.git("clone", "--quiet", f"file://{depot.folder}", str(tmp_path / "copie"))
    pipeline.build(tmp_path / "copie", tmp_path / "site")
    for path in (*site.glob("poles/*/versions/**/*.*"), *site.glob("changements/**/*.*"), *site.glob("poles/*/fil.xml")):
        assert path.read_bytes() == (tmp_path / "site" / path.relative_to(site)).read_bytes(), path


def test_an_erased_version_only_says_when_and_why(depot, tmp_path, monkeypatch):
    depot.record(essai=pole(resume="Un secret."))
    depot.record(essai=pole(resume="Un lieu."))
    (version, _) = versions_of(depot, "essai")
    erasures = tmp_path / "versions_effacees.yaml"
    erasures.write_text(
        f"versions:\n  - fiche: poles/essai\n    version: {version.step.version}\n    date: 2026-05-06\n    motif: À la demande de l’intéressé\n"
    )
    monkeypatch.setattr(pipeline, "load_erasures", lambda _: load_erasures(tmp_path))
    pipeline.build(depot.folder, tmp_path / "site")
    folder = tmp_path / f"site/poles/essai/versions/{version.step.version}"
    assert "6 mai 2026" in page(tmp_path / "site", f"poles/essai/versions/{version.step.version}")
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    everything = [path for path in (tmp_path / "site").rglob("*") if path.suffix in (".html", ".xml", ".json")]
    assert not [path for path in everything if "Un secret" in path.read_text(encoding="utf-8")]


ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_are_atom_and_each_entry_has_its_own_name(told_site):
    _, site = told_site
    paths = [*site.glob("changements/**/*.xml"), *site.glob("poles/*/fil.xml")]
    assert len(paths) > 30
    for path in paths:
        feed = ElementTree.parse(path).getroot()
        names = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert feed.tag == f"{ATOM}feed" and len(names) == len(set(names))
        instants = [feed.findtext(f"{ATOM}updated"), *(entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry"))]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", instant) for instant in instants)
        assert all(entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry"))


def test_a_region_and_a_pole_are_told_their_own_changes_only(told_site):
    _, site = told_site
    here, elsewhere = ((site / f"changements/regions/reg-{code}.xml").read_text() for code in ("84", "53"))
    assert here.count("<entry>") == 7 and elsewhere.count("<entry>") == 0
    assert (site / "poles/hostile/fil.xml").read_text().count("<entry>") == 1
