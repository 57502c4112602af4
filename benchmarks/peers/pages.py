"""Receives the sheets of a corpus; writes them as the pages of other generators: data with a narrative, or Markdown alone; never leaves a fact out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.read import read
from generator.site import KINDS
from schemas import KINDS as MODELS
from schemas.references import Reference
from schemas.structure import leaves, shapes

TOLD_APART = frozenset({"titre", "nom", "resume", "sections", "sources", "edition"})
Tree = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is in its file: its folder and identifier, and what it says."""

    kind: str
    id: str
    tree: Tree

    @property
    def title(self) -> str:
        """Return its title or its name."""
        return self.tree.get("titre") or self.tree.get("nom") or self.id

    @property
    def folder(self) -> str:
        """Return the folder of its address."""
        return KINDS[self.kind].folder


def sheets_in(records: Path) -> list[Sheet]:
    """Return the sheets of `records`, in the order of their files."""
    found = []
    for kind in KINDS:
        for path in sorted((records / kind).glob("*.yaml")):
            document = read(path.name, path.read_bytes()).document
            if document is not None:
                found.append(Sheet(kind, path.stem, document.tree))
    return found


def write_with_data(records: Path, folder: Path) -> None:
    """Write `folder`/<folder of its address>/<identifier>.md for each sheet: its facts as front matter, its narratives as Markdown."""
    sheets = sheets_in(records)
    known = {(one.kind, one.id): one for one in sheets}
    for one in sheets:
        data = {
            "title": one.title,
            "description": str(one.tree.get("resume") or "")[:300],
            "layout": "fiche",
            "fiche": dict(_facts(one)),
        }
        data |= {
            "liens": list(_links(one, known)),
            "documents": list(one.tree.get("sources") or ()),
            "resume": one.tree.get("resume") or "",
        }
        front = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        _write(folder / one.folder / f"{one.id}.md", f"---\n{front}---\n\n{_narratives(one)}")


def write_as_markdown(records: Path, folder: Path) -> None:
    """Write the same pages with nothing but Markdown: facts and documents as lists."""
    sheets = sheets_in(records)
    known = {(one.kind, one.id): one for one in sheets}
    for one in sheets:
        parts = [f"# {one.title}", str(one.tree.get("resume") or ""), _narratives(one)]
        parts += [f"## {title}\n\n{_as_list(value)}" for title, value in _facts(one)]
        parts.append("## Sources\n\n" + "\n".join(f"1. {_in_line(document)}" for document in one.tree.get("sources") or ()))
        links = "\n".join(f"- [{link['titre']}](../{link['fiche']}.md)" for link in _links(one, known))
        parts.append(f"## Fiches liées\n\n{links}")
        _write(folder / one.folder / f"{one.id}.md", "\n\n".join(filter(None, parts)) + "\n")
    for kind in KINDS.values():
        (folder / kind.folder).mkdir(parents=True, exist_ok=True)
    _write(folder / "index.md", "# Observatoire\n")


def _facts(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """Yield the title of each field and what it says, but for those that have a place of their own."""
    fields = shapes(MODELS[sheet.kind])
    return ((fields[name].title, value) for name, value in sheet.tree.items() if name in fields and name not in TOLD_APART)


def _links(sheet: Sheet, known: Mapping[tuple[str, str], Sheet]) -> Iterator[dict[str, str]]:
    """Yield once each the sheets that this one names."""
    told = dict.fromkeys(
        (mark.target, leaf.value)
        for leaf in leaves(MODELS[sheet.kind], sheet.tree)
        for mark in leaf.marks
        if isinstance(mark, Reference) and (mark.target, leaf.value) in known
    )
    return ({"titre": known[key].title, "fiche": f"{known[key].folder}/{key[1]}"} for key in told)


def _narratives(sheet: Sheet) -> str:
    return "\n\n".join(
        f"## {one.get('titre') or 'Récit'}\n\n{one.get('texte') or ''}" for one in sheet.tree.get("sections") or ()
    )


def _as_list(value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    return "\n".join(f"- {_in_line(item)}" for item in items)


def _in_line(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ; ".join(f"**{name}** : {_in_line(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_in_line(inner) for inner in value)
    return " ".join(str(value).split())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
