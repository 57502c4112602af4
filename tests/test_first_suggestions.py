"""On five hundred slips of the keyboard, the first name advised is the one that was meant."""

import random
import re

import pytest

from generator.entry import Entry
from generator.link import Linker
from generator.read import read
from generator.reference import load_reference
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT
from generator.validate import validate
from schemas import KINDS as MODELS

SHEET = "nom: Pôle des Essais\nresume: Un pôle pour essayer.\nsources:\n  - titre: Cahier des Essais\n"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NEIGHBOURS = {"a": "qz", "e": "rz", "i": "uo", "o": "ip", "s": "qd", "t": "ry", "r": "et", "n": "bh", "l": "km", "c": "xv"}
ACCENTS = {"e": "é", "a": "à", "o": "ô", "i": "î", "u": "û"}
CODED = {"echelle": "echelles", "types": "types_pole", "secteurs": "secteurs"}


def slip(word, chance):
    """Return `word` as a hurried hand writes it: a letter lost, doubled, swapped, beside, accented; a case; a separator."""
    at = chance.randrange(1, len(word) - 1)
    hands = (
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        lambda: word[:at] + chance.choice(NEIGHBOURS.get(word[at], LETTERS)) + word[at + 1 :],
        lambda: "".join(ACCENTS.get(letter, letter) if rank == at else letter for rank, letter in enumerate(word)),
        word.capitalize,
        lambda: word.replace("-", "_") if "-" in word else word.replace("_", "-") if "_" in word else word + "s",
        lambda: word.removesuffix("s") if word.endswith("s") else word + "s",
    )
    return chance.choice(hands)()


def slips(words, number, seed):
    chance, known = random.Random(seed), set(words)
    made = ((word, slip(word, chance)) for word in iter(lambda: chance.choice(words), None))
    kept = ((word, wrong) for word, wrong in made if wrong not in known)
    return [next(kept) for _ in range(number)]


@pytest.fixture(scope="module")
def advised():
    """Return the first name that the check advises for a line added to a sheet, among all those of the real observatory."""
    names = {kind: frozenset(path.stem for path in (REPOSITORY_ROOT / kind).glob("*.yaml")) for kind in KINDS}
    linker = Linker(names, load_reference(REFERENCE))

    def first(line):
        document = read("poles/pole-des-essais.yaml", (SHEET + line).encode()).document
        validation = validate(document, MODELS["poles"])
        told = [*validation.problems, *linker.problems(Entry("poles", "pole-des-essais", document, validation.record))]
        return next(iter(re.findall(r"« ([^»]+) »", " ".join(problem.hint for problem in told))), None)

    return first


FIELDS = [name for name in MODELS["poles"].model_fields if len(name) > 3]
IDENTIFIERS = sorted(path.stem for path in (REPOSITORY_ROOT / "actors").glob("*.yaml") if len(path.stem) > 3)


def right(pairs, lines, advised):
    """Count the slips whose first advice is what was meant; return it with the others."""
    lost = [(meant, wrong, found) for meant, wrong in pairs if (found := advised(lines.format(wrong))) != meant]
    return len(pairs) - len(lost), lost


def test_fields(advised):
    found, lost = right(slips(FIELDS, 200, seed=1), "{}: x\n", advised)
    assert found >= 0.9 * 200, lost


@pytest.mark.parametrize("field", CODED)
def test_codes(field, advised):
    vocabulary = load_reference(REFERENCE).vocabularies[CODED[field]]
    codes = [term.code for term in vocabulary.termes if len(term.code) > 3]
    line = f"{field}: {{}}\n" if field == "echelle" else f"{field}: [{{}}]\n"
    found, lost = right(slips(codes, 50, seed=2), line, advised)
    assert found >= 0.9 * 50, lost


def test_identifiers(advised):
    found, lost = right(slips(IDENTIFIERS, 150, seed=3), "membres:\n  - acteur: {}\n", advised)
    assert found >= 0.9 * 150, lost
