"""Receives what a page says to machines; returns it as JSON-LD with the words of schema.org, in a script that no text can leave; never decides what is said."""

import json
from collections.abc import Iterable
from typing import Any

from generator.settings import Settings

CONTEXT = "https://schema.org"
LANGUAGE = "fr"
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
Node = dict[str, Any]


def script(nodes: Iterable[Node]) -> str:
    """Return the script that holds `nodes`, one graph."""
    told = json.dumps({"@context": CONTEXT, "@graph": list(nodes)}, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{told.translate(_UNSAFE)}</script>'


def node(kind: str, told: Node) -> Node:
    """Return a thing of the class `kind` with what is said of it, what is empty left out."""
    return {"@type": kind} | {name: value for name, value in told.items() if value}


def same(identifier: str) -> Node:
    """Return what stands for a thing told elsewhere under this address."""
    return {"@id": identifier}


def site_address(settings: Settings) -> str:
    """Return what names the site itself."""
    return f"{settings.site_url}#site"


def observatory(settings: Settings) -> Node:
    """Return the observatory, as the organisation that publishes."""
    return node(
        "Organization", {"@id": f"{settings.site_url}#observatoire", "name": settings.site_name, "url": settings.site_url}
    )


def trail(steps: Iterable[tuple[str, str]], settings: Settings) -> Node:
    """Return the way to a page: `steps` are names and addresses from the root of the site, the home page left out."""
    whole = (("Accueil", ""), *steps)
    items = [
        node("ListItem", {"position": rank, "name": name, "item": settings.site_url + address})
        for rank, (name, address) in enumerate(whole, start=1)
    ]
    return node("BreadcrumbList", {"itemListElement": items})


def registered(register: str, number: str) -> Node:
    """Return a number with the register that gives it."""
    return node("PropertyValue", {"propertyID": register, "value": number})
