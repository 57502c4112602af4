"""Receives a size and a seed; writes made-up sheets, French and linked, that use every field of the models; the same for the same seed. Run: python -m benchmarks.corpus FOLDER [SIZE]"""

import random
import sys
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from benchmarks.words import Words
from generator.reference import load_reference
from generator.site import REFERENCE
from schemas import KINDS as MODELS
from schemas.party import Party
from schemas.references import Reference
from schemas.scalars import Number, PartialDate, Prose, WebAddress
from schemas.structure import Shape, shapes

SEED = 522
SHARES = {"practices": 1.0, "poles": 0.2, "actors": 0.5}
NAMED = {"practices": "pratique", "poles": "pole", "actors": "acteur"}
NARRATIVE = 5000
SECTIONS = 4
OFTEN, SELDOM = 0.4, 0.25
MOST_ITEMS = 3
MOST_NAMED = 3
RENAMED_EVERY, WITHDRAWN_EVERY, WHOLE_EVERY = 97, 71, 10
WRITTEN_BY_HAND = frozenset({"sections", "sources", "edition"})
WRITTEN_IN_A_SECTION = frozenset({"titre", "texte", "sources", "etat"})
NEVER_TOGETHER = {"resultats_non_documentes": "resultats", "valeur_max": "valeur", "date_fin": "date", "etat": "texte"}
LAST_YEAR = 2025
REGISTERED = {"siren": "{:09}", "rna": "W{:09}"}
Tree = dict[str, Any]


class Corpus:
    """Made-up sheets: `size` practices, a fifth as many poles, half as many actors."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self._seed = seed
        self._known = load_reference(REFERENCE)
        self._communes = self._known.territories.of_level("com")
        self.ids = {
            kind: tuple(f"{NAMED[kind]}-{rank:05}" for rank in range(max(2, round(size * share))))
            for kind, share in SHARES.items()
        }

    def sheets(self) -> Iterator[tuple[str, str, Tree]]:
        """Yield each sheet: its kind, its identifier and what it says."""
        for kind, identifiers in self.ids.items():
            for rank, identifier in enumerate(identifiers):
                yield kind, identifier, self.sheet(kind, rank)

    def sheet(self, kind: str, rank: int) -> Tree:
        """Return what the `rank`-th sheet of `kind` says."""
        chance = random.Random(f"{self._seed}-{kind}-{rank}")
        return _Sheet(self, kind, rank, chance).tree()

    def commune(self, chance: random.Random) -> Any:
        """Return a commune of today."""
        return chance.choice(self._communes)

    def term(self, vocabulary: str, chance: random.Random) -> str:
        """Return a code of a closed list."""
        return chance.choice(self._known.vocabularies[vocabulary].termes).code


class _Sheet:
    """One sheet being written: each optional field has its turn, so that every one is used somewhere."""

    def __init__(self, corpus: Corpus, kind: str, rank: int, chance: random.Random) -> None:
        self._corpus, self._kind, self._rank, self._chance = corpus, kind, rank, chance
        self._words = Words(chance)
        self._home = corpus.commune(chance)
        self._turns = count(rank)
        self._near = {kind: [chance.choice(ids) for _ in range(MOST_NAMED)] for kind, ids in corpus.ids.items()}

    @property
    def _is_whole(self) -> bool:
        """Tell whether the sheet leaves no field out, as one in ten does."""
        return self._rank % WHOLE_EVERY == 3

    def tree(self) -> Tree:
        """Return what the sheet says."""
        made = self._group(MODELS[self._kind], WRITTEN_BY_HAND | {"id"})
        name = "titre" if self._kind == "practices" else "nom"
        made[name] = self._words.name(self._kind, self._home.name)
        made["territoires"] = [{"territoire": self._home.code, "role": "implantation"}, *made.get("territoires", ())]
        made["sections"] = [
            {
                "titre": self._words.line().capitalize(),
                "texte": self._words.narrative(NARRATIVE // SECTIONS),
                "sources": ["source-1"],
                **(self._group(_model_of(MODELS[self._kind], "sections"), WRITTEN_IN_A_SECTION) if self._is_whole else {}),
            }
            for _ in range(SECTIONS)
        ]
        if self._is_whole:
            section = _model_of(MODELS[self._kind], "sections")
            made["sections"].append({"titre": self._words.line(), "etat": self._value("etat", shapes(section)["etat"])})
        made["sources"] = [{**self._group(_model_of(MODELS[self._kind], "sources")), "id": f"source-{rank}"} for rank in (1, 2)]
        made["edition"] = self._edition()
        return made

    def _edition(self) -> Tree:
        told: Tree = {
            "creee_le": "2025-03-01",
            "modifiee_le": f"2026-{self._chance.randint(1, 9):02}-15",
            "contributeurs": [{"designation": "Réseau d’essai"}],
        }
        if self._is_whole:
            answers = [{"question": "sources", "reponse": "oui", "commentaire": self._words.line()}]
            told |= {"statut": "complete", "licence": "Licence Ouverte 2.0"}
            told["contributeurs"].append({"acteur": self._near["actors"][0], "role": "collecte"})
            told["relectures"] = [
                {"acteur": self._near["actors"][0], "date": "2026-06-01", "resultat": "exacte", "reponses": answers},
                {"designation": "Réseau d’essai", "date": "2026-07-01", "note": self._words.line()},
            ]
        if self._rank % RENAMED_EVERY == 1:
            told["anciens_ids"] = [f"ancien-{NAMED[self._kind]}-{self._rank}"]
        if self._rank % WITHDRAWN_EVERY == WITHDRAWN_EVERY - 1:
            told |= {"statut": "retiree", "motif_retrait": "Doublon", "remplacee_par": self._corpus.ids[self._kind][0]}
        return told

    def _group(self, model: type[BaseModel], without: frozenset[str] = frozenset()) -> Tree:
        made: Tree = {}
        for name, shape in shapes(model).items():
            if name not in without and self._is_told(name, shape, made):
                made[name] = self._value(name, shape)
        if issubclass(model, Party) and not made.keys() & {"acteur", "designation"}:
            made["designation"] = self._words.line()
        return self._made_true(model.__name__, made)

    def _made_true(self, model: str, made: Tree) -> Tree:
        """Return a group that the rules between its fields accept."""
        match model:
            case "Contact":
                named = {"personne": "Personne d’Essai", "accord_date": "2026-01-05", "telephone": "01 00 00 00 00"}
                return {"fonction": "Coordination", "courriel": "contact@exemple.example", **(named if self._is_whole else {})}
            case "Place" if "point" in made:
                return {**made, "commune": self._home.code, "point": self._home_point()}
            case "Relation" if not made.keys() & {"pole", "acteur", "designation"}:
                return {**made, "designation": "Un ancien atelier"}
            case "Observation":
                printed = {"imprime": f"{made['valeur']} unités"} if "valeur" in made else {}
                return {**made, **printed, "sources": ["source-1"]}
            case "TerritoryTie" if not made.keys() & {"territoire", "libelle"}:
                return {**made, "libelle": "Le bassin de vie"}
        return made

    def _home_point(self) -> Tree:
        longitude, latitude = self._home.point
        return {"latitude": f"{latitude:.4f}", "longitude": f"{longitude:.4f}"}

    def _is_told(self, name: str, shape: Shape, made: Mapping[str, Any]) -> bool:
        field: Any = shape.field
        is_first_of_two = name in NEVER_TOGETHER.values()
        if self._is_whole and is_first_of_two and not field.is_required():
            return self._chance.random() < OFTEN
        if field.is_required() or self._is_whole or next(self._turns) % 29 == 0:
            return NEVER_TOGETHER.get(name) not in made
        if NEVER_TOGETHER.get(name) in made:
            return False
        return self._chance.random() < (OFTEN if shape.items else SELDOM)

    def _value(self, name: str, shape: Shape) -> Any:
        if shape.model:
            return self._group(shape.model)
        if shape.items:
            made = [
                self._value(name, shape.items)
                for _ in range(MOST_ITEMS if self._is_whole else self._chance.randint(1, MOST_ITEMS))
            ]
            return made if shape.items.model else list(dict.fromkeys(made))
        return REGISTERED[name].format(self._rank) if name in REGISTERED else self._leaf(name, shape.marks)

    def _leaf(self, name: str, marks: tuple[Any, ...]) -> str:
        mark = next((mark for mark in marks if isinstance(mark, Reference)), None)
        if mark:
            return self._reference(mark)
        if Number.__metadata__[0] in marks:
            return str(self._chance.randint(1, 40))
        if PartialDate.__metadata__[0] in marks:
            return self._date(name)
        if WebAddress.__metadata__[0] in marks:
            return f"https://exemple-{self._kind}-{self._rank}.example/page-{self._chance.randint(1, 99)}/"
        if any(isinstance(mark, Prose) for mark in marks):
            return self._words.sentences(2)
        return self._words.line()

    def _reference(self, mark: Reference) -> str:
        if mark.target == "source":
            return "source-1"
        if mark.target == "vocabulary":
            return self._corpus.term(mark.scope, self._chance)
        if mark.target == "territory":
            return self._home.code if mark.scope else self._chance.choice(self._home.within)
        return self._chance.choice(self._near[mark.target])

    def _date(self, name: str) -> str:
        year = LAST_YEAR if name == "date_fin" else self._chance.randint(1996, LAST_YEAR - 1)
        month, day = f"-{self._chance.randint(1, 12):02}", f"-{self._chance.randint(1, 28):02}"
        return self._chance.choice((f"{year}", f"{year}{month}", f"{year}{month}{day}"))


def _model_of(model: type[BaseModel], name: str) -> type[BaseModel]:
    items = shapes(model)[name].items
    if items is None or items.model is None:
        raise TypeError(name)
    return items.model


def write_corpus(folder: Path, size: int, seed: int = SEED) -> int:
    """Write the sheets under `folder` and return how many there are."""
    total = 0
    for kind, identifier, tree in Corpus(size, seed).sheets():
        path = folder / kind / f"{identifier}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100), encoding="utf-8")
        total += 1
    return total


class _Plain(yaml.CSafeDumper):
    """Writes long texts as blocks, as people do."""


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > 100 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _text)


def main() -> None:
    """Write a corpus."""
    folder, size = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    print(f"{write_corpus(folder, size)} fiches dans {folder}")


if __name__ == "__main__":
    main()
