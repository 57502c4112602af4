"""Receives addresses and an asker; returns every answer; never asks one site twice at once, nor one that stays silent for long."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from generator.watch.asking import Answer, Asker
from generator.watch.guard import with_scheme

SITES_AT_ONCE = 16
SILENCES = 3
PAUSE = 1.0


def answers(addresses: Iterable[str], asker: Asker, pause: float = PAUSE) -> Mapping[str, Answer]:
    """Ask every address: many sites at once, one address of a site after the other with a `pause` in seconds."""
    sites: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        sites[_site(address)].append(address)
    with ThreadPoolExecutor(SITES_AT_ONCE) as pool:
        rounds = pool.map(lambda of_one_site: _round(of_one_site, asker, pause), sites.values())
        return {address: answer for found in rounds for address, answer in found.items()}


def _round(addresses: list[str], asker: Asker, pause: float) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for address in addresses:
        if _is_silent(list(found.values())):
            found[address] = Answer("muet", "ce site ne répond à aucune de ses adresses")
            continue
        if found:
            time.sleep(pause)
        found[address] = asker.ask(address)
    return found


def _is_silent(told: list[Answer]) -> bool:
    last = told[-SILENCES:]
    return len(last) == SILENCES and all(answer.verdict == "muet" for answer in last)


def _site(address: str) -> str:
    try:
        return (urlsplit(with_scheme(address)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
