"""Receives words of a sheet; returns them on one line, as formats made of tagged lines need; never two lines."""


def one_line(words: str) -> str:
    """Return `words` with every run of spaces and line ends made one space, non-breaking spaces kept."""
    return " ".join(piece for piece in words.replace("\u2028", " ").replace("\u2029", " ").split() if piece)
