"""Receives a size; builds the same made-up sheets with this project and with its peers, in one run; writes what each cost and the ratios; never keeps what it built. Run: make bench SIZE=1000"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from benchmarks.corpus import write_corpus
from benchmarks.measured import Cost, Failed, cost_of, size_of
from benchmarks.peers.builders import PEERS, Prepared, pagefind
from benchmarks.tables import Entry, Race, as_markdown, ratios, versions
from generator.site import REPOSITORY_ROOT

COMMAND = str(Path(sys.executable).with_name("observatoire"))
OUT = Path(__file__).parent / "out"
MEMORY = Path("/dev/shm")


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder in memory, where the disk does not count, and remove it."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="mesures-") as folder:
        yield Path(folder)


def observatory(records: Path, folder: Path, name: str) -> Entry:
    """Return what it costs to build `records` into `folder`/site, with the results that `folder` keeps from former times."""
    site, phases = folder / "site", folder / f"{name}.json"
    command = (COMMAND, "build", "--records", str(records), "--site", str(site), "--durees", str(phases))
    cost = cost_of(command, REPOSITORY_ROOT, {"XDG_CACHE_HOME": str(folder / "cache")})
    return Entry("Observatoire", cost, *size_of(site), json.loads(phases.read_text(encoding="utf-8")))


def check(records: Path, folder: Path) -> Cost:
    """Return what it costs to check `records`, nothing being known of them."""
    command = (COMMAND, "check", "--records", str(records))
    return cost_of(command, REPOSITORY_ROOT, {"XDG_CACHE_HOME": str(folder / "cache-de-check")})


def edited(records: Path) -> None:
    """Change a sentence of one practice."""
    path = sorted((records / "practices").glob("*.yaml"))[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Ainsi, ", "Alors, ", 1), encoding="utf-8")


def run(size: int, without: frozenset[str]) -> Race:
    """Return what a whole race at `size` practices gave."""
    with workshop() as folder:
        records, tenth = folder / "fiches", folder / "dixieme"
        write_corpus(records, size)
        write_corpus(tenth, max(10, size // 10))
        few = observatory(tenth, _made(folder / "peu"), "cold")
        shutil.rmtree(folder / "peu")
        _tell(few)
        checked = check(records, _made(folder / "ici"))
        cold = observatory(records, folder / "ici", "cold")
        _tell(cold)
        edited(records)
        edit = observatory(records, folder / "ici", "edit")
        _tell(edit)
        shutil.rmtree(folder / "ici")
        peers = {name: entry for name in PEERS if name not in without for entry in [peer(name, records, folder)] if entry}
        return Race(size, few, cold, edit, checked, peers, versions())


def peer(name: str, records: Path, folder: Path) -> Entry | None:
    """Return what another generator costs, with Pagefind after it as a phase; nothing when it cannot run, and say why."""
    here = _made(folder / name)
    try:
        prepared: Prepared = PEERS[name].prepared(records, here)
        cost = cost_of(prepared.command, prepared.folder)
        entry = Entry(PEERS[name].name, cost, *size_of(prepared.site))
        if PEERS[name].with_pagefind:
            index = pagefind(prepared.site)
            entry = entry.with_search(cost_of(index.command, index.folder), *size_of(prepared.site))
    except (Failed, OSError) as fault:
        click.echo(f"{PEERS[name].name} n’a pas pu tourner : {fault}")
        return None
    finally:
        shutil.rmtree(here, ignore_errors=True)
    _tell(entry)
    return entry


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _tell(entry: Entry) -> None:
    click.echo(
        f"{entry.name} : {entry.cost.wall:.1f} s, {entry.cost.cpu:.1f} s de processeur, {entry.cost.peak_mb:.0f} Mo, {entry.files} fichiers"
    )


@click.command(help="Fabrique les mêmes fiches d’essai avec l’observatoire et avec d’autres générateurs, et compare.")
@click.option(
    "--taille",
    "size",
    default=1000,
    show_default=True,
    metavar="N",
    help="Nombre de pratiques ; cinq fois moins de pôles, deux fois moins d’acteurs.",
)
@click.option(
    "--sans", "without", default="", metavar="NOMS", help=f"Ceux que l’on ne fait pas courir, parmi : {' '.join(PEERS)}."
)
@click.option(
    "--vers", "out", default=OUT, type=click.Path(path_type=Path), metavar="DOSSIER", help="Où écrire ratios.json et ratios.md."
)
def main(size: int, without: str, out: Path) -> None:
    """Run the race and write its results."""
    race = run(size, frozenset(without.split()))
    out.mkdir(parents=True, exist_ok=True)
    (out / "ratios.json").write_text(json.dumps(ratios(race), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (out / "ratios.md").write_text(as_markdown(race), encoding="utf-8")
    click.echo(as_markdown(race))


if __name__ == "__main__":
    os.chdir(REPOSITORY_ROOT)
    main()
