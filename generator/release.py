"""Receives a finished site and the project; writes one archive of all that is needed to read, cite or rebuild the observatory; never the same bytes twice differently."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas
import yaml

from generator.catalogue import Catalogue
from generator.derive.tally import as_csv
from generator.site import KINDS, REPOSITORY_ROOT

PROJECT = (
    "reference",
    "schemas",
    "generator",
    "docs",
    "overrides",
    "requirements",
    "tests",
    "benchmarks",
    "mkdocs.yml",
    "pyproject.toml",
    "Makefile",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENCE-CONTENUS.md",
    "CITATION.cff",
    ".ci",
    ".github",
    ".gitlab-ci.yml",
)
LEFT_OUT = frozenset({"__pycache__", "node_modules", ".cache"})
LONG_AGO = (1980, 1, 1, 0, 0, 0)
SUMS = "SHA256SUMS"
SOURCE_COLUMNS = ("fiche", "source", "titre", "numero", "auteurs", "date", "adresse", "adresse_archivee", "licence")
REBUILD = """Reconstruire l’observatoire
===========================

« site/ » est le site entier : ouvrez-le avec n’importe quel serveur de fichiers, par exemple
    python3 -m http.server --directory site 8000

« projet/ » est tout ce qui le fabrique. Avec Python 3.11 ou plus récent et make :
    cd projet && make site
Les paquets nécessaires sont nommés, avec leurs empreintes, dans projet/requirements/.
Sans eux, les fiches restent lisibles : ce sont des textes YAML, décrits par projet/schemas/json/.

« sources.csv » énumère les documents sur lesquels chaque fiche s’appuie.
« SHA256SUMS » donne l’empreinte de chaque fichier : sha256sum --check SHA256SUMS

L’historique d’avant cette archive est dans le dépôt git du projet ; les versions déjà publiées sont dans site/.
"""


def release_name(catalogue: Catalogue) -> str:
    """Return a name that only what the sheets say changes: the last day that one of them gives, and a fingerprint of all."""
    editions = (sheet.record.edition for sheet in catalogue.published() if sheet.record.edition)
    day = max((one.modifiee_le or one.creee_le or "" for one in editions), default="") or "sans-date"
    versions = json.dumps([[*sheet.key, sheet.version] for sheet in catalogue.published()])
    return f"observatoire-{day}-{hashlib.sha256(versions.encode()).hexdigest()[:10]}"


def write_release(
    catalogue: Catalogue, site: Path, folder: Path, records: Path = REPOSITORY_ROOT, project: Path = REPOSITORY_ROOT
) -> Path:
    """Write the archive of `site`, `records` and `project` in `folder`, with its fingerprint beside it, and return it; raise OSError when the system refuses."""
    name = release_name(catalogue)
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{name}.zip"
    unfinished = archive.with_suffix(".zip.en-cours")
    sums = []
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for inside, content in _contents(catalogue, site, records, project):
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {inside}")
            _add(opened, f"{name}/{inside}", content)
        _add(opened, f"{name}/{SUMS}", ("\n".join(sums) + "\n").encode())
    unfinished.replace(archive)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_suffix(".zip.sha256").write_text(f"{digest}  {archive.name}\n", encoding="utf-8")
    return archive


def _contents(catalogue: Catalogue, site: Path, records: Path, project: Path) -> Iterator[tuple[str, bytes]]:
    yield "RECONSTRUIRE.txt", REBUILD.encode()
    yield "sources.csv", _sources(catalogue).encode()
    yield from _files(site, "site")
    for kind in KINDS:
        for shown, content in _files(records / kind, f"projet/{kind}"):
            yield shown, without_contact(content.decode("utf-8-sig")).encode()
    for part in PROJECT:
        yield from _files(project / part, f"projet/{part}")


def without_contact(text: str) -> str:
    """Return the text of a sheet without the lines that say whom to ask: who agreed to be named on a page has not agreed to stay in an archive."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    fields = root.value if isinstance(root, yaml.MappingNode) else []
    starts = [key.start_mark.index for key, _ in fields]
    for (key, _), start, end in zip(fields, starts, [*starts[1:], len(text)], strict=True):
        if key.value == "contact":
            return text[:start] + text[end:]
    return text


def _files(root: Path, shown: str) -> Iterator[tuple[str, bytes]]:
    if root.is_file():
        yield shown, root.read_bytes()
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        inside = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and not LEFT_OUT & set(inside.parts):
            yield f"{shown}/{inside.as_posix()}", path.read_bytes()


def _sources(catalogue: Catalogue) -> str:
    rows = [
        {
            **{name: getattr(source, name, None) or "" for name in SOURCE_COLUMNS},
            "fiche": sheet.address,
            "source": source.id or "",
            "auteurs": " ; ".join(source.auteurs),
        }
        for sheet in catalogue.published()
        for source in sheet.record.sources
    ]
    return as_csv(pandas.DataFrame(rows, columns=list(SOURCE_COLUMNS), dtype=object))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
