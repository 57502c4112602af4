"""Receives plain text; returns it as HTML, set in French typography; never lets a sign of it act."""

from markupsafe import escape

from generator.french import typeset


def text(value: str) -> str:
    """Return plain text as HTML, set in French typography."""
    return str(escape(typeset(value)))
