"""Receives problems and the folder they are about; returns them as text, JSON, Markdown or CI annotations; never stops a build."""

import json
import textwrap
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from generator.decode import MAX_BYTES
from generator.french import NBSP, counted, typeset
from generator.markdown import code, plain, within
from generator.problems import Problem
from schemas.explanation import Explanation

EXCERPT = 100
MOST_ANNOTATIONS = 10
SUMMARY_BYTES = 900_000
SEVERITY_WORDS = {"error": "erreur", "warning": "avertissement"}


def as_text(problems: Iterable[Problem], root: Path) -> str:
    """Return each problem with the faulty line under it and a caret under the fault."""
    lines_of = cache(lambda path: _lines(root / path))
    return "\n".join(_block(_typeset(problem), lines_of(problem.path)) for problem in problems)


def as_json(problems: Iterable[Problem], root: Path) -> str:
    """Return the problems as a JSON list of objects."""
    return json.dumps([_typeset(problem).as_json() for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem], root: Path) -> str:
    """Return the problems as workflow commands, which a forge shows on the lines themselves; it shows ten of each severity."""
    problems = tuple(problems)
    shown = [problem for severity in SEVERITY_WORDS for problem in _first(problems, severity)]
    lines = [_annotation(_typeset(problem)) for problem in problems if problem in shown]
    left_out = len(problems) - len(lines)
    return "\n".join([*lines, *([_note(left_out)] if left_out else [])])


def as_markdown(problems: Iterable[Problem], root: Path) -> str:
    """Return every problem as the summary that a forge shows, whatever the sheets hold, short enough to be shown."""
    problems = tuple(problems)
    head = ["## Vérification des fiches", "", f"{summary(problems)}." if problems else "Aucun problème.", ""]
    lines = [_item(_typeset(problem)) for problem in problems]
    return within([*head, *lines], SUMMARY_BYTES, typeset("… et {} problèmes de plus : lancez « make check ».")) + "\n"


FORMATS: dict[str, Callable[[Iterable[Problem], Path], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "markdown": as_markdown,
}


def summary(problems: Iterable[Problem]) -> str:
    """Return « 2 erreurs et 1 avertissement dans 3 fichiers »."""
    problems = tuple(problems)
    files = len({problem.path for problem in problems})
    counts = [
        _counted(sum(problem.severity == severity for problem in problems), word) for severity, word in SEVERITY_WORDS.items()
    ]
    return f"{' et '.join(count for count in counts if count)} dans {_counted(files, 'fichier')}"


def explained(one: Explanation) -> str:
    """Return what a code means, why, and its example, wrong then right."""
    examples = [
        f"{head}\n{textwrap.indent(code.rstrip(chr(10)), '    ')}"
        for head, code in (("À ne pas écrire :", one.faux), ("À écrire :", one.juste))
        if code
    ]
    told = (f"{one.titre} [{one.code}]", textwrap.fill(one.explication, EXCERPT), *examples)
    return "\n\n".join((*map(typeset, told[:2]), *told[2:]))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}" if number else ""


def _typeset(problem: Problem) -> Problem:
    return Problem(**{**problem.as_json(), "message": typeset(problem.message), "hint": typeset(problem.hint)})


def _block(problem: Problem, lines: tuple[str, ...]) -> str:
    head = (
        f"{problem.path}:{problem.line}:{problem.column}: {SEVERITY_WORDS[problem.severity]} [{problem.code}] {problem.message}"
    )
    excerpt = _excerpt(lines, problem)
    return "\n".join(part for part in (head, excerpt, f"    → {problem.hint}", "") if part is not None)


def _lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a file, or none when it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return tuple(file.read(MAX_BYTES).split("\n"))
    except OSError:
        return ()


def _excerpt(lines: tuple[str, ...], problem: Problem) -> str | None:
    if problem.line > len(lines) or not lines[problem.line - 1].strip():
        return None
    start = max(0, problem.column - EXCERPT // 2)
    shown = "".join(char if char.isprintable() else "·" for char in lines[problem.line - 1][start : start + EXCERPT])
    gutter = f"    {problem.line} | "
    return f"{gutter}{shown}\n{' ' * (len(gutter) + problem.column - 1 - start)}^"


def _first(problems: tuple[Problem, ...], severity: str) -> list[Problem]:
    return [problem for problem in problems if problem.severity == severity][:MOST_ANNOTATIONS]


def _note(left_out: int) -> str:
    return f"::notice::{counted(left_out, 'autre problème', 'autres problèmes')} dans le résumé de l’étape."


def _item(problem: Problem) -> str:
    place = code(f"{problem.path}:{problem.line}:{problem.column}")
    told = f"{plain(problem.message)} {plain(problem.hint)}"
    return f"- {place} {SEVERITY_WORDS[problem.severity]} {code(problem.code)}{NBSP}: {told}"


def _annotation(problem: Problem) -> str:
    place = f"file={_escaped(problem.path)},line={problem.line},col={problem.column},title={_escaped(problem.code)}"
    return f"::{problem.severity} {place}::{_escaped(f'{problem.message} {problem.hint}', value=True)}"


def _escaped(text: str, *, value: bool = False) -> str:
    """Escape a workflow command's property, or its value."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if value else text.replace(":", "%3A").replace(",", "%2C")
