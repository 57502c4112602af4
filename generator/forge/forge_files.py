"""Receives a catalogue, the settings and the file of reviewers; returns the files of `.github/` that are generated; never writes them."""

from pathlib import Path

from generator.catalogue import Catalogue
from generator.forge.issue_forms import issue_forms
from generator.forge.reviewers import code_owners, load_reviewers
from generator.settings import Settings
from generator.site import REPOSITORY_ROOT

FOLDER = REPOSITORY_ROOT / ".github"


def forge_files(catalogue: Catalogue, settings: Settings, reference: Path) -> dict[Path, str]:
    """Return what each generated file must hold; raise BadRecords when the file of reviewers is faulty."""
    forms = issue_forms(catalogue.reference.labels, settings)
    owners = code_owners(load_reviewers(reference, catalogue), catalogue)
    return {FOLDER / "CODEOWNERS": owners, **{FOLDER / "ISSUE_TEMPLATE" / name: text for name, text in forms.items()}}
