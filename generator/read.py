"""Receives the bytes of one YAML file; returns a tree of strings with the position of each key and value, or problems; never types a value."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from generator.problems import Problem
from generator.yaml_faults import sentence_of

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 50_000
PARSER = getattr(yaml, "CParser", None)
EMPTY_SCALARS = frozenset({"", "~", "null", "Null", "NULL"})
TAG = re.compile(r"!\S*")
FORBIDDEN = re.compile(
    r"(?P<retour>\r(?!\n))|(?P<separateur>[\u0085\u2028\u2029])|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    r"|(?P<controle>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff])"
)
FORBIDDEN_SENTENCES = {
    "retour": (
        "retour-chariot-seul",
        "Un retour chariot seul (CR) coupe la ligne.",
        "Enregistrez le fichier avec des fins de ligne LF ou CRLF.",
    ),
    "separateur": (
        "separateur-unicode",
        "Un séparateur de ligne invisible (U+0085, U+2028 ou U+2029) se trouve ici.",
        "Effacez-le et tapez une vraie fin de ligne.",
    ),
    "bidi": ("caractere-bidirectionnel", "Un caractère invisible change le sens de lecture.", "Effacez-le."),
    "controle": ("caractere-de-controle", "Un caractère de contrôle invisible se trouve ici.", "Effacez-le."),
}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Mark:
    """Where a value stands, and its key if it has one (1-based lines and columns)."""

    line: int
    column: int
    key_line: int
    key_column: int


@dataclass(frozen=True)
class Document:
    """A read file: its tree of dicts, lists and strings, and the mark of each path."""

    path: str
    text: str
    tree: Any
    marks: dict[Path, Mark]

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of the text."""
        return self.text.split("\n")

    def mark(self, path: Path) -> Mark:
        """Return the mark of `path`, or of its nearest known ancestor."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1, 1, 1))


@dataclass(frozen=True)
class Reading:
    """What reading one file gave: a document if it could be read, and the problems met."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


def read(path: str, data: bytes) -> Reading:
    """Read the YAML bytes of the sheet at `path` (shown in problems, never opened)."""
    noted: list[Problem] = []
    try:
        text = _decode(path, data)
        builder = _TreeBuilder(path, text, noted)
        builder.run()
    except _Unreadable as stop:
        return Reading(None, (*noted, stop.problem))
    return Reading(Document(path, text, builder.tree, builder.marks), tuple(noted))


class _Unreadable(Exception):
    def __init__(self, path: str, place: tuple[int, int], code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.problem = Problem(path, *place, code, "", message, hint)


def _decode(path: str, data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Unreadable(
            path,
            (1, 1),
            "fichier-trop-grand",
            f"Le fichier pèse {math.ceil(len(data) / 1024)} Kio ; le maximum est {MAX_BYTES // 1024} Kio.",
            "Coupez la fiche en plusieurs, ou raccourcissez le récit.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").lstrip("\ufeff")
        meant = data[error.start : error.start + 1].decode("cp1252", "replace")
        raise _Unreadable(
            path,
            _position(before, len(before)),
            "encodage",
            "Le fichier n’est pas enregistré en UTF-8.",
            f"Enregistrez-le en UTF-8 (ici, un « {meant} » d’un autre encodage).",
        ) from None
    if found := FORBIDDEN.search(text):
        code, message, hint = FORBIDDEN_SENTENCES[str(found.lastgroup)]
        raise _Unreadable(path, _position(text, found.start()), code, message, hint)
    return text


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@dataclass
class _Frame:
    container: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    key_mark: Any = None
    first_lines: dict[str, int] = field(default_factory=dict)


class _TreeBuilder:
    """Turns the parser's events into a tree, one event at a time, without recursion."""

    def __init__(self, path: str, text: str, problems: list[Problem]) -> None:
        self.path = path
        self.text = text
        self.tree: Any = ""
        self.marks: dict[Path, Mark] = {}
        self.problems = problems
        self._frames: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def run(self) -> None:
        for event in self._events():
            match event:
                case yaml.DocumentStartEvent():
                    self._start_document(event)
                case yaml.AliasEvent():
                    self._refuse_alias(event)
                case yaml.ScalarEvent():
                    self._refuse_decoration(event)
                    self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._refuse_decoration(event)
                    self._open(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._frames.pop()
        if not self.marks or self.tree == "":
            raise _Unreadable(
                self.path,
                (1, 1),
                "fichier-vide",
                "Le fichier est vide, ou ne contient que des commentaires.",
                "Écrivez au moins le nom ou le titre, un résumé, un territoire ou un pôle, et une source.",
            )

    def _events(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self.text, Loader=yaml.CLoader)
        except yaml.MarkedYAMLError as error:
            fault = sentence_of(error, self.text)
            raise _Unreadable(self.path, (fault.line, fault.column), fault.code, fault.message, fault.hint) from None
        except (yaml.YAMLError, ValueError) as error:
            raise _Unreadable(
                self.path,
                (1, 1),
                "yaml-illisible",
                "Le fichier n’est pas du YAML lisible.",
                f"Détail technique : {str(error).splitlines()[0]}.",
            ) from None

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(
                event,
                "plusieurs-documents",
                "Le fichier contient plusieurs documents (séparés par « --- »).",
                "Gardez une seule fiche par fichier.",
            )

    def _refuse_alias(self, event: Any) -> None:
        self._stop(
            event,
            "alias",
            f"Les renvois YAML (« *{event.anchor} ») ne sont pas permis.",
            "Recopiez la valeur en entier, ou mettez-la entre guillemets doubles si elle commence par « * ».",
        )

    def _refuse_decoration(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(
                event, "trop-d-elements", f"Le fichier contient plus de {MAX_NODES} éléments.", "Coupez la fiche en plusieurs."
            )
        if event.anchor:
            self._note(
                event,
                "ancre",
                f"Les ancres YAML (« &{event.anchor} ») ne sont pas permises.",
                "Effacez l’ancre, ou mettez la valeur entre guillemets doubles si elle commence par « & ».",
            )
        if event.tag:
            self._note(
                event,
                "etiquette",
                f"Les étiquettes YAML (« {self._tag_as_written(event)} ») ne sont pas permises.",
                "Effacez l’étiquette, ou mettez la valeur entre guillemets doubles si elle commence par « ! ».",
            )

    def _tag_as_written(self, event: Any) -> str:
        written = TAG.search(self.text, event.start_mark.index)
        return written.group() if written else event.tag

    def _refuse_escaped(self, event: Any) -> None:
        """Refuse between double quotes, where « \\u202e » means it, a character that the file itself may not hold."""
        found = FORBIDDEN.search(event.value) if event.style == '"' else None
        if found:
            self._stop(event, *FORBIDDEN_SENTENCES[str(found.lastgroup)])

    def _scalar(self, event: Any) -> None:
        self._refuse_escaped(event)
        frame = self._frames[-1] if self._frames else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            self._take_key(frame, event)
            return
        value = "" if not event.style and event.value in EMPTY_SCALARS else event.value
        self._place(event, value)

    def _take_key(self, frame: _Frame, event: Any) -> None:
        line = event.start_mark.line + 1
        if not event.value:
            self._refuse_key(event)
        frame.key, frame.key_mark = event.value, event.start_mark
        if event.value in frame.first_lines:
            self._note(
                event,
                "cle-en-double",
                f"Le champ « {event.value} » est écrit deux fois : ligne {frame.first_lines[event.value]} et ligne {line}.",
                "Gardez-en un seul, ou faites-en une liste si le champ en accepte une.",
                field_path=(*frame.path, event.value),
            )
        frame.first_lines.setdefault(event.value, line)

    def _refuse_key(self, event: Any) -> None:
        self._stop(event, "cle-non-texte", "Un nom de champ doit être un mot.", "Écrivez « champ: valeur ».")

    def _open(self, event: Any) -> None:
        container: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._frames and isinstance(self._frames[-1].container, dict) and self._frames[-1].key is None:
            self._refuse_key(event)
        path = self._place(event, container)
        self._frames.append(_Frame(container, path))
        if len(self._frames) > MAX_DEPTH:
            self._stop(
                event,
                "trop-profond",
                f"Les listes et les champs sont emboîtés sur plus de {MAX_DEPTH} niveaux.",
                "Une fiche n’a besoin que de quelques niveaux : vérifiez les tirets et l’indentation.",
            )

    def _place(self, event: Any, value: Any) -> Path:
        """Put `value` where it belongs and return its path; the first of two equal keys is kept."""
        start = event.start_mark
        if not self._frames:
            self.tree = value
            self.marks[()] = Mark(start.line + 1, start.column + 1, start.line + 1, start.column + 1)
            return ()
        frame = self._frames[-1]
        if isinstance(frame.container, list):
            path, key_mark = (*frame.path, len(frame.container)), start
            frame.container.append(value)
        else:
            path, key_mark = (*frame.path, str(frame.key)), frame.key_mark
            frame.container.setdefault(str(frame.key), value)
            frame.key = None
        self.marks.setdefault(path, Mark(start.line + 1, start.column + 1, key_mark.line + 1, key_mark.column + 1))
        return path

    def _note(self, event: Any, code: str, message: str, hint: str, field_path: Path = ()) -> None:
        mark = event.start_mark
        self.problems.append(
            Problem(self.path, mark.line + 1, mark.column + 1, code, ".".join(map(str, field_path)), message, hint)
        )

    def _stop(self, event: Any, code: str, message: str, hint: str) -> None:
        raise _Unreadable(self.path, (event.start_mark.line + 1, event.start_mark.column + 1), code, message, hint)
