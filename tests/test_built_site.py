import filecmp
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from generator import pipeline
from generator.problems import BadRecords
from generator.publish import sitemap
from generator.publish.engine import EngineFault
from generator.publish.swap import RefusedPlace, workshop_beside
from generator.site import PAGE_SIZE, REPOSITORY_ROOT, SHELL

pytestmark = pytest.mark.xdist_group("site")

POLE = "nom: Pôle {0}\nresume: Un pôle.\nterritoires:\n  - territoire: dep-26\nsources:\n  - titre: Source\n"


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.anchors, self.links, self.loaded = set(), [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            assert given["id"] not in self.anchors, f"id en double : {given['id']}"
            self.anchors.add(given["id"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in ("script", "img", "source", "iframe") and given.get("src"):
            self.loaded.append(given["src"])
        if tag == "link" and given.get("href") and given.get("rel") != "canonical":
            self.loaded.append(given["href"])


@cache
def parsed(path):
    parser = Links()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("site", ["real_site", "tiny_site"])
def test_every_internal_link_and_anchor_resolves(site, request):
    root = request.getfixturevalue(site)
    pages = {path: parsed(path) for path in root.rglob("*.html")}
    broken = []

    @cache
    def target_of(address):
        target = root / unquote(address.removeprefix("http://site/").split("?")[0])
        target = target / "index.html" if target.is_dir() else target
        return target if target.exists() else None

    for path, page in pages.items():
        base = f"http://site/{path.relative_to(root).as_posix()}"
        for link in {*page.links, *page.loaded}:
            address, anchor = urldefrag(urljoin(base, link))
            if not address.startswith("http://site/"):
                continue
            target = target_of(address)
            if not target or (anchor and target in pages and unquote(anchor) not in pages[target].anchors):
                broken.append(f"{path.relative_to(root)} → {link}")
    assert not broken, "\n".join(broken[:40])


@pytest.mark.parametrize("site", ["real_site", "tiny_site"])
def test_pages_load_nothing_from_elsewhere(site, request):
    root = request.getfixturevalue(site)
    outside = [f"{path}: {address}" for path in root.rglob("*.html") for address in parsed(path).loaded if "//" in address]
    outside += [
        f"{path}: {found}"
        for path in root.rglob("*.css")
        for found in re.findall(r"url\([\"']?(https?:[^)]*)", path.read_text(encoding="utf-8"))
    ]
    assert outside == []


def test_the_site_ships_no_theme_file_that_no_page_loads(real_site):
    pages = "".join(path.read_text(encoding="utf-8") for path in real_site.rglob("*.html"))
    unused = [path.name for path in (real_site / "assets").rglob("*") if path.is_file() and path.name not in pages]
    assert unused == []


def test_no_sentinel_and_no_shell_survives(real_site):
    assert not list(real_site.rglob(SHELL))
    for path in real_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "⟦" not in html.split("<article")[0], path
        if "contribuer" not in path.parts:
            assert "⟦" not in html and SHELL not in html, path


def test_each_page_says_its_own_address_title_and_description(real_site):
    seen = {}
    for path in real_site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        address = path.parent.relative_to(real_site).as_posix()
        address = "" if address == "." else f"{address}/"
        if 'http-equiv="refresh"' in html:
            assert f'<link rel="canonical" href="https://observatoire-ptce.example/{address}">' not in html
            continue
        assert f'<link rel="canonical" href="https://observatoire-ptce.example/{address}">' in html
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1)
        assert title not in seen, (title, address, seen.get(title))
        seen[title] = address
        assert len(re.findall(r"<h1[ >]", html)) == 1, address
        assert re.search(r'<meta name="description" content="[^"]{20,}', html), address


def test_no_line_of_a_page_can_begin_with_a_double_sign(real_site):
    shown_as_is = re.compile(r"<(code|pre|script|style)\b.*?</\1>", re.DOTALL)
    for page in real_site.rglob("index.html"):
        body = page.read_text(encoding="utf-8").partition("<body")[2]
        words = re.sub(r"<[^>]*>", "", shown_as_is.sub("", body))
        assert not re.findall(r".{,20}(?<=\S) [:;!?»%€].{,20}|.{,20}« .{,20}", words), page


def test_the_site_has_no_inline_script_and_no_cookie(real_site):
    for path in real_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.findall(r'<script(?![^>]*\bsrc=)(?! type="application/ld\+json")', html), path
        assert not re.findall(r"<[a-z][^>]*\son[a-z]+=", html), path


def test_a_sheet_is_never_a_markdown_page_nor_in_the_menu(real_site):
    settings = (REPOSITORY_ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    home = (real_site / "index.html").read_text(encoding="utf-8")
    menu = re.search(r'<nav class="navigation".*?</nav>', home, re.DOTALL).group()
    for folder, kind in (("poles", "poles"), ("pratiques", "practices"), ("acteurs", "actors")):
        for record in (REPOSITORY_ROOT / kind).glob("*.yaml"):
            assert not (REPOSITORY_ROOT / "docs" / folder / f"{record.stem}.md").exists()
            assert not re.search(rf"(?<![\w-]){record.stem}(?![\w-])", settings)
            assert f"{folder}/{record.stem}/" not in menu
            assert (real_site / folder / record.stem / "index.html").exists()


def test_counts_on_the_home_page_are_those_of_the_records(real_site):
    home = (real_site / "index.html").read_text(encoding="utf-8")
    for folder, kind in (("poles", "poles"), ("pratiques", "practices"), ("acteurs", "actors")):
        number = len(list((REPOSITORY_ROOT / kind).glob("*.yaml")))
        assert f'<a href="{folder}/"><strong>{number}</strong>' in home


def test_a_renamed_sheet_redirects_from_its_former_address(tiny_site):
    html = (tiny_site / "poles" / "forges" / "index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../pole-des-forges/"' in html


def test_a_withdrawn_sheet_leaves_its_reason_and_no_card(tiny_site):
    html = (tiny_site / "pratiques" / "pratique-retiree" / "index.html").read_text(encoding="utf-8")
    assert "doublon de la cantine partagée" in html
    assert "../../pratiques/cantine-partagee/" in html
    assert "pratique-retiree" not in (tiny_site / "pratiques" / "index.html").read_text(encoding="utf-8")
    data = (tiny_site / "pratiques" / "pratique-retiree" / "fiche.json").read_text(encoding="utf-8")
    assert "doublon" not in data.split("edition")[0] and "Elle faisait" not in data and "Elle faisait" not in html


def test_a_draft_is_not_published(tiny_world, tmp_path):
    world = tmp_path / "monde"
    shutil.copytree(tiny_world, world)
    draft = POLE.format("brouillon") + "edition:\n  statut: brouillon\n"
    (world / "poles" / "pole-brouillon.yaml").write_text(draft, encoding="utf-8")
    assert "pole-brouillon" not in pipeline.load(world).sheets["poles"]


def test_the_sitemap_lists_every_page_once_and_no_redirection(tiny_site):
    listed = (tiny_site / "sitemap.xml").read_text(encoding="utf-8")
    addresses = re.findall(r"<loc>https://observatoire-ptce.example/(.*?)</loc>", listed)
    assert len(addresses) == len(set(addresses))
    assert "poles/pole-des-forges/" in addresses and "" in addresses
    assert "poles/forges/" not in addresses and not any(SHELL in address for address in addresses)


def test_more_addresses_than_a_sitemap_may_hold_are_shared_out(tmp_path, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    assert sitemap.write_sitemap(tmp_path, "https://essai.example/", ["c/", "a/", "b/"]) == 3
    told = {path.name: re.findall("<loc>(.*?)</loc>", path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()}
    assert told == {
        "sitemap.xml": ["https://essai.example/sitemap-1.xml", "https://essai.example/sitemap-2.xml"],
        "sitemap-1.xml": ["https://essai.example/a/", "https://essai.example/b/"],
        "sitemap-2.xml": ["https://essai.example/c/"],
    }


def test_no_list_shows_more_than_a_hundred_sheets(tmp_path):
    (tmp_path / "poles").mkdir()
    for number in range(2 * PAGE_SIZE + 1):
        (tmp_path / "poles" / f"pole-{number}.yaml").write_text(POLE.format(number), encoding="utf-8")
    site = tmp_path / "site"
    pipeline.build(tmp_path, site)
    counts = [
        page.read_text(encoding="utf-8").count('class="fiche-resume"')
        for page in sorted((site / "poles").glob("page-*/index.html"))
    ]
    first = (site / "poles" / "index.html").read_text(encoding="utf-8")
    assert first.count('class="fiche-resume"') == PAGE_SIZE
    assert counts == [PAGE_SIZE, 1]
    assert 'href="../poles/page-3/"' in first


@pytest.fixture(scope="module")
def built_elsewhere(tiny_world, tmp_path_factory):
    """A site built by the command, on a machine that has other habits; and what the command said."""
    site = tmp_path_factory.mktemp("ailleurs") / "site"
    environment = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    command = [sys.executable, "-m", "generator.cli", "build", "--records", str(tiny_world), "--site", str(site)]
    told = subprocess.run(command, check=True, capture_output=True, env=environment).stdout.decode()
    return site, told.replace("\u00a0", " ")


def test_same_input_gives_same_bytes(tiny_site, built_elsewhere):
    first, second = tree(tiny_site), tree(built_elsewhere[0])
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_mkdocs_alone_gives_the_same_site(tiny_world, tiny_site, tmp_path):
    site = tmp_path / "site"
    environment = {**os.environ, "OBSERVATOIRE_FICHES": str(tiny_world), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=REPOSITORY_ROOT)
    compared = filecmp.dircmp(site, tiny_site)
    assert tree(site) == tree(tiny_site), (compared.left_only, compared.right_only, compared.diff_files)


def test_bad_records_leave_the_former_site_as_it_was(tiny_world, tiny_site, tmp_path):
    world, site = tmp_path / "monde", tmp_path / "site"
    shutil.copytree(tiny_world, world)
    shutil.copytree(tiny_site, site)
    before = tree(site)
    (world / "poles" / "pole-casse.yaml").write_text("nom: [\n", encoding="utf-8")
    with pytest.raises(BadRecords):
        pipeline.build(world, site)
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=REPOSITORY_ROOT,
        check=False,
        env={**os.environ, "OBSERVATOIRE_FICHES": str(world)},
    )
    assert done.returncode == 1
    assert "poles/pole-casse.yaml" in done.stderr and "Traceback" not in done.stderr
    assert tree(site) == before


@pytest.mark.parametrize("stage", ["dress", "write_search_index", "write_sitemap"])
def test_a_failing_stage_leaves_the_former_site_as_it_was(stage, tiny_world, tiny_site, tmp_path, monkeypatch):
    site = tmp_path / "site"
    shutil.copytree(tiny_site, site)
    before = tree(site)

    def fail(*_):
        raise EngineFault("panne")

    monkeypatch.setattr(pipeline, stage, fail)
    with pytest.raises(EngineFault):
        pipeline.build(tiny_world, site)
    assert tree(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_hand_written_page_that_leads_nowhere_stops_the_build(tiny_world, tmp_path):
    for name in ("docs", "overrides"):
        shutil.copytree(REPOSITORY_ROOT / name, tmp_path / name)
    settings = tmp_path / "mkdocs.yml"
    shutil.copy(REPOSITORY_ROOT / "mkdocs.yml", settings)
    with (tmp_path / "docs" / "methode.md").open("a", encoding="utf-8") as page:
        page.write("\n[Perdu](nulle-part.md)\n")
    with pytest.raises(EngineFault, match=r"nulle-part\.md"):
        pipeline.build(tiny_world, tmp_path / "site", settings)
    assert not (tmp_path / "site").exists()


def test_a_hand_written_page_that_leads_to_a_lost_sheet_stops_the_build(tiny_world, tmp_path):
    for name in ("docs", "overrides"):
        shutil.copytree(REPOSITORY_ROOT / name, tmp_path / name)
    settings = tmp_path / "mkdocs.yml"
    shutil.copy(REPOSITORY_ROOT / "mkdocs.yml", settings)
    with (tmp_path / "docs" / "methode.md").open("a", encoding="utf-8") as page:
        page.write("\n[Bien](../poles/pole-minimal/) et [perdu](../poles/pole-des-forge/)\n")
    with pytest.raises(EngineFault) as told:
        pipeline.build(tiny_world, tmp_path / "site", settings)
    assert str(told.value) == (
        "La page « methode/ » mène à « ../poles/pole-des-forge/ », qui n’existe pas."
        " Vouliez-vous dire « ../poles/pole-des-forges/ » ?"
    )
    assert not (tmp_path / "site").exists()
    environment = {**os.environ, "OBSERVATOIRE_FICHES": str(tiny_world), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    alone = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    assert alone.returncode == 1 and "../poles/pole-des-forge/" in alone.stderr and "Traceback" not in alone.stderr


def test_a_folder_that_is_not_a_site_is_never_replaced(tiny_world, tmp_path):
    precious = tmp_path / "documents" / "these.txt"
    precious.parent.mkdir()
    precious.write_text("précieux", encoding="utf-8")
    for place in (precious.parent, precious):
        with pytest.raises(RefusedPlace):
            pipeline.build(tiny_world, place)
    assert precious.read_text(encoding="utf-8") == "précieux"
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


def test_a_link_to_the_site_stays_a_link(tiny_world, tmp_path):
    (tmp_path / "lien").symlink_to(tmp_path / "vrai")
    for _ in range(2):
        pipeline.build(tiny_world, tmp_path / "lien")
    assert (tmp_path / "lien").is_symlink() and (tmp_path / "vrai" / "index.html").exists()


def test_a_second_build_at_the_same_time_is_refused(tiny_world, tmp_path):
    with workshop_beside(tmp_path / "site"), pytest.raises(RefusedPlace, match="en cours"):
        pipeline.build(tiny_world, tmp_path / "site")


def test_a_site_moved_away_by_a_killed_build_is_put_back(tiny_site, tmp_path):
    shutil.copytree(tiny_site, tmp_path / ".site-ancien")
    with workshop_beside(tmp_path / "site"):
        pass
    assert (tmp_path / "site" / "index.html").exists()


def test_the_data_of_a_sheet_stands_beside_its_page(tiny_site):
    data = (tiny_site / "poles" / "pole-des-forges" / "fiche.json").read_text(encoding="utf-8")
    assert '"imprime": "1.500 m²"' in data and '"genre": "pôle"' in data


def test_build_tells_what_it_made(built_elsewhere):
    site, told = built_elsewhere
    assert "2 pôles, 3 pratiques, 2 acteurs" in told
    assert re.search(r"\d+ pages ; 0 avertissement", told)
    assert "make serve" in told and str(site) in told
