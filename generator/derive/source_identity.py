"""Receives the title, number, date and address of a source, as plain strings; returns what names the document among all; never asks the web."""

import hashlib
import re
from unicodedata import normalize
from urllib.parse import unquote

from generator.french import folded_words

DIGITS = 10
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WWW = re.compile(r"^www\d?\.")
_DEFAULT_PORT = re.compile(r":(80|443)$")
_ARCHIVED = re.compile(r"^web\.archive\.org/web/\d+[a-z_]*/", re.IGNORECASE)
_FOLLOWED = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id)=", re.IGNORECASE)
_CUT = ("...", "…")


def source_identity(title: str, number: str = "", date: str = "", address: str = "") -> str:
    """Return the ten hexadecimal digits that name a document: those of its address when it is whole, else of its site, title, number and date."""
    return hashlib.sha256(_named_by(title, number, date, address).encode()).hexdigest()[:DIGITS]


def whole_address(address: str) -> str:
    """Return an address as all its spellings are read alike, or nothing when it is cut short or only names a site."""
    host, path = _parts(address)
    return f"{host}{path}" if host and path and not any(mark in address for mark in _CUT) else ""


def _named_by(title: str, number: str, date: str, address: str) -> str:
    if whole := whole_address(address):
        return f"adresse {whole}"
    words = (" ".join(folded_words(text)) for text in (title, number))
    return " | ".join(("titre", *words, date.strip(), _parts(address)[0]))


def _parts(address: str) -> tuple[str, str]:
    """Return the host and what follows it, without scheme, « www. », default port, last slash, anchor, marks that follow a reader, nor the archive that keeps a copy."""
    plain = _SCHEME.sub("", _ARCHIVED.sub("", _SCHEME.sub("", address.strip()))).partition("#")[0]
    host, slash, path = plain.partition("/")
    host = _DEFAULT_PORT.sub("", _WWW.sub("", host.lower()))
    return host, _spelled_alike(slash + path).rstrip("/")


def _spelled_alike(path: str) -> str:
    way, _, query = normalize("NFC", unquote(path)).partition("?")
    kept = "&".join(one for one in query.split("&") if one and not _FOLLOWED.match(one))
    return f"{way}?{kept}" if kept else way
