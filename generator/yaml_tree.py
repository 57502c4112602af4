"""Receives a YAML text; builds its tree of strings with the position of each key and value; never recurses nor types a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.decode import FORBIDDEN, FORBIDDEN_SENTENCES, Unreadable
from generator.document import Mark, Path
from generator.problems import Problem
from generator.yaml_faults import UNBREAKABLE, UNBREAKABLE_SENTENCE, sentence_of

MAX_DEPTH = 20
MAX_NODES = 50_000
EMPTY_SCALARS = frozenset({"", "~", "null", "Null", "NULL"})
TAG = re.compile(r"!\S*")


@dataclass
class _Frame:
    container: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    key_mark: Any = None
    first_lines: dict[str, int] = field(default_factory=dict)


class TreeBuilder:
    """Turns the parser's events into a tree, one event at a time, without recursion."""

    def __init__(self, path: str, text: str, problems: list[Problem]) -> None:
        self.path = path
        self.text = text
        self._lines = text.split("\n")
        self.tree: Any = ""
        self.marks: dict[Path, Mark] = {}
        self.problems = problems
        self._frames: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def run(self) -> None:
        """Build the tree; note what can be passed over, raise Unreadable at what cannot."""
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
            raise Unreadable(
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
            raise Unreadable(self.path, (fault.line, fault.column), fault.code, fault.message, fault.hint) from None
        except (yaml.YAMLError, ValueError) as error:
            raise Unreadable(
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
        if not event.style:
            self._refuse_swallowed_words(event)
            self._refuse_unbreakable_indent(event)
        value = "" if not event.style and event.value in EMPTY_SCALARS else event.value
        self._place(event, value)

    def _refuse_swallowed_words(self, event: Any) -> None:
        """Refuse a « # » after an unquoted value: YAML would drop the rest of the line without a word."""
        rest = self._lines[event.end_mark.line][event.end_mark.column :] if event.value else ""
        if rest.lstrip().startswith("#"):
            self._note(
                event,
                "diese",
                "Tout ce qui suit « # » serait perdu.",
                "Mettez la valeur entre guillemets doubles, ou le commentaire sur sa propre ligne.",
            )

    def _refuse_unbreakable_indent(self, event: Any) -> None:
        """Refuse an unquoted name or value that begins with an unbreakable space: it was meant as an indentation."""
        if event.value.startswith(tuple(UNBREAKABLE)):
            self._stop(event, *UNBREAKABLE_SENTENCE)

    def _take_key(self, frame: _Frame, event: Any) -> None:
        line = event.start_mark.line + 1
        if not event.value:
            self._refuse_key(event)
        self._refuse_unbreakable_indent(event)
        name = event.value.rstrip(UNBREAKABLE)
        if name != event.value:
            column = event.start_mark.column + len(name) + 1
            self.problems.append(Problem(self.path, line, column, UNBREAKABLE_SENTENCE[0], name, *UNBREAKABLE_SENTENCE[1:]))
        frame.key, frame.key_mark = name, event.start_mark
        if name in frame.first_lines:
            self._note(
                event,
                "cle-en-double",
                f"Le champ « {name} » est écrit deux fois : ligne {frame.first_lines[name]} et ligne {line}.",
                "Gardez-en un seul, ou faites-en une liste si le champ en accepte une.",
                field_path=(*frame.path, name),
            )
        frame.first_lines.setdefault(name, line)

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
        raise Unreadable(self.path, (event.start_mark.line + 1, event.start_mark.column + 1), code, message, hint)
