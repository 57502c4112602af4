"""Receives the bytes of an ODS workbook; returns the cells of one sheet as last computed; never runs a formula."""

from dataclasses import dataclass, field

from generator.tabular.archive import DAMAGED, opened, parse
from generator.tabular.grid import Cell, Grid, Range, Refused, chosen_sheet, number_text, refuse_if_too_large

CELLS = ("table:table-cell", "table:covered-table-cell")
NOT_VALUES = ("office:annotation",)
ERROR_TYPE = "error"


@dataclass
class _Sheet:
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)

    @property
    def filled(self) -> int:
        return max((number for number, row in enumerate(self.rows, 1) if row), default=0)


@dataclass
class _Reader:
    """Follows the XML of a workbook, one element at a time."""

    sheets: dict[str, _Sheet] = field(default_factory=dict)
    sheet: _Sheet = field(default_factory=_Sheet)
    row: list[Cell] = field(default_factory=list)
    row_times: int = 1
    column: int = 0
    attributes: dict[str, str] | None = None
    paragraphs: list[str] = field(default_factory=list)
    hidden_depth: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in NOT_VALUES or self.hidden_depth:
            self.hidden_depth += 1
        elif name == "table:table":
            self.sheet = self.sheets[attributes["table:name"]] = _Sheet()
        elif name == "table:table-row":
            self.row, self.column = [], 0
            self.row_times = int(attributes.get("table:number-rows-repeated", 1))
        elif name in CELLS:
            self.attributes, self.paragraphs = attributes, []
        elif self.attributes is not None:
            self._start_of_text(name, attributes)

    def _start_of_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:p":
            self.paragraphs.append("")
        elif name in ("text:s", "text:tab", "text:line-break"):
            times = min(int(attributes.get("text:c", 1)), 1000)
            self.text({"text:s": " ", "text:tab": "\t"}.get(name, "\n") * times)

    def text(self, words: str) -> None:
        if self.attributes is not None and self.paragraphs and not self.hidden_depth:
            self.paragraphs[-1] += words

    def end(self, name: str) -> None:
        if self.hidden_depth:
            self.hidden_depth -= 1
        elif name in CELLS:
            self._end_of_cell(self.attributes or {})
            self.attributes = None
        elif name == "table:table-row":
            self._end_of_row()

    def _end_of_cell(self, attributes: dict[str, str]) -> None:
        times = int(attributes.get("table:number-columns-repeated", 1))
        text = _value(attributes, "\n".join(self.paragraphs))
        is_formula = "table:formula" in attributes
        if is_formula and not text.strip() and not attributes.get("office:value-type"):
            text, is_error = "(formule sans valeur calculée)", True
        else:
            is_error = attributes.get("calcext:value-type") == ERROR_TYPE
        if text.strip():
            refuse_if_too_large(len(self.sheet.rows) + 1, self.column + times)
            number = len(self.sheet.rows) + 1
            self.row += [Cell(number, self.column + rank, text, is_error, is_formula) for rank in range(1, times + 1)]
        self._note_merge(attributes)
        self.column += times

    def _note_merge(self, attributes: dict[str, str]) -> None:
        wide = int(attributes.get("table:number-columns-spanned", 1))
        high = int(attributes.get("table:number-rows-spanned", 1))
        if wide * high > 1:
            top = len(self.sheet.rows) + 1
            self.sheet.merged.append(Range(top, self.column + 1, top + high - 1, self.column + wide))

    def _end_of_row(self) -> None:
        first = len(self.sheet.rows) + 1
        if self.row:
            refuse_if_too_large(first + self.row_times, self.row[-1].column)
        elif self.row_times > 1000 or first > 100_000:
            self.row_times = 1
        for number in range(first, first + self.row_times):
            self.sheet.rows.append(
                tuple(Cell(number, cell.column, cell.text, cell.is_error, cell.is_formula) for cell in self.row)
            )


def read_ods(data: bytes, wanted: str | None) -> Grid:
    """Return the filled cells of the only filled sheet, or of `wanted`; raise Refused when it cannot be read."""
    archive = opened(data)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe.")
    reader = _Reader()
    try:
        parse(archive.read("content.xml"), reader.start, reader.end, reader.text)
    except (KeyError, ValueError):
        raise Refused(DAMAGED) from None
    filled = {name: sheet.filled for name, sheet in reader.sheets.items() if sheet.filled}
    name = chosen_sheet(filled, wanted)
    sheet = reader.sheets[name]
    rows = tuple(sheet.rows[: sheet.filled])
    return Grid(name, rows, tuple(sheet.merged), tuple(other for other in filled.items() if other[0] != name))


def _value(attributes: dict[str, str], shown: str) -> str:
    match attributes.get("office:value-type"):
        case "float" | "percentage" | "currency":
            return number_text(float(attributes["office:value"]))
        case "date":
            return attributes["office:date-value"].removesuffix("T00:00:00")
        case "boolean":
            return "oui" if attributes["office:boolean-value"] == "true" else "non"
        case _:
            return shown
