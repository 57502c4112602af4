"""Receives the files of sheets; returns what each is by itself and among the others: its record, its version, whom it names, its problems; never the catalogue."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.content_version import content_version
from generator.decode import MAX_BYTES
from generator.entry import Entry
from generator.kept import Kept, key
from generator.link import Linker, Named, named_by
from generator.problems import Problem
from generator.read import Reading, read, read_file
from generator.reference import Reference
from generator.sheets import SheetFile
from generator.site import KINDS
from generator.unbound_figures import unbound_figures
from generator.validate import validate
from generator.workers import each
from schemas import KINDS as MODELS

WORTH_A_PROCESS = 64
Identifiers = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Examined:
    """What a file is: its record if it is valid, the version of what it says, what it names (kind, identifier, title of the field), its problems."""

    kind: str
    id: str
    path: str
    record: Any
    version: str
    named: tuple[tuple[str, str, str], ...]
    problems: tuple[Problem, ...]

    def stands_among(self, identifiers: Identifiers) -> bool:
        """Tell whether all that it names exists, and none of its former identifiers is that of another sheet."""
        edition = self.record.edition if self.record else None
        former = edition.anciens_ids if edition else ()
        return all(name in identifiers[kind] for kind, name, _ in self.named) and not identifiers[self.kind] & set(former)


class Examiner:
    """Examines the sheets of one folder: a sheet whose bytes were examined before is not read again."""

    def __init__(self, files: Iterable[SheetFile], reference: Reference, kept: Kept, reference_name: bytes) -> None:
        self._files = tuple(files)
        self._linker = Linker(
            {kind: frozenset(file.id for file in self._files if file.kind == kind) for kind in KINDS}, reference
        )
        self._kept = kept
        self._reference_name = reference_name

    def all(self) -> list[Examined]:
        """Return what each file is, in their order."""
        keys = [self._key(file) for file in self._files]
        known = self._kept.found(one for one in keys if one)
        missing = [file for file, one in zip(self._files, keys, strict=True) if one not in known]
        made = each(self._alone, missing, worth=WORTH_A_PROCESS)
        self._kept.keep({one: found for one, found in made if one})
        anew = {found.path: found for _, found in made}
        return [self._among(file, anew.get(file.shown) or known[one]) for file, one in zip(self._files, keys, strict=True)]

    def _key(self, file: SheetFile) -> bytes:
        """Return what names all that the examination of a file depends on; nothing for one that cannot be opened."""
        data = _data(file)
        return b"" if data is None else self._name(file, data)

    def _name(self, file: SheetFile, data: bytes) -> bytes:
        return key(self._reference_name, file.shown.encode("utf-8", "surrogatepass"), data)

    def _alone(self, file: SheetFile) -> tuple[bytes, Examined]:
        """Return what a file is as if all that it names existed, under the name of the very bytes that were read."""
        data = _data(file)
        if data is None:
            return b"", _examined(file, read_file(file.shown, file.path), self._linker.knowing)
        return self._name(file, data), _examined(file, read(file.shown, data), self._linker.knowing)

    def _among(self, file: SheetFile, found: Examined) -> Examined:
        if found.stands_among(self._linker.identifiers):
            return found
        return _examined(file, read_file(file.shown, file.path), lambda _: self._linker)


def _examined(file: SheetFile, reading: Reading, linker_for: Callable[[Named], Linker]) -> Examined:
    document = reading.document
    if document is None:
        return Examined(file.kind, file.id, file.shown, None, "", (), reading.problems)
    validation = validate(document, MODELS[file.kind])
    entry = Entry(file.kind, file.id, document, validation.record)
    named = tuple(named_by(entry))
    told = [*reading.problems, *validation.problems, *linker_for(named).problems(entry), *unbound_figures(entry)]
    return Examined(file.kind, file.id, file.shown, validation.record, content_version(document.tree), named, tuple(told))


def _data(file: SheetFile) -> bytes | None:
    try:
        with file.path.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError:
        return None
