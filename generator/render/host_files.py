"""Receives a catalogue and the settings; returns the files that robots, researchers of faults and curious readers look for at the root of a site; never a page."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.derive.parties import party_name
from generator.render.page import Attachment
from generator.settings import Settings


def host_files(catalogue: Catalogue, settings: Settings) -> Iterator[Attachment]:
    """Yield `robots.txt`, `humans.txt` and, as RFC 9116 asks, `.well-known/security.txt`."""
    yield Attachment("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {settings.site_url}sitemap.xml\n")
    yield Attachment("humans.txt", _humans(catalogue, settings))
    yield Attachment(".well-known/security.txt", _security(settings))


def _humans(catalogue: Catalogue, settings: Settings) -> str:
    editions = (sheet.record.edition for sheet in catalogue.published() if sheet.record.edition)
    signing = sorted({party_name(one, catalogue) for edition in editions for one in edition.contributeurs})
    lines = [
        f"{settings.site_name}",
        settings.site_url,
        "",
        "Organisations qui signent des fiches :",
        *(f"  {name}" for name in signing or ["aucune pour l’instant"]),
        "",
        "Comment c’est fait : des fiches YAML relues, un générateur en Python, des pages statiques sans requête vers un tiers.",
        f"Proposer une fiche : {settings.site_url}contribuer/proposer/",
        f"Code : {settings.repository_url}",
        "",
    ]
    return "\n".join(lines)


def _security(settings: Settings) -> str:
    return (
        f"Contact: mailto:{settings.editors_email}\n"
        f"Expires: {settings.security_until}T00:00:00Z\n"
        "Preferred-Languages: fr, en\n"
        f"Canonical: {settings.site_url}.well-known/security.txt\n"
    )
