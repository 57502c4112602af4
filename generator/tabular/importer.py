"""Receives a spreadsheet and the folder of records; returns what to write and the report of every cell; writes only when asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.link import Linker
from generator.reference import Reference
from generator.safe_writing import replace_file
from generator.site import KINDS
from generator.tabular.acceptance import Gate
from generator.tabular.drafting import Drafter, Outcome, provenance_of
from generator.tabular.existing import Known, known_records
from generator.tabular.ledger import Ledger
from generator.tabular.mapping_file import load_mapping, saved_text
from generator.tabular.memory import Memory, load_memory, mapping_path, memory_path, memory_text
from generator.tabular.paths import field_at
from generator.tabular.proposal import name_of_import, proposed_mapping
from generator.tabular.rows import candidates
from generator.tabular.spreadsheet import read_spreadsheet
from generator.tabular.table import Table, table_of
from generator.tabular.updates import Ask, Updater
from schemas import KINDS as MODELS
from schemas.mapping import ImportMapping
from schemas.structure import shapes


@dataclass(frozen=True)
class Request:
    """What is asked: a file, a kind of sheets, the folder of records, and maybe a sheet and a mapping."""

    file: Path
    kind: str
    records: Path
    sheet: str | None = None
    mapping: Path | None = None


@dataclass(frozen=True)
class Import:
    """What an import gives: the report, the mapping that was used, the files to write."""

    request: Request
    table: Table
    mapping: ImportMapping
    mapping_file: Path | None
    ledger: Ledger
    outcomes: tuple[Outcome, ...]
    files: Mapping[Path, str] = field(default_factory=dict)


def prepared(request: Request, reference: Reference, ask: Ask | None = None) -> Import:
    """Return what importing would do; raise Refused at a file that is no table, BadRecords at a faulty mapping."""
    mapping, table, file = _mapped(request, reference)
    draft = Draft(request, mapping, table, reference, ask, file)
    promised = draft.promised
    while True:
        done = _drafted(draft, promised)
        made = draft.known.identifiers(request.kind) | {outcome.id for outcome in done.outcomes if outcome.text}
        if promised <= made:
            return done
        promised &= made


@dataclass(frozen=True)
class Draft:
    """What an import starts from."""

    request: Request
    mapping: ImportMapping
    table: Table
    reference: Reference
    ask: Ask | None
    mapping_file: Path | None

    @cached_property
    def known(self) -> Known:
        """Return the records that exist."""
        return known_records(self.request.records)

    @property
    def promised(self) -> frozenset[str]:
        """Return the identifiers that the rows of an export name: its records may name each other."""
        if self.mapping.texte_exact != "oui":
            return frozenset()
        keys = (
            self.table.values[self.table.by_name[self.mapping.cle[0]].number] if self.mapping.cle[0] in self.table.by_name else []
        )
        return frozenset(cell.text.strip() for cell in keys)


def _drafted(draft: Draft, promised: frozenset[str]) -> Import:
    """Return what importing would do if every `promised` record is made."""
    request, mapping, table, known = draft.request, draft.mapping, draft.table, draft.known
    ledger = Ledger(table)
    _tell_columns(table, mapping, ledger)
    memory = load_memory(request.records, mapping.nom, request.kind)
    found = candidates(table, mapping, draft.reference, ledger, known.names)
    identifiers = {kind: known.identifiers(kind) | (promised if kind == request.kind else frozenset()) for kind in KINDS}
    gate = Gate(Linker(identifiers, draft.reference), request.kind, ledger)
    tools = (gate, Updater(gate, ledger, draft.ask), ledger)
    drafter = Drafter(known, memory, mapping, tools, provenance_of(mapping, request.file.name))
    outcomes = tuple(drafter.outcomes(found))
    _tell_vanished(memory, drafter.keys, ledger)
    made = Memory(request.kind, drafter.memory)
    return Import(request, table, mapping, draft.mapping_file, ledger, outcomes, _files(draft, outcomes, made))


def write(done: Import) -> None:
    """Write every file of an import, the memory last; raise OSError when the system refuses."""
    for path, text in done.files.items():
        replace_file(path, text)


def _mapped(request: Request, reference: Reference) -> tuple[ImportMapping, Table, Path | None]:
    """Return the mapping given, or saved by the last import of this name, or else proposed, its table and its file."""
    saved = mapping_path(request.records, name_of_import(request.file))
    path = request.mapping or (saved if saved.exists() else None)
    given = load_mapping(path, request.kind, reference) if path else None
    grid = read_spreadsheet(request.file, request.sheet or (given.feuille if given else None))
    table = table_of(grid, int(given.ligne_entete) if given and given.ligne_entete else None)
    return given or proposed_mapping(request.file, request.kind, table, reference), table, path


def _files(draft: Draft, outcomes: tuple[Outcome, ...], memory: Memory) -> dict[Path, str]:
    """Return the files to write: records, then the mapping as it was written, then the memory."""
    request, name = draft.request, draft.mapping.nom
    paths, folder = draft.known.paths[request.kind], request.records / request.kind
    files = {paths.get(outcome.id, folder / f"{outcome.id}.yaml"): outcome.text for outcome in outcomes if outcome.text}
    if memory.records:
        written = draft.mapping_file.read_text(encoding="utf-8") if draft.mapping_file else saved_text(draft.mapping)
        files[mapping_path(request.records, name)] = written
        files[memory_path(request.records, name)] = memory_text(memory, name)
    return files


def _tell_columns(table: Table, mapping: ImportMapping, ledger: Ledger) -> None:
    """Report what stands outside the columns that feed records: titles, columns ignored, unknown, empty, missing."""
    ledger.report(
        table.above, "ligne-de-titre", "La cellule est au-dessus des en-têtes : elle n’est pas importée.", "Rien à faire."
    )
    for name, rows in table.grid.other_sheets:
        ledger.say(
            "feuille-non-lue",
            f"La feuille « {name} » ({rows} lignes) n’est pas lue.",
            f"Pour l’importer aussi, ajoutez --feuille « {name} ».",
        )
    rules = {rule.colonne: rule for rule in mapping.colonnes}
    used = {
        *mapping.cle,
        *(aid for rule in mapping.colonnes for aid in (rule.niveau_dans, rule.nom_dans, rule.code_postal_dans) if aid),
    }
    for column in table.columns:
        rule, cells = rules.get(column.name), table.values[column.number]
        if not cells:
            ledger.say("colonne-vide", "La colonne n’a aucune valeur.", "Rien à faire.", column)
        elif rule and rule.ignoree:
            ledger.report(
                cells, "colonne-ignoree", f"La colonne est laissée de côté exprès : {rule.ignoree}", "Rien à faire.", value=""
            )
        elif not (rule and rule.champs) and column.name not in used:
            example = " ".join(cells[0].text.split())[:60]
            hint = f"Dites son champ dans la correspondance, ou « ignoree: » et pourquoi. Première valeur : « {example} »."
            ledger.report(
                cells,
                "colonne-sans-champ",
                "La colonne ne remplit aucun champ : ses valeurs ne sont pas reprises.",
                hint,
                value="",
            )
    for name in dict.fromkeys([*rules, *used]):
        if name not in table.by_name:
            ledger.say(
                "colonne-absente",
                f"La correspondance parle de la colonne « {name} », que le fichier n’a pas.",
                "Corrigez « colonne », ou le fichier.",
            )
    _tell_unfed(mapping, ledger)


def _tell_unfed(mapping: ImportMapping, ledger: Ledger) -> None:
    """Say which required fields nothing feeds: no record can be written without them."""
    model = MODELS[mapping.genre]
    paths = [*(path for rule in mapping.colonnes for path in rule.champs), *(mapping.constantes or {})]
    fed = {field.steps[0] for path in paths if (field := field_at(model, path))} | {"sources"}
    for name, shape in shapes(model).items():
        if shape.field and shape.field.is_required() and name not in fed:
            message = (
                f"Aucune colonne ne remplit « {name} » ({shape.title}), obligatoire : aucune fiche nouvelle ne peut être écrite."
            )
            hint = f"Donnez-lui une colonne dans « champs », ou une même valeur pour toutes les fiches dans « constantes » (« {name}: … »)."
            ledger.say("champ-obligatoire-sans-colonne", message, hint)


def _tell_vanished(memory: Memory, keys: set[str], ledger: Ledger) -> None:
    for key, last in sorted(memory.records.items()):
        if key not in keys:
            message = f"La fiche « {last.id} » (clé « {key} »), faite par un import précédent, n’est plus dans le fichier : rien n’est effacé."
            ledger.say("ligne-disparue", message, "Retirez la fiche à la main si elle n’a plus lieu d’être.")
