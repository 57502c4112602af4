"""Receives a function and a list; returns what the function makes of each item, in order, by several processes where the system can fork; never another result than by one."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

CHUNKS_FOR_EACH = 8
_function: Callable[[Any], Any] | None = None


def each(function: Callable[[Any], Any], items: Sequence[Any], *, worth: int) -> list[Any]:
    """Return `function(item)` for each item; fewer than `worth` items are not worth a second process; raise what the function raises."""
    return alongside(function, items, lambda: None, worth=worth)[0]


def alongside(
    function: Callable[[Any], Any], items: Sequence[Any], here: Callable[[], Any], *, worth: int
) -> tuple[list[Any], Any]:
    """Return `function(item)` for each item and, done meanwhile in this very process, `here()`: what has threads of its own does not survive a fork."""
    count = min(processors(), len(items))
    if count < 2 or len(items) < worth or not _can_fork():
        return [function(item) for item in items], here()
    global _function  # noqa: PLW0603 - a forked process finds here what could not be sent to it
    _function = function
    gc.freeze()
    try:
        with multiprocessing.get_context("fork").Pool(count) as pool:
            asked = pool.map_async(_call, items, chunksize=max(1, len(items) // (count * CHUNKS_FOR_EACH)))
            done = here()
            return asked.get(), done
    finally:
        gc.unfreeze()
        _function = None


def _can_fork() -> bool:
    """Tell whether a second process is possible: not where the system cannot fork, nor from a program that has several threads."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _call(item: Any) -> Any:
    if _function is None:
        raise RuntimeError("no function was given before the fork")
    return _function(item)


def processors() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
