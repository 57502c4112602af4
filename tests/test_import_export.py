import shutil
import sys

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.cli import main
from generator.reference import load_reference
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT
from generator.tabular.exporter import exported, write_export
from generator.tabular.grid import Refused
from generator.tabular.importer import Request, prepared, write

REFERENCE_DATA = load_reference(REFERENCE)


def trees(folder, kind):
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in (folder / kind).glob("*.yaml")
    }


def copy_of_records(folder, *, without=None):
    for kind in KINDS:
        if kind != without:
            shutil.copytree(REPOSITORY_ROOT / kind, folder / kind)
    return folder


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods"])
def test_importing_an_export_of_the_real_records_changes_nothing(tmp_path, kind, ending):
    folder = copy_of_records(tmp_path / "fiches")
    write_export(exported(folder, kind), tmp_path / f"tout{ending}")
    done = prepared(Request(tmp_path / f"tout{ending}", kind, folder), REFERENCE_DATA)
    assert {outcome.action for outcome in done.outcomes} == {"inchangee"}
    assert [line.code for line in done.ledger.lines] == []
    assert done.ledger.counts["inchangee"] == sum(len(row) for row in done.table.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_importing_an_export_where_the_records_are_not_makes_them_again(tmp_path, kind):
    write_export(exported(REPOSITORY_ROOT, kind), tmp_path / "tout.csv")
    folder = copy_of_records(tmp_path / "fiches", without=kind)
    write(prepared(Request(tmp_path / "tout.csv", kind, folder), REFERENCE_DATA))
    assert stripped(trees(folder, kind)) == stripped(trees(REPOSITORY_ROOT, kind))


def stripped(node):
    if isinstance(node, dict):
        return {key: stripped(value) for key, value in node.items()}
    return [stripped(item) for item in node] if isinstance(node, list) else node.strip()


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=30).filter(
    str.strip
) | st.sampled_from(
    [
        "=1+1",
        "'=x",
        "@a",
        "-",
        "NR",
        "n/a",
        "&eacute;",
        "01053",
        "x: y",
        "# z",
        "oui",
        "12,5",
        "01/09/2024",
        "'",
        "''+a",
        '"',
        "a;b",
        "null",
        "~",
    ]
)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.sampled_from([".csv", ".xlsx", ".ods"]))
@settings(max_examples=30, deadline=None)
def test_any_text_comes_back_from_an_export(tmp_path_factory, said, ending):
    folder = tmp_path_factory.mktemp("aller")
    (folder / "actors").mkdir()
    for rank, (name, place) in enumerate(said):
        tree = {"nom": name, "type": "siae", "lieux": [{"nom": place, "commune": "com-26281"}], "sources": [{"titre": "Essai"}]}
        text = yaml.safe_dump(tree, allow_unicode=True, default_style='"', width=10_000)
        (folder / "actors" / f"a-{rank}.yaml").write_text(text, encoding="utf-8")
    file = folder / f"tout{ending}"
    write_export(exported(folder, "actors"), file)
    back = tmp_path_factory.mktemp("retour")
    accepted = {problem.path for problem in pipeline.check(folder).problems}
    write(prepared(Request(file, "actors", back), REFERENCE_DATA))
    valid = {name: tree for name, tree in trees(folder, "actors").items() if f"actors/{name}.yaml" not in accepted}
    assert stripped({name: tree for name, tree in trees(back, "actors").items() if name in valid}) == stripped(valid)


def test_the_export_command_tells_what_it_wrote(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["observatoire", "export", str(tmp_path / "a.ods"), "--kind", "poles"])
    main()
    assert "12\u00a0fiches" in capsys.readouterr().out
    assert (tmp_path / "a.ods").stat().st_size > 1000


def test_an_export_to_another_format_or_of_nothing_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"\.csv, \.xlsx, \.ods"):
        write_export([["identifiant"]], tmp_path / "a.doc")
    with pytest.raises(Refused, match="aucune fiche"):
        exported(tmp_path, "poles")
