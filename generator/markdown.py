"""Receives any text, a contributed one included; returns it as Markdown that a forge shows as it is; never lets it act."""

import re

ELLIPSIS = "…"
WORD_JOINER = "\u2060"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_NOTIFIES = re.compile(r"([@#])")
_BACKTICKS = re.compile(r"`+")


def one_line(text: str) -> str:
    """Return `text` on one line, what cannot be seen shown as a dot."""
    return "".join(character if character.isprintable() else "·" for character in " ".join(text.split()))


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` characters."""
    line = one_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}{ELLIPSIS}"


def plain(text: str) -> str:
    """Return `text` as words: no mark-up, no link, no mention of anybody, no reference to an issue."""
    return _NOTIFIES.sub(rf"\1{WORD_JOINER}", _PUNCTUATION.sub(r"\\\1", one_line(text)))


def code(text: str) -> str:
    """Return `text` as a code span, whatever backticks it holds."""
    line = one_line(text) or " "
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(line)), default=0))
    padding = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{padding}{line}{padding}{fence}"


def within(lines: list[str], size: int, rest: str) -> str:
    """Return as many `lines` as hold in `size` bytes, then `rest`, in which « {} » is how many are left out."""
    kept, used = [], 0
    for line in lines:
        used += len(line.encode()) + 1
        if used > size:
            return "\n".join([*kept, "", rest.format(len(lines) - len(kept)), ""])
        kept.append(line)
    return "\n".join([*kept, ""])
