import re
import sys

import pytest

from generator import pipeline
from generator.cli import main
from generator.explanations import load_explanations
from generator.problems import BadRecords
from generator.site import REFERENCE

MINIMAL = {
    "poles": "nom: Pôle des Essais\nresume: Un pôle pour essayer.\n",
    "actors": "nom: Acteur des Essais\ntype: collectivite\n",
    "practices": "",
}
SOURCE = "sources:\n  - titre: Cahier des Essais\n"
NAME_OF_A_FILE = {"nom-de-fichier"}
EXPLAINED = load_explanations(REFERENCE)
WITH_AN_EXAMPLE = [code for code, one in EXPLAINED.items() if one.faux and code not in NAME_OF_A_FILE]


@pytest.fixture(autouse=True)
def _reference_is_read_once(monkeypatch, known):
    monkeypatch.setattr(pipeline, "load_reference", known)


def codes_of(genre, example, folder):
    """Return the codes that the check gives for an example, completed into a minimal sheet."""
    is_whole = re.search(r"^(nom|titre):", example, re.MULTILINE)
    own = re.findall(r"^(\w+):", example, re.MULTILINE)
    start = "".join(line for line in MINIMAL[genre].splitlines(keepends=True) if line.split(":")[0] not in own)
    sheet = example if is_whole else start + SOURCE + example
    (folder / genre).mkdir(parents=True)
    (folder / genre / "pole-des-essais.yaml").write_text(sheet, encoding="utf-8")
    return {problem.code for problem in pipeline.check(folder).problems}


@pytest.mark.parametrize("code", WITH_AN_EXAMPLE)
def test_the_wrong_example_gives_its_code_and_the_right_one_none(code, tmp_path):
    one = EXPLAINED[code]
    assert codes_of(one.genre, one.faux, tmp_path / "faux") == {code}
    assert codes_of(one.genre, one.juste, tmp_path / "juste") == set()


@pytest.fixture
def told(monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["observatoire", "explain", *arguments])
        try:
            main()
        except SystemExit as stop:
            return stop.code, capsys.readouterr().err
        return 0, capsys.readouterr().out

    return run


def test_a_code_is_explained_with_its_example(told):
    code, said = told("espace-insecable")
    assert code == 0
    assert "À écrire" in said and "echelle: commune" in said and "[espace-insecable]" in said


def test_an_unknown_code_gets_the_nearest(told):
    assert told("champs-inconu") == (
        1,
        "Le code «\u00a0champs-inconu\u00a0» n’existe pas. Vouliez-vous dire «\u00a0champ-inconnu\u00a0»\u00a0?\n",
    )


def test_all_codes_are_listed(told):
    code, said = told()
    assert code == 0 and len(said.splitlines()) == len(EXPLAINED)


def test_each_code_has_its_page(tiny_site):
    for one in EXPLAINED.values():
        page = (tiny_site / "contribuer" / "erreurs" / one.code / "index.html").read_text(encoding="utf-8")
        assert one.code in page
    index = (tiny_site / "contribuer" / "erreurs" / "index.html").read_text(encoding="utf-8")
    assert index.count("<dt>") == len(EXPLAINED)


def test_an_explanation_that_would_lose_its_end_is_refused(tmp_path):
    text = "erreurs:\n  - code: essai\n    titre: Un essai\n    explication: Après une espace, « # » ouvre un commentaire.\n"
    (tmp_path / "erreurs.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadRecords) as stop:
        load_explanations(tmp_path)
    assert [problem.code for problem in stop.value.problems] == ["diese"]
