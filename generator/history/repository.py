"""Receives the folder of a git repository; returns the changes recorded on its main line and the files they left; never writes to it."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Extent = Literal["entier", "partiel", "absent"]
GIT = ("git", "-c", "core.quotePath=false", "-c", "log.showSignature=false")
FORMAT = "%x00%H%x00%cI%x00%s%x00%b%x00"
RAW = ":"
PLAIN_FILE = "100"
MISSING = b" missing"
NO_NETWORK = {"GIT_NO_LAZY_FETCH": "1"}


class GitFault(Exception):
    """Says that git is missing, or refuses."""


@dataclass(frozen=True)
class Recorded:
    """A change recorded: its identifier, when (ISO instant with its offset), the words that say why, and the blob left at each path, empty when the file was removed."""

    revision: str
    instant: str
    subject: str
    body: str
    blobs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Log:
    """The changes recorded, oldest first, and whether they go back to the beginning."""

    extent: Extent
    changes: tuple[Recorded, ...] = ()


def read_log(folder: Path, paths: Iterable[str]) -> Log:
    """Return the changes of `paths` on the main line of the repository whose root is `folder`; an absent log when it is not one."""
    try:
        top, is_shallow = _git(folder, "rev-parse", "--show-toplevel", "--is-shallow-repository").decode().splitlines()
        if Path(top).resolve() != folder.resolve():
            return Log("absent")
        told = _git(
            folder,
            "log",
            "--first-parent",
            "--diff-merges=first-parent",
            "--reverse",
            "--raw",
            "--no-renames",
            "--no-abbrev",
            "--no-ext-diff",
            "--encoding=UTF-8",
            "-z",
            f"--format={FORMAT}",
            "HEAD",
            "--",
            *paths,
        )
    except GitFault:
        return Log("absent")
    changes = tuple(_changes(iter(told.decode("utf-8", "replace").split("\0"))))
    return Log("partiel" if is_shallow == "true" else "entier", changes)


def read_blobs(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each blob asked for with its bytes, but those that a partial copy lacks; raise GitFault when git refuses."""
    asked = tuple(dict.fromkeys(blobs))
    told = _git(folder, "cat-file", "--batch", fed="".join(f"{blob}\n" for blob in asked).encode()) if asked else b""
    start = 0
    for blob in asked:
        end = told.index(b"\n", start)
        if told[start:end].endswith(MISSING):
            start = end + 1
            continue
        size = int(told[start:end].rsplit(b" ", 1)[1])
        yield blob, told[end + 1 : end + 1 + size]
        start = end + size + 2


def _changes(tokens: Iterator[str]) -> Iterator[Recorded]:
    """Yield the changes of a log: each is four words, then a raw line and a path for each file."""
    head: list[str] = []
    blobs: list[tuple[str, str]] = []
    for token in tokens:
        word = token.lstrip("\n")
        if word.startswith(RAW):
            blobs.append((next(tokens), _left(word)))
        elif word:
            if head:
                yield Recorded(*head, tuple(blobs))
            head, blobs = [word, next(tokens), next(tokens), next(tokens)], []
    if head:
        yield Recorded(*head, tuple(blobs))


def _left(raw: str) -> str:
    """Return the blob that a raw line says is there now; empty when what is there is not a file."""
    _, mode, _, after, _ = raw.split()
    return after if mode.startswith(PLAIN_FILE) else ""


def _git(folder: Path, *arguments: str, fed: bytes = b"") -> bytes:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | NO_NETWORK
    try:
        done = subprocess.run(
            [*GIT, "-C", str(folder), *arguments], input=fed, capture_output=True, check=False, env=surroundings
        )
    except OSError as fault:
        raise GitFault(str(fault)) from None
    if done.returncode:
        raise GitFault(done.stderr.decode("utf-8", "replace"))
    return done.stdout
