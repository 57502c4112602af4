"""Receives a catalogue and its past; returns the page of each version of each sheet, and the life of each sheet; never the sheet of today."""

from collections.abc import Iterable, Iterator

from jinja2 import Environment
from markupsafe import Markup
from pydantic_core import to_json

from generator.catalogue import Catalogue, Sheet
from generator.cite.as_text import as_text
from generator.cite.bibliography import BibliographicEntry, entry_of_version
from generator.cite.formats import CITATION_FORMATS
from generator.history.past import Past, Version
from generator.history.versions import Step
from generator.render.as_written import WrittenSheet
from generator.render.citation_tags import citation_tags
from generator.render.environment import NOT_INDEXED
from generator.render.escaping import text
from generator.render.page import Attachment, Page
from generator.render.revisions import told_revision
from generator.settings import Settings
from generator.site import KINDS, SHELL, VERSION_SHELL, VERSIONS

LIFE_ROOT, VERSION_ROOT = "../../../", "../../../../"


class VersionPages:
    """Shows the life of the sheets of a catalogue, and each thing that they said."""

    def __init__(self, catalogue: Catalogue, past: Past, env: Environment, settings: Settings) -> None:
        self._catalogue = catalogue
        self._past = past
        self._env = env
        self._settings = settings
        self._written = WrittenSheet(catalogue, VERSION_ROOT)

    def of_sheets(self, sheets: Iterable[Sheet]) -> Iterator[Page]:
        """Yield the life of each of `sheets`."""
        return (self._life(sheet) for sheet in sheets if not sheet.is_draft)

    def of_versions(self, versions: Iterable[Version]) -> Iterator[Page | Attachment]:
        """Yield the page and the files of each of `versions`."""
        for version in versions:
            yield from self._version(version)

    def _life(self, sheet: Sheet) -> Page:
        body = self._env.get_template("life.html.jinja").render(
            sheet=sheet,
            revisions=[told_revision(one, self._catalogue) for one in self._past.revisions(sheet)],
            extent=self._past.extent,
            root=LIFE_ROOT,
        )
        title = f"Historique : {sheet.name}"
        gaps = _gaps(sheet.id, title, "Ce qui a changé dans cette fiche, quand et pourquoi.", body)
        return Page(f"{sheet.kind.address(SHELL)}{VERSIONS}/", f"{sheet.address}{VERSIONS}/", gaps)

    def _version(self, version: Version) -> Iterator[Page | Attachment]:
        step = version.step
        if step.erasure:
            yield self._erased(version)
            return
        entry = entry_of_version(step.key, step.version, step.tree, self._catalogue, self._settings)
        folder = KINDS[step.kind].version_address(step.id, step.version)
        head = f'{citation_tags(entry)}<link rel="alternate" type="application/json" href="fiche.json">'
        gaps = _gaps(step.id, f"{entry.title}, version {step.version}", as_text(entry), self._body(version, entry), head)
        yield Page(_shell(step), folder, {**gaps, "version": step.version}, subject=entry)
        yield Attachment(f"{folder}fiche.json", version_as_json(version, entry))
        for one in CITATION_FORMATS:
            yield Attachment(f"{folder}{one.file}", one.write(entry))

    def _erased(self, version: Version) -> Page:
        step = version.step
        body = self._env.get_template("erased.html.jinja").render(step=step, kind=KINDS[step.kind], root=VERSION_ROOT)
        gaps = _gaps(step.id, f"Version {step.version} effacée", "Cette version n’est plus montrée.", body)
        return Page(_shell(step), KINDS[step.kind].version_address(step.id, step.version), {**gaps, "version": step.version})

    def _body(self, version: Version, entry: BibliographicEntry) -> str:
        step = version.step
        sheets = self._catalogue.sheets[step.kind]
        return self._env.get_template("version.html.jinja").render(
            version=version,
            entry=entry,
            citation=as_text(entry),
            formats=CITATION_FORMATS,
            present=sheets.get(step.id) or sheets.get(self._past.present_id(step.key)),
            written=Markup(self._written.html(step.tree, step.kind)),  # noqa: S704 - escaped as it is written
            kind=KINDS[step.kind],
            root=VERSION_ROOT,
        )


def version_as_json(version: Version, entry: BibliographicEntry) -> str:
    """Return the data of a version: what the sheet said, and what names it."""
    step = version.step
    told = {
        "genre": KINDS[step.kind].singular,
        "id": step.id,
        "version": step.version,
        "adresse_permanente": entry.address,
        "licence": entry.licence,
        "fiche": step.tree,
    }
    return to_json(told, indent=1).decode() + "\n"


def _shell(step: Step) -> str:
    return f"{KINDS[step.kind].address(SHELL)}{VERSIONS}/{VERSION_SHELL}/"


def _gaps(identifier: str, title: str, description: str, body: str, head: str = "") -> dict[str, str]:
    return {
        "identifiant": identifier,
        "titre": text(title),
        "description": text(description),
        "tete": f"{NOT_INDEXED}{head}",
        "corps": body,
    }
