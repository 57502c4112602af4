"""Receives tables and the dates that sheets carry; returns the name of the release that they make; never looks at the clock."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.catalogue import Catalogue
from generator.derive.facts_in_time import last_known_day
from generator.opendata.tables import Table

LENGTH = 10


@dataclass(frozen=True)
class Release:
    """The name of a dump: `version`, ten hexadecimal digits of what it says; `date`, a day, empty when nothing says one."""

    version: str
    date: str

    @property
    def name(self) -> str:
        """Return the date and the version, as folders and files are named."""
        return f"{self.date or 'sans-date'}-{self.version}"


def release_of(tables: Iterable[Table], catalogue: Catalogue) -> Release:
    """Return the release of `tables`; its day is that of SOURCE_DATE_EPOCH, else the last one that a published sheet names for its care."""
    digest = hashlib.sha256()
    for table in tables:
        names = [column.name for column in table.columns]
        digest.update(json.dumps([table.name, names, table.rows], ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return Release(digest.hexdigest()[:LENGTH], _told_day() or last_known_day(catalogue.published()))


def _told_day() -> str:
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(told), UTC).date().isoformat() if told.isascii() and told.isdigit() and len(told) < 12 else ""
    )
