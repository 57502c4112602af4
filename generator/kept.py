"""Receives keys made of all that a result depends on; returns the results kept from other runs; never one that another code or another input made."""

import hashlib
import importlib.metadata
import os
import pickle
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

CODE = ("generator", "schemas")
LIBRARIES = ("pydantic", "pydantic-core", "pyyaml", "pyromark", "nh3")
KEPT_DAYS = 30
AT_ONCE = 500
CREATE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, day INTEGER NOT NULL)"


def default_folder() -> Path:
    """Return where results are kept: outside the repository, for what is in it may come from anybody, and a kept result is trusted."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "observatoire-ptce"


class Kept:
    """Results of one kind, kept in `folder`; a folder that cannot be used keeps nothing."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self._path = (folder or default_folder()) / f"{name}.sqlite"
        self._today = datetime.now(tz=UTC).toordinal()

    def found(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the results kept under `keys`."""
        try:
            with closing(self._opened()) as base, base:
                results = ((one, _result(value)) for one, value in self._rows(base, list(keys)))
                return {one: result for one, result in results if result is not None}
        except (sqlite3.Error, OSError):
            return {}

    def keep(self, results: Mapping[bytes, Any]) -> None:
        """Keep `results`, and forget those that nothing asked for since a month."""
        if not results:
            return
        rows = ((key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL), self._today) for key, value in results.items())
        try:
            with closing(self._opened()) as base, base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                base.execute("DELETE FROM kept WHERE day < ?", (self._today - KEPT_DAYS,))
        except (sqlite3.Error, OSError):
            return

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._path, timeout=5)
        base.execute("PRAGMA synchronous = OFF")
        base.execute(CREATE)
        return base

    def _rows(self, base: sqlite3.Connection, keys: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for start in range(0, len(keys), AT_ONCE):
            asked = keys[start : start + AT_ONCE]
            marks = ",".join("?" * len(asked))
            yield from base.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", asked)  # noqa: S608 - only question marks
            base.execute(f"UPDATE kept SET day = ? WHERE day < ? AND key IN ({marks})", (self._today, self._today, *asked))  # noqa: S608


def _result(value: bytes) -> Any:
    """Return what was kept, or None when its bytes are damaged."""
    try:
        return pickle.loads(value)  # noqa: S301 - written by us, out of the repository
    except (pickle.PickleError, EOFError, AttributeError, ImportError, IndexError, ValueError, TypeError, KeyError):
        return None


def key(*parts: bytes) -> bytes:
    """Return the key of a result of this code that depends on `parts` alone."""
    digest = hashlib.sha256(_code())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


@cache
def _code() -> bytes:
    """Return what names the code and the libraries that make results."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in sorted(path for folder in CODE for path in (root / folder).rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
