"""Holds the one exception of the rebuild, whose message is a French sentence; never a traceback for the maintainer."""


class Refused(Exception):
    """The rebuild stops and replaces nothing; the message says why, in French."""
