"""Receives the HTML of a shell; cuts it once at its sentinels and fills the gaps; never reads what fills them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.site import SHELL, VERSION_SHELL

SENTINEL = re.compile(rf"(?:<p>)?⟦([a-z-]+)⟧(?:</p>)?|({SHELL}|{VERSION_SHELL})")
NAMED = {SHELL: "identifiant", VERSION_SHELL: "version"}


class UnfilledGap(Exception):
    """Says that a shell has a sentinel that nothing fills."""


@dataclass(frozen=True)
class Shell:
    """A page cut at its sentinels: `texts` around the named `gaps`."""

    texts: tuple[str, ...]
    gaps: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the whole page; raise UnfilledGap when a gap has no value."""
        pieces = [self.texts[0]]
        for gap, after in zip(self.gaps, self.texts[1:], strict=True):
            if gap not in values:
                raise UnfilledGap(gap)
            pieces += (values[gap], after)
        return "".join(pieces)


def cut(html: str) -> Shell:
    """Return the shell that stands in `html`; the shell's own names in its addresses are the gaps « identifiant » and « version »."""
    texts, gaps, end = [], [], 0
    for found in SENTINEL.finditer(html):
        texts.append(html[end : found.start()])
        gaps.append(found.group(1) or NAMED[found.group(2)])
        end = found.end()
    return Shell((*texts, html[end:]), tuple(gaps))
