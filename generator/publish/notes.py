"""Receives notes as data; writes each as a tagged PDF, made once for the same data and kept; never reads text as markup nor looks at the clock."""

import hashlib
import importlib.metadata
import json
import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryFile

import typst

from generator.publish.qr_code import qr_code
from generator.publish.typefaces import Typeface, cut_to_french
from generator.render.environment import TEMPLATES
from generator.render.page import Note
from generator.safe_writing import replace_file
from generator.site import REPOSITORY_ROOT
from generator.workers import processors

TEMPLATE = TEMPLATES / "note.typ"
STANDARD = "ua-1"
SOFT_HYPHEN = 0xAD
UNSHOWN = re.compile(
    "[^\u0000-\u024f\u0370-\u03ff\u0400-\u045f\u1e00-\u1eff\u2009-\u2027\u202f-\u203a\u20ac\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]"
)
IN_ITS_PLACE = "□"
WORTH_A_PROCESS = 100
PROGRAM = (sys.executable, "-X", "utf8", "-m", "generator.publish.notes")
SANS, SERIF = "fontpkg_source_sans_3", "fontpkg_source_serif_4"


class NoteFault(Exception):
    """Carries which note could not be made, and what the typesetter said."""


FACES = (
    Typeface("texte", SANS, "SourceSans3[wght].ttf", (("wght", 400),)),
    Typeface("texte-gras", SANS, "SourceSans3[wght].ttf", (("wght", 600),)),
    Typeface("texte-italique", SANS, "SourceSans3-Italic[wght].ttf", (("wght", 400),)),
    Typeface("titre", SERIF, "SourceSerif4[opsz,wght].ttf", (("opsz", 20), ("wght", 600))),
)


def write_notes(site: Path, notes: Sequence[Note], cache: Path) -> None:
    """Write each note at its path under `site`, made anew only when its data, template, fonts or typesetter changed; raise NoteFault."""
    printer = Printer(cache)
    missing = [note for note in notes if not printer.kept(note).exists()]
    if len(missing) >= WORTH_A_PROCESS and processors() > 1:
        _printed(missing, cache)
    for note in notes:
        target = site / note.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(printer.pdf(note))


def _printed(notes: Sequence[Note], cache: Path) -> None:
    """Make notes by several programs begun anew, for the typesetter has threads, which a fork would lose; what one could not make is left to make."""
    count = processors()
    with ExitStack() as opened:
        for rank in range(count):
            asked = opened.enter_context(TemporaryFile("w+", encoding="utf-8"))
            json.dump([asdict(note) for note in notes[rank::count]], asked)
            asked.seek(0)
            opened.enter_context(Popen([*PROGRAM, str(cache.resolve())], stdin=asked, stderr=DEVNULL, cwd=REPOSITORY_ROOT))


def main() -> None:
    """Make the notes told on the standard input, in the cache named by the only argument."""
    printer = Printer(Path(sys.argv[1]))
    for told in json.load(sys.stdin):
        printer.pdf(Note(**told))


class Printer:
    """Makes PDF files, and keeps them in `cache`."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._template = TEMPLATE.read_bytes()
        versions = [importlib.metadata.version(name) for name in ("typst", "segno", "fonttools", SANS, SERIF)]
        self._faces = _digest(f"{versions[2:]}{FACES}{SOFT_HYPHEN}")
        self._base = _digest(f"{versions}{self._faces}{STANDARD}", self._template)
        self._compiler: typst.Compiler | None = None

    def pdf(self, note: Note) -> bytes:
        """Return the PDF of `note`."""
        kept = self.kept(note)
        if not kept.exists():
            replace_file(kept, self.made(note))
        return kept.read_bytes()

    def kept(self, note: Note) -> Path:
        """Return where the PDF of `note` is kept once it is made."""
        return self._cache / f"{_digest(self._base + note.data)}.pdf"

    def made(self, note: Note) -> bytes:
        """Return the PDF of `note`, made anew; a character that no font of ours draws, which PDF/UA forbids, gives way to « □ »."""
        self._compiler = self._compiler or typst.Compiler(
            str(TEMPLATE), font_paths=[str(self._fonts())], ignore_system_fonts=True
        )
        told = json.loads(UNSHOWN.sub(IN_ITS_PLACE, note.data))
        try:
            return self._compiler.compile(
                format="pdf",
                sys_inputs={"note": json.dumps({**told, "qr": qr_code(told["adresse"])}, ensure_ascii=False, sort_keys=True)},
                pdf_standards=[STANDARD],
            )
        except RuntimeError as fault:
            raise NoteFault(f"La note « {note.path} » n’a pas pu être faite : {fault}") from fault

    def _fonts(self) -> Path:
        folder = self._cache / f"polices-{self._faces}"
        for face in FACES:
            if not (folder / f"{face.name}.ttf").exists():
                replace_file(folder / f"{face.name}.ttf", _static(face))
        return folder


def _static(face: Typeface) -> bytes:
    """Return a font whose axes are settled, for the typesetter knows no variable one, and whose hyphen is copied as a hyphen."""
    font, content = cut_to_french(face), BytesIO()
    for table in font["cmap"].tables:
        table.cmap.pop(SOFT_HYPHEN, None)
    font.save(content)
    return content.getvalue()


def _digest(words: str, content: bytes = b"") -> str:
    return hashlib.sha256(words.encode() + content).hexdigest()[:24]


if __name__ == "__main__":
    main()
