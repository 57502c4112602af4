from itertools import count

import pytest

from generator.catalogue import Catalogue, Sheet
from generator.derive.plan import Cartographer
from generator.history.past import past_of
from generator.history.versions import Records
from generator.reference import load_reference
from generator.render.citing import Citer
from generator.render.environment import environment
from generator.render.notes import NoteWriter
from generator.render.sheets import SheetTools, sheet_pages
from generator.settings import load_settings
from generator.site import KINDS, REFERENCE, SETTINGS
from schemas import KINDS as MODELS
from schemas.references import Reference
from schemas.structure import leaves, shapes

SPECIAL = {
    "siren": "123456789",
    "rna": "W123456789",
    "latitude": "45.0548",
    "longitude": "5.0383",
    "courriel": "contact@exemple.fr",
    "telephone": "01 23 45 67 89",
}
IN_THE_DATA_ONLY = {
    "valeur": "the figure as printed is what is shown",
    "valeur_max": "same",
    "approximation": "the printed words carry it",
    "unite": "the printed words carry it",
    "montant": "the amount as printed is what is shown",
    "remplacee_par": "shown on withdrawn sheets, tested apart",
    "anciens_ids": "become redirections, tested apart",
    "motif_retrait": "shown on withdrawn sheets, tested apart",
    "rubrique": "a code for machines; the printed heading is shown",
    "niveau": "shown as the level of the heading",
    "etat": "tested apart: a section has either a text or a state",
    "id": "the address and the anchors carry it",
}
VALID_TERM = {"statuts_edition": "complete"}


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


def full_tree(model, reference, numbers, depth=0):
    """Fill every field of a model with a value that stands nowhere else."""
    tree = {}
    for name, shape in shapes(model).items():
        if name in ("etat", "remplacee_par", "motif_retrait", "id", "resultats_non_documentes", "valeur_max") and depth + (
            name == "resultats_non_documentes"
        ):
            continue
        tree[name] = full_value(name, shape, reference, numbers, depth)
    return tree


def full_value(name, shape, reference, numbers, depth):
    if shape.items is not None:
        return [full_value(name, shape.items, reference, numbers, depth)]
    if shape.model is not None:
        return full_tree(shape.model, reference, numbers, depth + 1)
    mark = next((mark for mark in shape.marks if isinstance(mark, Reference)), None)
    if mark is not None:
        return referred(mark, reference)
    return SPECIAL.get(name) or plain(name, shape, next(numbers))


def referred(mark, reference):
    match mark.target:
        case "vocabulary":
            return VALID_TERM.get(mark.scope) or reference.vocabularies[mark.scope].termes[0].code
        case "territory":
            return "com-26281"
        case "source":
            return "source-unique"
        case kind:
            return f"autre-{kind}"


def plain(name, shape, number):
    names = {type(mark).__name__ for mark in shape.marks}
    text = str(shape.field.annotation if shape.field else "")
    if (name.startswith("date") and name != "date_imprimee") or name in ("vue_le", "creee_le", "modifiee_le", "accord_date"):
        return str(number)
    if "Decimal" in text:
        return str(number)
    if "slug" in text.lower() or name in ("anciens_ids",):
        return f"mot-{number}"
    if name in ("adresse", "adresse_archivee", "site") and "Prose" not in names:
        return f"https://exemple.fr/mot{number}"
    return f"mot{number}"


def shown_page(kind, reference):
    tree = full_tree(MODELS[kind], reference, count(1000))
    for source in tree["sources"]:
        source["id"] = "source-unique"
    record = MODELS[kind].model_validate(tree)
    sheets = {name: {f"autre-{name}": other(name)} for name in KINDS}
    sheets[kind] = {**sheets[kind], "pleine": Sheet(KINDS[kind], "pleine", "x.yaml", record, "0123456789")}
    catalogue = Catalogue(sheets, {}, reference)
    env, settings = environment(catalogue), load_settings(SETTINGS)
    citer = Citer(catalogue, past_of(Records("absent", {}), catalogue, {}), env, settings)
    tools = SheetTools(Cartographer(catalogue, ()), NoteWriter(catalogue, env, settings), citer)
    pages = sheet_pages(catalogue, catalogue, env, settings, tools)
    page = next(page for page in pages if getattr(page, "gaps", None) and page.gaps["identifiant"] == "pleine")
    return tree, page.gaps["corps"]


def other(kind):
    minimal = {"resume": "Autre.", "sources": [{"titre": "Source"}], "territoires": [{"territoire": "dep-26"}]}
    names = {"titre": f"Autre {kind}"} if kind == "practices" else {"nom": f"Autre {kind}"}
    typed = {"type": "etat"} if kind == "actors" else {}
    return Sheet(KINDS[kind], f"autre-{kind}", "y.yaml", MODELS[kind].model_validate({**minimal, **names, **typed}), "0123456789")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_word_of_a_full_sheet_stands_on_its_page(kind, reference):
    tree, html = shown_page(kind, reference)
    lost = [
        ".".join(map(str, leaf.path))
        for leaf in leaves(MODELS[kind], tree)
        if leaf.path[-1] not in IN_THE_DATA_ONLY
        and not any(part in IN_THE_DATA_ONLY for part in leaf.path if part in ("anciens_ids",))
        and expected_words(leaf, reference) not in html
    ]
    assert not lost, "\n".join(lost)


def expected_words(leaf, reference):
    mark = next((mark for mark in leaf.marks if isinstance(mark, Reference)), None)
    if mark is not None and mark.target == "vocabulary":
        label = reference.labels[mark.scope][leaf.value]
        return label if mark.scope not in LOWERED else label.lower()
    if mark is not None and mark.target == "territory":
        return "Romans-sur-Isère"
    if mark is not None and mark.target == "source":
        return 'href="#source-1"'
    if mark is not None:
        return f"Autre {mark.target}"
    return leaf.value


LOWERED = {
    "moments_entree",
    "usages_nom",
    "precisions_lieu",
    "epoques",
    "roles_territoire",
    "etats_adresse",
    "resultats_relecture",
    "precisions_date",
    "roles_lieu",
}
