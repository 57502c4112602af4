"""Receives `mkdocs.yml`; returns the few addresses that pages need; never reads another setting."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml_env_tag import construct_env_tag


class _Loader(yaml.SafeLoader):
    """Understands `!ENV`, as the engine does."""


_Loader.add_constructor("!ENV", construct_env_tag)


@dataclass(frozen=True)
class Settings:
    """Where the site and its records are published: both addresses end with a slash; what the site is called; who edits it, the page of the forge that begins one, the repository and the page of its dated archives, and the day until which the way to tell a fault holds."""

    site_url: str
    edit_url: str
    site_name: str
    editors_email: str = ""
    new_sheet_url: str = ""
    repository_url: str = ""
    dated_archives_url: str = ""
    security_until: str = ""


def load_settings(path: Path) -> Settings:
    """Return the settings of a `mkdocs.yml`; raise OSError when it is missing."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader, plus the engine's own tag
    told, repository = raw.get("extra", {}), _slashed(raw["repo_url"])
    new_sheet, dated = told.get("nouvelle_fiche", ""), told.get("archives_datees", "")
    return Settings(
        site_url=_slashed(raw["site_url"]),
        edit_url=_slashed(repository + raw["edit_uri"]),
        site_name=raw["site_name"],
        editors_email=told.get("courriel_redaction", ""),
        new_sheet_url=repository + new_sheet if new_sheet else "",
        repository_url=repository,
        dated_archives_url=repository + dated if dated else "",
        security_until=str(told.get("securite_valable_jusqu_au", "")),
    )


def _slashed(address: str) -> str:
    return address.rstrip("/") + "/"
