"""Receives addresses and their answers; returns them as text, Markdown or JSON, in French, sorted by verdict; never asks one."""

import json
from collections.abc import Callable, Mapping, Sequence

from generator.french import NBSP, counted, typeset
from generator.markdown import code, one_line, within
from generator.watch.addresses import CitedAddress, Mention
from generator.watch.asking import Answer

VERDICTS = {
    "introuvable": "Introuvables",
    "muet": "Ne répondent pas",
    "redirige": "Mènent ailleurs",
    "non_demandee": "Non demandées",
    "refuse": "Refusent un robot (à voir dans un navigateur)",
    "repond": "Répondent",
}
QUIET = ("repond", "refuse")
SUMMARY_BYTES = 30_000
REST = typeset("… et {} adresses de plus : lancez « observatoire liens ».")

Answers = Mapping[str, Answer]
Show = Callable[[str], str]


def as_text(cited: Sequence[CitedAddress], answers: Answers) -> str:
    """Return every address that does not simply answer, and how many do."""
    return "\n".join([_counts(answers), *_lines(cited, answers, "{}", one_line)])


def as_markdown(cited: Sequence[CitedAddress], answers: Answers) -> str:
    """Return the same, short enough for an issue of a forge; the empty string when nothing is to be mended."""
    if all(answer.verdict in QUIET for answer in answers.values()):
        return ""
    lines = ["## Liens externes", "", _counts(answers), *_lines(cited, answers, "### {}", code)]
    return within(lines, SUMMARY_BYTES, REST)


def as_json(cited: Sequence[CitedAddress], answers: Answers) -> str:
    """Return one object per address, answering or not."""
    return json.dumps([_object(one, answers[one.address]) for one in cited], ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[CitedAddress], Answers], str]] = {
    "texte": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _counts(answers: Answers) -> str:
    verdicts = [answer.verdict for answer in answers.values()]
    told = [f"{title.lower()}{NBSP}: {verdicts.count(name)}" for name, title in VERDICTS.items() if name in verdicts]
    return f"{counted(len(answers), 'adresse')}. {' ; '.join(told).capitalize()}".rstrip() + ("." if told else "")


def _lines(cited: Sequence[CitedAddress], answers: Answers, heading: str, show: Show) -> list[str]:
    lines: list[str] = []
    for verdict, title in VERDICTS.items():
        found = [one for one in cited if answers[one.address].verdict == verdict] if verdict != "repond" else []
        if found:
            lines += ["", heading.format(title), "", *(_line(one, answers[one.address], show) for one in found)]
    return lines


def _line(one: CitedAddress, answer: Answer, show: Show) -> str:
    where = f" ({show(answer.leads_to)})" if answer.leads_to else ""
    places = ", ".join(_place(mention, show) for mention in one.mentions)
    return f"- {show(one.address)}{NBSP}: {answer.reason}{where}. Dans {places}."


def _place(mention: Mention, show: Show) -> str:
    return f"{mention.sheet.kind.singular} {show(mention.sheet.id)} («{NBSP}{mention.title}{NBSP}»)"


def _object(one: CitedAddress, answer: Answer) -> dict[str, object]:
    places = [{"genre": mention.sheet.kind.name, "id": mention.sheet.id, "champ": mention.title} for mention in one.mentions]
    return {
        "adresse": one.address, "verdict": answer.verdict, "raison": answer.reason, "mene_a": answer.leads_to, "fiches": places,
    }  # fmt: skip
