"""A version names what a sheet says: it changes with a word, never with the layout."""

import pytest

from generator.content_version import content_version
from generator.read import read

SHEET = "nom: Pôle d’essai\nresume: Un lieu.\nsources:\n  - titre: Une source\n"


def version_of(text: str) -> str:
    return content_version(read("poles/essai.yaml", text.encode()).document.tree)


@pytest.mark.parametrize(
    "same",
    [
        "# un commentaire\n" + SHEET,
        SHEET.replace("resume: Un lieu.", "resume: >-\n  Un lieu."),
        "resume: Un lieu.\nnom: Pôle d’essai\nsources: [{titre: Une source}]\n",
        "id: essai\n" + SHEET,
        SHEET + "contact:\n  fonction: Coordination\n",
    ],
)
def test_layout_identifier_and_contact_are_not_what_a_sheet_says(same):
    assert version_of(same) == version_of(SHEET)


@pytest.mark.parametrize("other", [SHEET.replace("Un lieu.", "Un lieu"), SHEET + "secteurs: [insertion]\n"])
def test_a_word_more_or_less_is_another_version(other):
    assert version_of(other) != version_of(SHEET)


def test_a_version_is_ten_hexadecimal_digits_that_never_change():
    assert version_of(SHEET) == "698fbfd6f6"
