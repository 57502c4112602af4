"""Receives a command; runs it and returns what it cost with all its processes; never changes what it does."""

import os
import resource
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

EVERY = 0.1
MEGABYTE = 1_000_000


class Failed(Exception):
    """Carries the last words of a command that failed."""


@dataclass(frozen=True)
class Cost:
    """What a command cost: seconds on the clock, seconds of processors, megabytes at the highest moment, all processes together."""

    wall: float
    cpu: float
    peak_mb: float

    def with_(self, other: "Cost") -> "Cost":
        """Return what both cost, one after the other."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak_mb, other.peak_mb))


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run `command` in `folder`; raise Failed when it fails."""
    before, began = _children(), monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    memory = _Memory(process.pid)
    said, _ = process.communicate()
    peak = memory.stop()
    if process.returncode:
        raise Failed(said[-2000:])
    return Cost(monotonic() - began, _children() - before, peak)


def size_of(folder: Path) -> tuple[int, int]:
    """Return the bytes and the number of the files of `folder`."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Memory:
    """Looks at the memory of a process and of those it starts, many times a second; what two share is counted once."""

    def __init__(self, process: int) -> None:
        self._process, self._peak, self._over = process, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self._peak / MEGABYTE

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self._peak = max(self._peak, sum(map(_proportional_bytes, _family(self._process))))


def _family(process: int) -> list[int]:
    found, last = [process], [process]
    while last:
        last = [int(child) for one in last for child in _read(f"/proc/{one}/task/{one}/children").split()]
        found += last
    return found


def _proportional_bytes(process: int) -> int:
    lines = _read(f"/proc/{process}/smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
