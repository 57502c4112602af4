"""Receives nothing; marks the strings that name something else (a sheet, a vocabulary term, a territory, a source); never resolves them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import StringConstraints, WithJsonSchema

from schemas.scalars import SLUG, SLUG_LENGTH, TERRITORY_CODE, ExampleValues

Target = Literal["poles", "practices", "actors", "vocabulary", "territory", "source"]


@dataclass(frozen=True)
class Reference:
    """What a string points to: `target` is the kind; `scope` narrows it (a vocabulary's name, a territory prefix)."""

    target: Target
    scope: str = ""


_ID_SHAPE = StringConstraints(pattern=SLUG, max_length=SLUG_LENGTH)
PoleId = Annotated[str, _ID_SHAPE, Reference("poles"), ExampleValues(("pole-sud-romans",), ("Pôle Sud",))]
PracticeId = Annotated[str, _ID_SHAPE, Reference("practices"), ExampleValues(("puissance-invitante",), ("Puissance invitante",))]
ActorId = Annotated[str, _ID_SHAPE, Reference("actors"), ExampleValues(("groupe-archer",), ("Groupe Archer",))]
SourceId = Annotated[str, _ID_SHAPE, Reference("source"), ExampleValues(("cahier-522",), ("Cahier 522",))]

_CODE_SHAPE = (StringConstraints(pattern=TERRITORY_CODE), WithJsonSchema({"type": "string", "pattern": TERRITORY_CODE}))
TerritoryCode = Annotated[str, *_CODE_SHAPE, Reference("territory"), ExampleValues(("dep-26", "epci-200068781"), ("26", "Drôme"))]
CommuneCode = Annotated[
    str, *_CODE_SHAPE, Reference("territory", "com"), ExampleValues(("com-26281",), ("26281", "Romans-sur-Isère"))
]


def term(vocabulary: str) -> type[str]:
    """Return the type of a code of the closed list `reference/vocabularies/<vocabulary>.yaml`."""
    return Annotated[
        str,
        StringConstraints(min_length=1),
        Reference("vocabulary", vocabulary),
        WithJsonSchema({"type": "string", "x-vocabulaire": vocabulary}),
    ]
