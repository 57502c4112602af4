"""Receives the bytes of a zipped workbook; returns its parts once their true sizes are known; never unpacks a bomb."""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from generator.tabular.grid import MAX_UNPACKED, Refused

CHUNK = 1 << 20
DAMAGED = "Le classeur est abîmé ou incomplet. Ouvrez-le dans un tableur et enregistrez-le de nouveau."


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the archive, every part of it read once to know its true size; raise Refused otherwise."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        _refuse_bomb(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise Refused(DAMAGED) from None
    except RuntimeError:
        raise Refused("Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe.") from None
    return archive


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    left = MAX_UNPACKED
    for part in archive.infolist():
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused(
                        f"Une fois décompressé, le classeur dépasse {MAX_UNPACKED // 1024**2} Mio : ce n’est pas un tableau ordinaire. "
                        "Copiez les données utiles dans un nouveau classeur."
                    )


def parse(data: bytes, on_start: object, on_end: object, on_text: object) -> None:
    """Run the handlers over XML `data`; raise Refused when it is broken or declares entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = on_start, on_end, on_text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Refused(DAMAGED) from None


def _refuse_doctype(*_: object) -> None:
    raise Refused("Le classeur déclare des entités XML, ce qu’aucun tableur n’écrit. Enregistrez-le de nouveau dans un tableur.")
