"""Receives the names of the phases of a work while they run; returns how long each took; never changes what they do."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Tells how many seconds each phase took, in the order in which they began."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._phases: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count what is done inside as the phase `name`."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._phases[name] = self._phases.get(name, 0.0) + time.monotonic() - began

    @property
    def seconds(self) -> float:
        """Return how long ago the work began."""
        return time.monotonic() - self._started

    def as_json(self) -> str:
        """Return the phases, and the whole, as JSON."""
        told = {name: round(seconds, 3) for name, seconds in self._phases.items()} | {"total": round(self.seconds, 3)}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
