"""Receives strings read from YAML; gives frozen records or Pydantic errors; never touches a file."""

from schemas.actor import Actor
from schemas.pole import Pole
from schemas.practice import Practice
from schemas.record import Record
from schemas.vocabulary import Vocabulary

KINDS: dict[str, type[Record]] = {"poles": Pole, "practices": Practice, "actors": Actor}

__all__ = ["KINDS", "Actor", "Pole", "Practice", "Record", "Vocabulary"]
