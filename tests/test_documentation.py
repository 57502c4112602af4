import re
import tomllib

import click
import yaml

import generator
import schemas
from generator.cli import app
from generator.reference import load_reference
from generator.site import REFERENCE, REPOSITORY_ROOT
from schemas import KINDS
from schemas.structure import shapes

COMMANDS_PAGE = (REPOSITORY_ROOT / "docs" / "contribuer" / "commandes.md").read_text(encoding="utf-8")


def test_the_readme_opens_with_the_two_commands():
    readme = (REPOSITORY_ROOT / "README.md").read_text(encoding="utf-8")
    opening, _, english = readme.partition("## In English")
    for part in (opening[:400], english[:200]):
        assert "make site" in part and "make test" in part


def test_each_command_and_each_option_is_documented():
    for name, command in app.commands.items():
        assert f"### `observatoire {name}`" in COMMANDS_PAGE, name
        assert command.help, f"la commande {name} n’a pas d’aide"
        for option in (one for one in command.params if isinstance(one, click.Option)):
            for flag in option.opts:
                assert flag == "--help" or flag in COMMANDS_PAGE, (name, flag)


def test_each_make_target_is_documented():
    makefile = (REPOSITORY_ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split()
    for target in targets:
        assert f"make {target}" in COMMANDS_PAGE, target


def test_each_dependency_is_explained():
    page = (REPOSITORY_ROOT / "docs" / "contribuer" / "dependances.md").read_text(encoding="utf-8")
    project = tomllib.loads((REPOSITORY_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + [name for name in project["dependency-groups"]["test"] if isinstance(name, str)]
    for requirement in wanted:
        name = re.match(r"[a-z0-9-]+", requirement).group()
        assert f"`{name}`" in page, name


def test_each_field_stands_in_the_guide(real_site):
    guide = (real_site / "contribuer" / "champs" / "index.html").read_text(encoding="utf-8")
    for model in KINDS.values():
        for name in shapes(model):
            assert f'id="modele-{model.__name__.lower()}-{name}"' in guide, name


def test_each_term_stands_in_the_glossary(real_site):
    glossary = (real_site / "glossaire" / "index.html").read_text(encoding="utf-8")
    for name, vocabulary in load_reference(REFERENCE).vocabularies.items():
        for term in vocabulary.termes:
            assert f'id="{name}-{term.code}"' in glossary, (name, term.code)


def test_each_decision_is_listed():
    folder = REPOSITORY_ROOT / "docs" / "contribuer" / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    for path in folder.glob("0*.md"):
        assert path.name in index


def test_locks_have_hashes_and_name_no_index():
    for path in (REPOSITORY_ROOT / "requirements").glob("*.txt"):
        lock = path.read_text(encoding="utf-8")
        assert "http" not in lock
        pinned = re.findall(r"^[a-z0-9-]+(?:\[.*\])?==", lock, re.MULTILINE)
        assert pinned and lock.count("--hash=sha256:") >= len(pinned)


def test_the_packages_come_from_this_repository():
    for package in (generator, schemas):
        assert package.__file__.startswith(str(REPOSITORY_ROOT))


def test_example_sheets_of_the_guides_are_valid():
    for page, kind in (("CONTRIBUTING.md", "poles"), ("docs/contribuer/fiche.md", "practices")):
        text = (REPOSITORY_ROOT / page).read_text(encoding="utf-8")
        example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL).group(1)
        KINDS[kind].model_validate(yaml.load(example, Loader=yaml.BaseLoader))
