"""Golden tests: the body of each page of the tiny world. REECRIRE=1 rewrites them; read the difference before you commit it."""

import os
import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.derive.plan import Cartographer
from generator.history.past import past_of
from generator.history.versions import Records
from generator.render.citing import Citer
from generator.render.environment import environment
from generator.render.notes import NoteWriter
from generator.render.sheets import SheetTools, sheet_pages
from generator.settings import load_settings
from generator.site import SETTINGS

EXPECTED = Path(__file__).parent / "attendus"
DRAWING = re.compile(r"(<svg [^>]*plan__dessin[^>]*>\s*<title.*?</title>).*?</svg>", re.DOTALL)
CASES = ("pole-minimal", "pole-des-forges", "cantine-partagee", "pratique-retiree", "regie-des-rives")


@pytest.fixture(scope="module")
def bodies(tiny_world):
    catalogue = pipeline.load(tiny_world)
    env, settings = environment(catalogue), load_settings(SETTINGS)
    citer = Citer(catalogue, past_of(Records("absent", {}), catalogue, {}), env, settings)
    tools = SheetTools(Cartographer(catalogue, ()), NoteWriter(catalogue, env, settings), citer)
    pages = sheet_pages(catalogue, catalogue, env, settings, tools)
    return {
        page.gaps["identifiant"]: DRAWING.sub(r"\1…</svg>", page.gaps["corps"]) + "\n" for page in pages if hasattr(page, "gaps")
    }


@pytest.mark.parametrize("case", CASES)
def test_the_body_of_a_page_is_as_expected(case, bodies):
    path = EXPECTED / f"{case}.html"
    if os.environ.get("REECRIRE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(bodies[case], encoding="utf-8")
    assert bodies[case] == path.read_text(encoding="utf-8")
