"""Receives a folder of texts that the user holds; returns which of them is the text of each source of a sheet; never guesses from what they say."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.derive.documents import document_id
from generator.derive.source_identity import whole_address
from generator.french import fold
from generator.problems import BadRecords
from generator.read import read_file
from generator.validate import validate
from generator.verification.print_marks import Printed, printed
from generator.verification.texts import READERS, Unusable, read_text
from schemas.held_texts import HeldTexts

MAPPING = "sources.yaml"
NAMED_BY = ("id", "adresse", "titre")


class BadFolder(Exception):
    """Says, in French, what keeps a folder of texts from being used."""


@dataclass(frozen=True)
class Text:
    """A text that the user holds; its two readings differ by the hyphens at the ends of its lines."""

    path: Path

    @cached_property
    def readings(self) -> tuple[Printed, Printed]:
        """The text with the words cut at the ends of lines joined, then with their hyphens kept; raise Unusable."""
        text = read_text(self.path)
        return printed(text, cut_words_joined=True), printed(text, cut_words_joined=False)


class Library:
    """The texts of a folder, by what names their documents."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, list[Text]] = defaultdict(list)
        self._used: set[Path] = set()
        self.unusable: dict[str, str] = {}
        self._texts = {path.name: Text(path) for path in _files(folder)}
        mapped = set()
        for file, name in _mapped(folder):
            if file not in self._texts:
                raise BadFolder(
                    f"« {MAPPING} » nomme « {file} », que le dossier n’a pas, ou dont le format n’est pas lu ({_formats()})."
                )
            mapped.add(file)
            self._by_name[name].append(self._texts[file])
        for name, text in self._texts.items():
            if name not in mapped:
                self._by_name[f"id {text.path.stem}"].append(text)

    def __len__(self) -> int:
        return len(self._texts)

    def texts_of(self, source: Any) -> tuple[Text, ...]:
        """Return the usable texts of a source, each once; those that cannot be read are noted."""
        found = dict.fromkeys(text for name in _names(source) for text in self._by_name.get(name, ()))
        self._used.update(text.path for text in found)
        return tuple(text for text in found if self._is_usable(text))

    @property
    def never_asked(self) -> tuple[str, ...]:
        """The names of the texts that are those of no source of a sheet."""
        return tuple(name for name, text in self._texts.items() if text.path not in self._used)

    def _is_usable(self, text: Text) -> bool:
        try:
            return bool(text.readings)
        except Unusable as fault:
            self.unusable[text.path.name] = str(fault)
            return False


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix.lower() in READERS)


def _mapped(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each file of the mapping and one of the names of its document; raise BadRecords or BadFolder when it is faulty."""
    if not (folder / MAPPING).exists():
        return
    reading = read_file(MAPPING, folder / MAPPING)
    if reading.document is None or reading.problems:
        raise BadRecords(reading.problems)
    validation = validate(reading.document, HeldTexts)
    if validation.record is None:
        raise BadRecords(validation.problems)
    for held in validation.record.textes:
        names = tuple(name for field in NAMED_BY if (name := _named(field, getattr(held, field))))
        if not names:
            raise BadFolder(
                f"« {MAPPING} » ne dit pas de quelle source « {held.fichier} » est le texte : ajoutez « id: », « adresse: » entière ou « titre: »."
            )
        yield from ((held.fichier, name) for name in names)


def _names(source: Any) -> Iterator[str]:
    """Yield what may name the document of a source: its page on the site, its identifier in its sheet, its address, its title."""
    yield f"id {document_id(source)}"
    yield from (name for field in NAMED_BY if (name := _named(field, getattr(source, field))))


def _named(field: str, value: str | None) -> str:
    if not value:
        return ""
    told = {"adresse": whole_address, "titre": fold}.get(field, str)(value)
    return f"{field} {told}" if told else ""


def _formats() -> str:
    return ", ".join(READERS)
