"""A page written in its shell is, byte for byte and empty lines apart, the one that the theme makes of the same words."""

import json
import os
import random
import shutil
import subprocess
import sys

import pytest

from generator import pipeline
from generator.french import in_words, on_fewer_lines
from generator.publish.typography import typeset_pages
from generator.render.page import Page
from generator.render.page_data import with_structured_data
from generator.render.site_pages import site_pages
from generator.settings import load_settings
from generator.site import REPOSITORY_ROOT, SETTINGS, SHELL

SEED, SAMPLE = 522, 24
HOOKS = """
import json
from pathlib import Path

BODIES = json.loads((Path(__file__).parent / "corps.json").read_text(encoding="utf-8"))


def on_page_content(html, page, **_):
    return html.replace("<p>⟦corps⟧</p>", BODIES[page.url]["corps"]) if page.url in BODIES else html


def on_post_page(output, page, **_):
    return output.replace("⟦tete⟧", BODIES[page.url]["tete"]) if page.url in BODIES else output
"""


@pytest.fixture(scope="module")
def sample(real):
    settings = load_settings(SETTINGS)
    past = pipeline.remember(REPOSITORY_ROOT, real)
    made = [
        one
        for one in with_structured_data(site_pages(real, settings, past), real, settings)
        if isinstance(one, Page) and one.shell.endswith(f"/{SHELL}/") and {"titre", "description", "corps"} <= one.gaps.keys()
    ]
    return random.Random(SEED).sample(made, SAMPLE)


@pytest.fixture(scope="module")
def wholly_by_the_theme(sample, tmp_path_factory):
    project = tmp_path_factory.mktemp("theme")
    for name in ("docs", "overrides"):
        shutil.copytree(REPOSITORY_ROOT / name, project / name)
    settings = (REPOSITORY_ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(f"{settings}\nhooks: [paroles.py]\n", encoding="utf-8")
    (project / "paroles.py").write_text(HOOKS, encoding="utf-8")
    bodies = {page.address: {"corps": page.gaps["corps"], "tete": page.gaps.get("tete", "")} for page in sample}
    (project / "corps.json").write_text(json.dumps(bodies), encoding="utf-8")
    for page in sample:
        shell = (project / "docs" / page.shell.rstrip("/")).with_suffix(".md").read_text(encoding="utf-8")
        for gap in ("titre", "description"):
            shell = shell.replace(f'"⟦{gap}⟧"', json.dumps(page.gaps[gap], ensure_ascii=False))
        words = (project / "docs" / page.address.rstrip("/")).with_suffix(".md")
        words.parent.mkdir(parents=True, exist_ok=True)
        words.write_text(shell, encoding="utf-8")
    environment = {**os.environ, "OBSERVATOIRE_GREFFON": "false", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(project / "site")]
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    typeset_pages(project / "site")
    return project / "site"


def test_a_random_sample_has_pages_of_several_kinds(sample):
    assert len({page.shell for page in sample}) > 3


def test_the_theme_alone_would_write_the_same_page(sample, wholly_by_the_theme, real_site):
    def read(site, page):
        return in_words(on_fewer_lines, (site / page.address / "index.html").read_text(encoding="utf-8"))

    different = [page.address for page in sample if read(wholly_by_the_theme, page) != read(real_site, page)]
    assert not different
