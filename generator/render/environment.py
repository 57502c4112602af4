"""Receives a catalogue; returns the templates' environment, which escapes everything; never renders a page itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import TOKEN_DATA, Token, TokenStream
from markupsafe import Markup, escape

from generator.catalogue import Catalogue, Sheet
from generator.french import counted, date_in_words, number_in_words, on_fewer_lines, typeset, typeset_after_value
from generator.prose import to_html
from generator.render.fact_fragments import FactFragments, dates_of

TEMPLATES = Path(__file__).parent / "templates"
NOT_INDEXED = '<meta name="robots" content="noindex">'
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_HOST = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)+([/?#:]|$)", re.IGNORECASE)


class FrenchTypography(Extension):
    """Sets the words written in the templates themselves as the values put into them are set, on as few lines as they need."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Return the tokens of a template; their text may follow a value: « {{ nom }} : »."""
        for token in stream:
            is_text = token.type == TOKEN_DATA
            yield Token(token.lineno, token.type, on_fewer_lines(typeset_after_value(token.value))) if is_text else token


def environment(catalogue: Catalogue) -> Environment:
    """Return an environment whose helpers speak of `catalogue`."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=_typeset_if_text,
        extensions=[FrenchTypography],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(is_link=is_link, as_link=as_link, as_is=as_is)
    env.globals.update(
        label=catalogue.label,
        sheet=lambda kind, identifier: _sheet_or_none(catalogue, kind, identifier),
        territory=lambda code: catalogue.reference.territories[code],
        dates=dates_of,
        **FactFragments(catalogue).by_name,
        date_words=date_in_words,
        prose=prose,
        counted=counted,
        euros=lambda amount: f"{number_in_words(amount)} €",
    )
    return env


def prose(markdown: str) -> Markup:
    """Return the safe HTML of a narrative."""
    return Markup(to_html(markdown))  # noqa: S704 - cleaned by the prose stage


def is_link(address: str) -> bool:
    """Tell whether an address as printed can be followed."""
    return bool(_SCHEME.match(address) or _HOST.match(address))


def as_link(address: str) -> str:
    """Return the address to follow: one printed without a scheme gets http."""
    return address if _SCHEME.match(address) else f"http://{address}"


def as_is(code: str) -> Markup:
    """Return an example of code to show as it is written, what cannot be seen shown as « · »."""
    return escape("".join(sign if sign.isprintable() or sign == "\n" else "·" for sign in code.rstrip("\n")))


def _sheet_or_none(catalogue: Catalogue, kind: str, identifier: str) -> Sheet | None:
    return catalogue.sheets[kind].get(identifier)


def _typeset_if_text(value: Any) -> Any:
    return typeset(value) if type(value) is str else value
