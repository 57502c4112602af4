"""The API is plain files: every document is what its description says, one type for each field, no person, nothing lost."""

import json
import re
import subprocess
import sys
from decimal import Decimal

import jsonschema
import pytest
from openapi_spec_validator import validate

from generator import pipeline
from generator.api.document import FOLDER
from generator.api.documents import documents
from generator.api.groups import GROUPS
from generator.api.openapi import openapi
from generator.api.shape import LEFT_OUT, value
from generator.derive.presence import presences
from generator.settings import load_settings
from generator.site import KINDS, SETTINGS
from schemas import KINDS as MODELS
from schemas.structure import leaves

SETTINGS_READ = load_settings(SETTINGS)
SHEET = "nom: {nom}\nresume: Un lieu.\nsources:\n  - titre: Une source\n"


@pytest.fixture(scope="module")
def told(real):
    return tuple(documents(real, SETTINGS_READ))


@pytest.fixture(scope="module")
def description():
    return openapi(SETTINGS_READ)


def closed(tree):
    """Return a schema that refuses what it does not describe; what is published refuses nothing, so that fields may be added."""
    if isinstance(tree, dict):
        told = {name: closed(inner) for name, inner in tree.items()}
        return told | {"additionalProperties": False} if isinstance(tree.get("properties"), dict) and "type" in tree else told
    return [closed(inner) for inner in tree] if isinstance(tree, list) else tree


def checker(description, component):
    schema = {"$ref": f"#/components/schemas/{component}", "components": closed(description["components"])}
    return jsonschema.Draft202012Validator(schema)


def test_the_description_is_valid_openapi(description):
    validate(description)


def test_every_document_is_what_its_description_says(told, description):
    for document in told:
        checker(description, document.component).validate(document.content)


def test_a_field_that_is_not_described_is_seen_here_and_accepted_by_those_who_read(told, description):
    record = next(document for document in told if document.component == "FichePole")
    later = {**record.content, "inconnu": 1}
    with pytest.raises(jsonschema.ValidationError):
        checker(description, "FichePole").validate(later)
    published = {"$ref": "#/components/schemas/FichePole", "components": description["components"]}
    jsonschema.Draft202012Validator(published).validate(later)
    assert "additionalProperties" not in json.dumps(description)


def test_each_address_of_a_sheet_gives_one_document_of_the_three_that_are_described(told, odd_world, description):
    _, found = odd_world
    choices = description["paths"][f"/{FOLDER}/poles/{{id}}.json"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    schema = {**choices, "components": description["components"]}
    states = set()
    for document in (*told, *found.values()):
        if document.component in ("FichePole", "Deplacee", "Retiree"):
            jsonschema.Draft202012Validator(schema).validate(document.content)
            states.add(document.content["etat"])
    assert states == {"publiee", "deplacee", "retiree"}


def test_everything_described_has_a_french_name_and_meaning_and_is_given_somewhere(description):
    schemas = description["components"]["schemas"]
    referred = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(description)))
    assert referred == set(schemas)
    english = {group for group, french in GROUPS.items() if group != french.name}
    assert not english & set(schemas)
    for name, schema in schemas.items():
        assert schema["description"], name
        for field, told in schema["properties"].items():
            assert told.get("title") and told.get("description"), (name, field)


def test_every_address_is_described_and_every_description_is_an_address(told, odd_world, description):
    ways = {path: re.compile(re.sub(r"\\{(\w+)\\}", asked, re.escape(path))) for path in description["paths"]}
    written = {f"/{document.path}" for document in (*told, *odd_world[1].values())} | {f"/{FOLDER}/openapi.json"}
    for path in written:
        assert [way for way, pattern in ways.items() if pattern.fullmatch(path)], path
    lists = {way for way in ways if "page-" in way}
    reached = {way for way, pattern in ways.items() if any(pattern.fullmatch(path) for path in written)}
    assert set(ways) - reached <= lists


def asked(match):
    return {"numero": r"\d+", "nom": "[a-z_]+", "code": r"[a-z]+-\w+"}.get(match[1], "[a-z0-9-]+")


def types_in(tree, path=()):
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from types_in(inner, (*path, name))
    elif isinstance(tree, list):
        for inner in tree:
            yield from types_in(inner, (*path, "*"))
    yield path, type(tree) if not isinstance(tree, int | float) or isinstance(tree, bool) else float


def test_a_field_has_one_type_and_is_never_null(told):
    seen = {}
    for document in told:
        for path, kind in types_in(document.content):
            assert kind is not type(None), (document.path, path)
            assert seen.setdefault((document.component, path), kind) is kind, (document.path, path)


def test_no_field_of_the_description_is_a_union(description):
    def unions(tree):
        if isinstance(tree, dict):
            if isinstance(tree.get("type"), list) or "anyOf" in tree or "oneOf" in tree:
                yield tree
            for inner in tree.values():
                yield from unions(inner)
        elif isinstance(tree, list):
            for inner in tree:
                yield from unions(inner)

    assert not list(unions(description["components"]))


def test_names_are_french_snake_case_and_plural_only_for_lists(description):
    for schema in description["components"]["schemas"].values():
        for name, field in schema["properties"].items():
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name), name
            if name != "succede_a" and field.get("type") == "array" and field["items"].get("type") == "string":
                assert any(word.endswith(("s", "x")) for word in name.split("_")), name


def test_everything_that_a_sheet_says_is_there_but_its_contact(real, told):
    by_path = {document.path: document.content for document in told}
    for sheet in real.published():
        given = by_path[f"{FOLDER}/{sheet.kind.folder}/{sheet.id}.json"]["fiche"]
        written = sheet.record.model_dump(mode="json", exclude_defaults=True, exclude=set(LEFT_OUT))
        wanted = {leaf.path: leaf.value for leaf in leaves(MODELS[sheet.kind.name], written)}
        found = {leaf.path: leaf.value for leaf in leaves(MODELS[sheet.kind.name], given)}
        assert {path: one for path, one in wanted.items() if path in found} == found
        numbers = {path for path in wanted if path not in found}
        for path in numbers:
            inner = given
            for step in path:
                inner = inner[step]
            assert Decimal(str(inner)) == Decimal(wanted[path]), (sheet.id, path)


def test_lists_hold_every_published_sheet_once_and_lead_to_its_document(real, told):
    paths = {document.path for document in told}
    for kind in KINDS.values():
        pages = [
            document.content for document in told if document.component == "Liste" and document.content["genre"] == kind.folder
        ]
        items = [item for page in pages for item in page["elements"]]
        assert [item["id"] for item in items] == [sheet.id for sheet in real.published(kind.name)]
        assert {item["adresse"].removeprefix(SETTINGS_READ.site_url) for item in items} <= paths


@pytest.fixture(scope="module")
def odd_world(tmp_path_factory):
    """Two hundred and fifty poles, one renamed, one withdrawn, one with a contact, a formula and a script in its name."""
    folder = tmp_path_factory.mktemp("api") / "poles"
    folder.mkdir()
    for rank in range(250):
        (folder / f"pole-{rank:03}.yaml").write_text(SHEET.format(nom=f"Pôle {rank}"), encoding="utf-8")
    edition = "edition:\n  contributeurs:\n" + "".join(f"    - designation: Réseau {rank}\n" for rank in range(300))
    contact = "contact:\n  fonction: Coordination\n  personne: Camille Martin\n  accord_date: 2026-01-05\n"
    name = json.dumps('=1+1 </script> ${x} "' + "très " * 70)
    (folder / "etrange.yaml").write_text(SHEET.format(nom=name) + edition + contact, encoding="utf-8")
    (folder / "nouveau.yaml").write_text(
        SHEET.format(nom="Nouveau") + "edition:\n  anciens_ids: [ancien, plus-ancien]\n", encoding="utf-8"
    )
    withdrawn = "edition:\n  statut: retiree\n  motif_retrait: Doublon\n  remplacee_par: nouveau\n"
    (folder / "retire.yaml").write_text(SHEET.format(nom="Retiré") + withdrawn, encoding="utf-8")
    catalogue = pipeline.load(folder.parent)
    return catalogue, {document.path: document for document in documents(catalogue, SETTINGS_READ)}


def test_long_lists_come_in_pages_that_lead_to_one_another(odd_world):
    _, found = odd_world
    page, seen = found[f"{FOLDER}/poles/index.json"].content, []
    assert (page["total"], page["pages"]) == (252, 3) and "precedent" not in page
    while page:
        seen += [item["id"] for item in page["elements"]]
        following = page.get("suivant", "").removeprefix(SETTINGS_READ.site_url)
        page = found[following].content if following else None
    assert len(seen) == len(set(seen)) == 252


def test_what_is_renamed_or_withdrawn_says_where_it_went_and_why(odd_world, description):
    _, found = odd_world
    for former in ("ancien", "plus-ancien"):
        moved = found[f"{FOLDER}/poles/{former}.json"]
        assert moved.component == "Deplacee" and moved.content["remplacee_par"] == "nouveau"
        checker(description, "Deplacee").validate(moved.content)
    withdrawn = found[f"{FOLDER}/poles/retire.json"]
    checker(description, "Retiree").validate(withdrawn.content)
    assert withdrawn.content["motif_retrait"] == "Doublon" and withdrawn.content["adresse"].endswith("/poles/nouveau.json")


def test_no_person_is_in_the_api_and_odd_texts_stay_texts(odd_world, description):
    _, found = odd_world
    assert not [path for path, one in found.items() if "Camille" in json.dumps(one.content, ensure_ascii=False)]
    odd = found[f"{FOLDER}/poles/etrange.json"]
    checker(description, "FichePole").validate(odd.content)
    assert odd.content["fiche"]["nom"].startswith('=1+1 </script> ${x} "')
    assert "et 294 autres" in odd.content["citation"] and len(odd.content["citation"]) < 1200


def test_a_number_is_a_number_and_its_printed_words_stay_beside(real):
    measure = next(one for sheet in real.published("poles") for one in value(sheet.record)["mesures"] if "valeur" in one)
    assert isinstance(measure["valeur"], int | float) and isinstance(measure["imprime"], str)


def test_the_files_stand_in_the_site_and_are_small(real_site, told):
    for document in told:
        assert json.loads((real_site / document.path).read_text(encoding="utf-8")) == document.content
    assert (real_site / FOLDER / "openapi.json").is_file()


def test_territories_that_have_a_sheet_are_listed_with_their_count_and_their_page(real, told, real_site):
    items = [item for one in told if one.component == "ListeTerritoires" for item in one.content["elements"]]
    found = presences(real)
    assert {item["code"]: item["total"] for item in items} == {code: len(here) for code, here in found.items()}
    assert len({item["code"] for item in items}) == len(items)
    for item in items:
        assert ("page" in item) != item["code"].startswith("com-")
        assert "page" not in item or (real_site / item["page"].removeprefix(SETTINGS_READ.site_url) / "index.html").is_file()


def test_each_region_and_departement_lists_its_sheets(real, told):
    by_path = {one.path: one.content for one in told}
    for code, here in presences(real).items():
        first = f"{FOLDER}/territoires/{code}/index.json"
        assert (first in by_path) == code.startswith(("reg-", "dep-"))
        page, seen = by_path.get(first), []
        while page:
            seen += [(item["genre"], item["id"]) for item in page["elements"]]
            page = by_path.get(page.get("suivant", "").removeprefix(SETTINGS_READ.site_url))
        if first in by_path:
            assert sorted(seen) == sorted((one.sheet.kind.folder, one.sheet.id) for one in here)


def entry_of(folder, **poles):
    (folder / "poles").mkdir(parents=True, exist_ok=True)
    for name, words in poles.items():
        (folder / f"poles/{name}.yaml").write_text(SHEET.format(nom=words), encoding="utf-8")
    return next(documents(pipeline.load(folder), SETTINGS_READ)).content


def test_the_fingerprint_changes_when_a_sheet_does_and_only_then(tmp_path):
    first = entry_of(tmp_path / "un", essai="Essai")
    assert entry_of(tmp_path / "deux", essai="Essai")["empreinte"] == first["empreinte"]
    others = [entry_of(tmp_path / "trois", essai="Autre"), entry_of(tmp_path / "quatre", essai="Essai", second="Second")]
    assert len({first["empreinte"], *(one["empreinte"] for one in others)}) == 3
    assert "a_jour_le" not in first


def served_example(page, name, served):
    return page.inner_text(f"#exemple-{name} code").replace(SETTINGS_READ.site_url, served)


def test_the_example_in_javascript_runs(open_page, served_real_site):
    script = served_example(open_page("donnees/api/"), "javascript", served_real_site)
    names = open_page("donnees/api/").evaluate(f"(async () => {{ {script}; return noms }})()")
    assert "Pôle Sud / Groupe ARCHER" in names


def test_the_example_in_python_runs(real, open_page, served_real_site):
    program = served_example(open_page("donnees/api/"), "python", served_real_site)
    given = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    practices = real.published("practices")
    assert len(given.stdout.splitlines()) == len(practices) and all(sheet.name in given.stdout for sheet in practices)


def test_the_address_given_to_curl_answers(open_page, real_site):
    told = open_page("donnees/api/").inner_text("#contenu")
    address = re.search(r"curl (\S+)", told).group(1).removeprefix(SETTINGS_READ.site_url)
    assert json.loads((real_site / address).read_text(encoding="utf-8"))["id"] == "pole-sud-romans"
