"""Receives the sheets of a corpus and an empty folder; prepares there what another generator needs and returns its command; never runs it."""

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.peers.chrome import chrome, dressed
from benchmarks.peers.pages import write_as_markdown, write_with_data

HERE = Path(__file__).parent
VENV = HERE.parent.parent / ".venv-bench"
HUGO_GAPS = {
    "titre": "{{ .Title }}",
    "description": "{{ .Params.description }}",
    "identifiant": "{{ .File.ContentBaseName }}",
    "tete": '<link rel="alternate" type="application/json" href="index.json">',
}
ELEVENTY_GAPS = {
    "titre": "${text(data.title)}",
    "description": "${text(data.description)}",
    "identifiant": "${data.page.fileSlug}",
    "tete": '<link rel="alternate" type="application/json" href="fiche.json">',
    "corps": "${body(data)}",
}


@dataclass(frozen=True)
class Prepared:
    """What is ready to run: the command, where it runs, and the site that it makes."""

    command: tuple[str, ...]
    folder: Path
    site: Path


@dataclass(frozen=True)
class Peer:
    """Another generator: its name in French, how it is prepared, and whether Pagefind indexes its pages after."""

    name: str
    prepared: Callable[[Path, Path], Prepared]
    with_pagefind: bool = False


def hugo(records: Path, folder: Path) -> Prepared:
    """Prepare Hugo: pages with data, templates of Hugo, the chrome of this site."""
    dressing = dressed(folder / "habillage")
    shutil.copytree(HERE / "hugo" / "layouts", folder / "layouts")
    shutil.copy(HERE / "hugo" / "hugo.toml", folder)
    body = (HERE / "hugo" / "corps.html").read_text(encoding="utf-8")
    (folder / "layouts" / "fiche.html").write_text(chrome(dressing, {**HUGO_GAPS, "corps": body}), encoding="utf-8")
    write_with_data(records, folder / "content")
    _take_assets(dressing, folder / "static")
    return Prepared((str(VENV / "bin" / "hugo"), "build", "--quiet", "--noBuildLock"), folder, folder / "public")


def eleventy(records: Path, folder: Path) -> Prepared:
    """Prepare Eleventy: the same pages with data, templates in JavaScript, the chrome of this site."""
    dressing = dressed(folder / "habillage")
    page = (
        chrome(dressing, {name: f"⟪{name}⟫" for name in ELEVENTY_GAPS})
        .replace("\\", "\\\\")
        .replace("`", "\\`")
        .replace("${", "\\${")
    )
    for name, gap in ELEVENTY_GAPS.items():
        page = page.replace(f"⟪{name}⟫", gap)
    (folder / "_includes").mkdir()
    layout = f'import {{ body, text }} from "../corps.mjs"\nexport function render(data) {{\n  return `{page}`\n}}\n'
    (folder / "_includes" / "fiche.11ty.mjs").write_text(layout, encoding="utf-8")
    for name in ("eleventy.config.mjs", "corps.mjs", "package.json"):
        shutil.copy(HERE / "eleventy" / name, folder)
    write_with_data(records, folder / "content")
    shutil.copy(HERE / "eleventy" / "fiches.11ty.mjs", folder / "content")
    _take_assets(dressing, folder / "site")
    (folder / "node_modules").symlink_to(HERE / "eleventy" / "node_modules")
    return Prepared(("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"), folder, folder / "site")


def mkdocs_material(records: Path, folder: Path) -> Prepared:
    """Prepare plain MkDocs and Material, with its own search: the sheets are Markdown pages."""
    write_as_markdown(records, folder / "docs")
    settings = {
        "site_name": "Observatoire",
        "theme": {"name": "material", "language": "fr"},
        "plugins": [{"search": {"lang": "fr"}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return Prepared((sys.executable, "-m", "mkdocs", "build", "--quiet"), folder, folder / "site")


def zensical(records: Path, folder: Path) -> Prepared:
    """Prepare Zensical with the very pages and settings of MkDocs."""
    prepared = mkdocs_material(records, folder)
    return Prepared((str(VENV / "bin" / "zensical"), "build"), folder, prepared.site)


def _take_assets(dressing: Path, site: Path) -> None:
    """Take the styles and scripts of the site, then leave nothing else of its dressing."""
    site.mkdir(parents=True, exist_ok=True)
    for name in ("assets", "styles", "scripts"):
        if (dressing / name).is_dir():
            shutil.copytree(dressing / name, site / name)
    shutil.rmtree(dressing)


PEERS: Mapping[str, Peer] = {
    "hugo": Peer("Hugo", hugo, with_pagefind=True),
    "eleventy": Peer("Eleventy", eleventy, with_pagefind=True),
    "material": Peer("MkDocs et Material", mkdocs_material),
    "zensical": Peer("Zensical", zensical),
}


def pagefind(site: Path) -> Prepared:
    """Prepare Pagefind on the pages of `site`."""
    return Prepared((str(VENV / "bin" / "python"), "-m", "pagefind", "--site", str(site)), site.parent, site)
