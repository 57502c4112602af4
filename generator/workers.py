"""Receives a function and a list; returns what the function makes of each item, in order, by several processes where the system can fork; never another result than by one."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any

CHUNKS_FOR_EACH = 8
_function: Callable[[Any], Any] | None = None


def each(function: Callable[[Any], Any], items: Sequence[Any], *, worth: int) -> list[Any]:
    """Return `function(item)` for each item; fewer than `worth` items are not worth a second process; raise what the function raises."""
    count = min(_processors(), len(items))
    if count < 2 or len(items) < worth or "fork" not in multiprocessing.get_all_start_methods():
        return [function(item) for item in items]
    global _function  # noqa: PLW0603 - a forked process finds here what could not be sent to it
    _function = function
    try:
        with multiprocessing.get_context("fork").Pool(count) as pool:
            return pool.map(_call, items, chunksize=max(1, len(items) // (count * CHUNKS_FOR_EACH)))
    finally:
        _function = None


def _call(item: Any) -> Any:
    if _function is None:
        raise RuntimeError("no function was given before the fork")
    return _function(item)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
