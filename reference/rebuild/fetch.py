"""Receives the pins of sources.toml; returns the path of each archive, its hash verified; never keeps an unexpected file."""

import hashlib
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from reference.rebuild.refused import Refused

PINS = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True)
class Pin:
    """One package of a registry at one version: the file that it must give and the SHA-256 of that file."""

    registry: str
    package: str
    version: str
    file: str
    sha256: str


def read_pins(path: Path = PINS) -> dict[str, Pin]:
    """Return the pins by role (« nomenclatures », « contours », « intercommunalites »)."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        role: Pin(pin["registre"], pin["paquet"], pin["version"], pin["fichier"], pin["sha256"]) for role, pin in found.items()
    }


def fetch(pins: dict[str, Pin], folder: Path) -> dict[str, Path]:
    """Return the archive of each role in `folder`, downloaded when it is not there; raise Refused."""
    folder.mkdir(parents=True, exist_ok=True)
    archives = {}
    for role, pin in pins.items():
        path = folder / pin.file
        if not path.exists():
            _download(pin, folder)
        verify(pin, path)
        archives[role] = path
    return archives


def verify(pin: Pin, path: Path) -> None:
    """Raise Refused, and remove the file, when `path` is not the file of `pin`."""
    if not path.is_file():
        raise Refused(f"Le paquet {pin.package} {pin.version} n’a pas donné le fichier {pin.file}.")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != pin.sha256:
        path.unlink()
        raise Refused(
            f"Le fichier {pin.file} n’a pas l’empreinte attendue : {found} au lieu de {pin.sha256}. "
            "Il a été effacé ; si la version a changé, corrigez reference/rebuild/sources.toml."
        )


def _download(pin: Pin, folder: Path) -> None:
    if pin.registry == "npm":
        _run(pin, ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{pin.package}@{pin.version}"], folder)
        return
    wanted = folder / f"{pin.file}.txt"
    wanted.write_text(f"{pin.package}=={pin.version} --hash=sha256:{pin.sha256}\n", encoding="utf-8")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--dest", str(folder)]
    _run(pin, [sys.executable, "-m", "pip", "download", *options, "--requirement", str(wanted)], folder)


def _run(pin: Pin, command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError as fault:
        raise Refused(f"La commande « {command[0]} » manque sur cette machine.") from fault
    if done.returncode:
        said = "\n".join(f"  {line}" for line in done.stderr.strip().splitlines()[-6:])
        kind = "n’a pas l’empreinte attendue" if "DO NOT MATCH THE HASHES" in done.stderr else "n’a pas pu être téléchargé"
        raise Refused(f"Le paquet {pin.package} {pin.version} {kind}. Voici ce que dit {command[0]} :\n{said}")
