"""Receives subjects and what is said of them; returns Turtle, in the order given; never invents an address."""

import json
import re
from collections.abc import Iterable

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
Statement = tuple[str, str]


def address(value: str) -> str:
    """Return an address as Turtle writes it, what it may not hold percent-encoded."""
    return f"<{_UNSAFE.sub(lambda found: f'%{ord(found.group()):02X}', value)}>"


def literal(value: str, kind: str = "") -> str:
    """Return a text in French, or a value of the type `kind` (« xsd:date »)."""
    quoted = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return f"{quoted}^^{kind}" if kind else f"{quoted}@fr"


def turtle(subjects: Iterable[tuple[str, Iterable[Statement]]]) -> str:
    """Return one block for each subject."""
    head = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())
    blocks = (f"\n{subject}\n" + " ;\n".join(f"  {name} {value}" for name, value in said) + " .\n" for subject, said in subjects)
    return head + "".join(blocks)
