"""Receives the lives of sheets and the documents cited today; returns those that were cited under another identifier or are no longer; never one still cited."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.derive.source_identity import source_identity
from generator.history.past import Past
from generator.history.versions import Key, Step


@dataclass(frozen=True)
class FormerDocument:
    """A document that has no page of its own any more: what replaces it, or else its last title and the sheets that cited it, with the day when each stopped."""

    id: str
    title: str
    successor: str
    cited_by: tuple[tuple[Key, str], ...]


def former_documents(past: Past, present: Collection[str]) -> tuple[FormerDocument, ...]:
    """Return the documents of the past that are not in `present`, by identifier: a source that kept its place in its sheet leads to what describes it now."""
    titles: dict[str, str] = {}
    successors: dict[str, str] = {}
    cited: dict[str, dict[Key, str]] = {}
    for key, steps in past.lives.items():
        now = _identities(steps[-1])
        for step, following in zip(steps, (*steps[1:], None), strict=True):
            for name, (identifier, title) in _identities(step).items():
                if identifier in present:
                    continue
                titles[identifier] = title
                cited.setdefault(identifier, {})[past.renamed.get(key, key)] = following.day if following else ""
                if name in now and now[name][0] in present:
                    successors.setdefault(identifier, now[name][0])
    return tuple(
        FormerDocument(one, titles[one], successors.get(one, ""), tuple(sorted(cited[one].items()))) for one in sorted(titles)
    )


def _identities(step: Step) -> Mapping[str, tuple[str, str]]:
    """Return the identifier and title of each source of a step, by what names it in its sheet."""
    return {name: (_identity(source), str(source["titre"])) for name, source in _sources(step.tree)}


def _sources(tree: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed = tree.get("sources") if isinstance(tree, dict) else None
    for rank, source in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(source, dict) and isinstance(source.get("titre"), str):
            name = source.get("id")
            yield (name if isinstance(name, str) else f"n° {rank}"), source


def _identity(source: Mapping[str, Any]) -> str:
    told = (source.get(part) for part in ("titre", "numero", "date", "adresse"))
    return source_identity(*(one if isinstance(one, str) else "" for one in told))
