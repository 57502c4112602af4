"""Receives an address; returns its drawing as a QR code; never another address."""

from io import BytesIO

import segno


def qr_code(address: str) -> str:
    """Return the SVG drawing of an address (ISO/IEC 18004, correction M)."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, border=0, dark="#23272b", xmldecl=False)
    return drawn.getvalue().decode()
