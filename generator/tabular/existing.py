"""Receives the folder of records; returns what is known of each and which ones a new one may already be; never merges two."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from generator.french import fold, folded_words
from generator.read import read_file
from generator.sheets import list_sheets
from generator.site import KINDS
from generator.twins import names_in

NEAR = 88


@dataclass(frozen=True)
class Known:
    """The readable records of a folder, of every kind."""

    paths: Mapping[str, Mapping[str, Path]]
    trees: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def identifiers(self, kind: str) -> frozenset[str]:
        """Return the identifiers of a kind."""
        return frozenset(self.paths[kind])

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Return, for each kind, the identifier of each folded name, acronym or identifier that only one record has."""
        return {kind: _only(_names_of(trees)) for kind, trees in self.trees.items()}

    @cached_property
    def renamed(self) -> dict[tuple[str, str], str]:
        """Return the identifier of today of each former one."""
        found = {}
        for kind, trees in self.trees.items():
            for identifier, tree in trees.items():
                for former in _list(_group(tree, "edition"), "anciens_ids"):
                    found[kind, str(former)] = identifier
        return found


def known_records(root: Path) -> Known:
    """Return the records under `root`; one that cannot be read keeps its identifier."""
    paths: dict[str, dict[str, Path]] = {kind: {} for kind in KINDS}
    trees: dict[str, dict[str, Mapping[str, Any]]] = {kind: {} for kind in KINDS}
    for file in list_sheets(root).files:
        paths[file.kind][file.id] = file.path
        if (reading := read_file(file.shown, file.path)).document and isinstance(reading.document.tree, dict):
            trees[file.kind][file.id] = reading.document.tree
    return Known(paths, trees)


@dataclass(frozen=True)
class Match:
    """A record that a new one may already be, and why."""

    id: str
    name: str
    reason: str


class Matcher:
    """Finds the records of a kind that a tree may already be."""

    def __init__(self, trees: Mapping[str, Mapping[str, Any]]) -> None:
        self._names = {identifier: name_of(tree) for identifier, tree in trees.items()}
        self._sirens = {identifier: tree.get("siren") for identifier, tree in trees.items()}
        self._by_number: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_commune: dict[str, dict[str, str]] = defaultdict(dict)
        for identifier, tree in trees.items():
            self._learn(identifier, tree)

    def _learn(self, identifier: str, tree: Mapping[str, Any]) -> None:
        for number in _numbers(tree):
            self._by_number[number].append(identifier)
        for name in names_in(tree):
            self._by_name[fold(name)].append(identifier)
        for commune in communes_of(tree):
            self._by_commune[commune][identifier] = _words(tree)

    def match(self, tree: Mapping[str, Any]) -> Match | None:
        """Return the likeliest record, or None; two different numbers are two organisations, whatever their names."""
        for number in _numbers(tree):
            if found := self._by_number.get(number):
                return self._of(found[0], f"même numéro ({number})")
        for identifier in self._by_name.get(fold(name_of(tree)), ()):
            if not self._is_another(identifier, tree):
                return self._of(identifier, "même nom")
        return self._near(tree)

    def _near(self, tree: Mapping[str, Any]) -> Match | None:
        for commune in sorted(communes_of(tree)):
            choices = self._by_commune.get(commune, {})
            for _, _, identifier in process.extract(_words(tree), choices, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR):
                if not self._is_another(identifier, tree):
                    return self._of(identifier, f"nom très proche, même commune ({commune})")
        return None

    def _is_another(self, identifier: str, tree: Mapping[str, Any]) -> bool:
        known, new = self._sirens.get(identifier), tree.get("siren")
        return bool(known and new and known != new)

    def _of(self, identifier: str, reason: str) -> Match:
        return Match(identifier, self._names[identifier], reason)


def name_of(tree: Mapping[str, Any]) -> str:
    """Return the name or the title of a record."""
    return str(tree.get("nom") or tree.get("titre") or "")


def communes_of(tree: Any) -> set[str]:
    """Return the communes that a record names."""
    if isinstance(tree, str):
        return {tree} if re.fullmatch(r"com-\w{5}", tree) else set()
    values: Iterable[Any] = tree.values() if isinstance(tree, dict) else tree
    return set().union(*map(communes_of, values))


def _words(tree: Mapping[str, Any]) -> str:
    return " ".join(folded_words(name_of(tree)))


def _numbers(tree: Mapping[str, Any]) -> list[str]:
    return [number for name in ("siren", "rna") if isinstance(number := tree.get(name), str) and number]


def _names_of(trees: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for identifier, tree in trees.items():
        for name in (identifier, *names_in(tree)):
            found[fold(name)].add(identifier)
    return found


def _only(names: Mapping[str, set[str]]) -> dict[str, str]:
    return {name: next(iter(found)) for name, found in names.items() if len(found) == 1}


def _group(tree: Any, name: str) -> Any:
    return tree.get(name) if isinstance(tree, dict) else None


def _list(tree: Any, name: str) -> list[Any]:
    found = _group(tree, name)
    return found if isinstance(found, list) else []
