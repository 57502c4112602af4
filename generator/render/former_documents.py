"""Receives a catalogue and its past; returns what stands at the addresses of documents no longer described so; never a page for one still cited."""

from collections.abc import Iterator

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.derive.brief import shortened
from generator.derive.documents import documents
from generator.history.former_documents import FormerDocument, former_documents
from generator.history.past import Past
from generator.render.documents import TITLE_LENGTH, filled_page
from generator.render.environment import NOT_INDEXED
from generator.render.page import Attachment, Page
from generator.settings import Settings
from generator.site import document_page


def former_document_pages(catalogue: Catalogue, past: Past, env: Environment, settings: Settings) -> Iterator[Page | Attachment]:
    """Yield a redirection for each document described otherwise today, and a notice for each that no sheet cites any more."""
    present = documents(catalogue)
    for former in former_documents(past, present):
        if former.successor:
            address = document_page(former.successor)
            html = env.get_template("redirect.html.jinja").render(
                target=f"{settings.site_url}{address}",
                relative=f"../{former.successor}/",
                name=present[former.successor].title,
                noun="source",
            )
            yield Attachment(f"{document_page(former.id)}index.html", html)
        else:
            yield _notice(former, catalogue, env)


def _notice(former: FormerDocument, catalogue: Catalogue, env: Environment) -> Page:
    cited_by = [(catalogue.sheets[key[0]].get(key[1]), key, day) for key, day in former.cited_by]
    body = env.get_template("former_document.html.jinja").render(root="../../", former=former, cited_by=cited_by)
    title = f"Ancienne source ({former.id}) : {shortened(former.title, TITLE_LENGTH)}"
    page = filled_page(document_page(former.id), title, "Document qu’aucune fiche ne cite plus.", body)
    return Page(page.shell, page.address, {**page.gaps, "tete": NOT_INDEXED})
