"""Receives the path of a spreadsheet; returns the cells of one sheet, by what the file is and not by its name; never changes it."""

from pathlib import Path

from generator.tabular.csv_grid import read_csv
from generator.tabular.grid import MAX_BYTES, Grid, Refused
from generator.tabular.ods_grid import read_ods
from generator.tabular.xlsx_grid import read_xlsx

OTHER_FILES = {
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"%PDF": "un PDF",
    b"{\\rtf": "un texte mis en forme (RTF)",
    b"<!DOCTYPE": "une page web",
    b"<html": "une page web",
    b"<?xml": "un fichier XML",
    b"\x1f\x8b": "une archive compressée",
    b"Rar!": "une archive compressée",
    b"7z\xbc\xaf": "une archive compressée",
}
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_spreadsheet(path: Path, sheet: str | None = None) -> Grid:
    """Return the filled cells of `path`; raise Refused with a French sentence when it cannot be imported."""
    data = _bytes(path)
    _refuse_other_files(data)
    if not data.startswith(b"PK"):
        if sheet is not None:
            raise Refused("Un fichier CSV n’a pas de feuilles. Retirez --feuille.")
        return read_csv(data)
    return read_ods(data, sheet) if b"opendocument" in data[:200] else read_xlsx(data, sheet)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise Refused(f"« {path.name} » est un dossier. Indiquez un fichier CSV, XLSX ou ODS.") from None
    except OSError:
        raise Refused(f"« {path.name} » est introuvable ou illisible. Vérifiez son nom et ses droits.") from None
    if len(data) > MAX_BYTES:
        raise Refused(f"Le fichier dépasse {MAX_BYTES // 1024**2} Mio. Coupez-le en plusieurs fichiers.")
    if not data.strip():
        raise Refused("Le fichier est vide. Enregistrez-le de nouveau avec ses données.")
    return data


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(OLD_WORKBOOK) and ENCRYPTED in data:
        raise Refused("Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe.")
    if data.startswith(OLD_WORKBOOK):
        raise Refused("L’ancien format .xls perd les valeurs d’erreur sans le dire. Enregistrez le classeur en .xlsx ou en .ods.")
    for start, nature in OTHER_FILES.items():
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(start)].lower() == start.lower():
            raise Refused(f"Ce fichier est {nature}, quel que soit son nom. Enregistrez le tableau en CSV, XLSX ou ODS.")
