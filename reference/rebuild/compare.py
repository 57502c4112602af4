"""Receives two folders of territories and the sheets; returns a French summary of what changes; never judges a change."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

SHEETS = ("poles", "actors", "practices")
CODE = re.compile(r"(?<![\w-])(?:com-\d[\dAB]\d{3}|(?:epci|ept)-\d{9}|dep-\d[\dAB]\d?|(?:reg|anc)-\d{2})(?![\w-])")
SHOWN = 12

Table = dict[str, dict[str, str]]


def summary(old: Path, new: Path, root: Path) -> Iterator[str]:
    """Yield the lines of the summary: communes, intercommunalités, files, sheets that name a vanished code."""
    yield from _came_and_went(
        "Communes", _table(old, "communes", "code"), _table(new, "communes", "code"), "apparues", "disparues"
    )
    yield from _came_and_went(
        "Intercommunalités", _table(old, "epci", "siren"), _table(new, "epci", "siren"), "apparues", "disparues"
    )
    yield from _changed_rows(old, new)
    yield from _changed_files(old, new)
    yield from _sheets_to_mend(new, root)


def _came_and_went(title: str, before: Table, after: Table, came: str, went: str) -> Iterator[str]:
    yield f"{title} : {len(after)} (avant : {len(before)})"
    yield from _listed(came, [f"{code} {after[code]['nom']}" for code in after if code not in before])
    yield from _listed(went, [f"{code} {before[code]['nom']}" for code in before if code not in after])


def _changed_rows(old: Path, new: Path) -> Iterator[str]:
    before, after = (_table(folder, "communes", "code") for folder in (old, new))
    both = [code for code in after if code in before]
    for column, told in (
        ("nom", "renommées"),
        ("epci", "passées à une autre intercommunalité"),
        ("departement", "passées à un autre département"),
    ):
        changed = [code for code in both if before[code][column] != after[code][column]]
        yield from _listed(
            f"communes {told}",
            [
                f"{code} {after[code]['nom']} ({before[code][column] or 'aucune'} → {after[code][column] or 'aucune'})"
                for code in changed
            ],
        )
    before, after = (_table(folder, "epci", "siren") for folder in (old, new))
    for column, told in (("nom", "renommées"), ("type", "d’un autre type"), ("nb_communes", "dont le nombre de communes change")):
        changed = [code for code in after if code in before and before[code][column] != after[code][column]]
        yield from _listed(
            f"intercommunalités {told}", [f"{code} : {before[code][column]} → {after[code][column]}" for code in changed]
        )


def _changed_files(old: Path, new: Path) -> Iterator[str]:
    paths = sorted(path.relative_to(new) for path in new.rglob("*") if path.is_file())
    same = [path for path in paths if (old / path).exists() and (old / path).read_bytes() == (new / path).read_bytes()]
    yield f"Fichiers : {len(paths)}, dont {len(same)} identiques octet pour octet"
    for path in paths:
        if path not in same:
            size = (old / path).stat().st_size if (old / path).exists() else 0
            yield f"  {path.as_posix()} : {size} → {(new / path).stat().st_size} octets"


def _sheets_to_mend(new: Path, root: Path) -> Iterator[str]:
    known = {f"com-{code}" for code in _table(new, "communes", "code")}
    for prefix, name, column in (
        ("epci", "epci", "siren"),
        ("ept", "ept", "siren"),
        ("dep", "departements", "code"),
        ("reg", "regions", "code"),
        ("anc", "anciennes-regions", "code"),
    ):
        known |= {f"{prefix}-{code}" for code in _table(new, name, column)}
    successors = {
        f"com-{row['ancien_code']}": f"com-{row['code']}" for row in _table(new, "communes-anciens-codes", "ancien_code").values()
    }
    found = []
    for path in sorted(path for folder in SHEETS for path in (root / folder).rglob("*.yaml")):
        for code in sorted(set(CODE.findall(path.read_text(encoding="utf-8"))) - known):
            advice = f" ; code d’aujourd’hui : {successors[code]}" if code in successors else ""
            found.append(f"{path.relative_to(root).as_posix()} nomme {code}{advice}")
    yield from _listed("Fiches qui nomment un code disparu", found, shown=len(found), indent="")


def _listed(title: str, lines: list[str], shown: int = SHOWN, indent: str = "  ") -> Iterator[str]:
    if lines or not indent:
        yield f"{indent}{title} : {len(lines)}"
    for line in lines[:shown]:
        yield f"{indent}  {line}"
    if len(lines) > shown:
        yield f"{indent}  … et {len(lines) - shown} de plus"


def _table(folder: Path, name: str, key: str) -> Table:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}
