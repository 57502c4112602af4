"""Receives the engine's hooks; hands them to the pipeline so that `mkdocs build` and `mkdocs serve` give the whole site; holds no logic."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from generator.catalogue import Catalogue
from generator.durations import Clock
from generator.french import typeset
from generator.pipeline import fill, load, remember
from generator.problems import BadRecords
from generator.publish.engine import EngineFault
from generator.publish.notes import NoteFault
from generator.report import as_text, summary
from generator.settings import load_settings
from generator.site import KINDS, REPOSITORY_ROOT

log = logging.getLogger("mkdocs.plugins.observatoire")
WATCHED_CODE = ("reference", "generator/render/templates", "overrides")


class ObservatoryConfig(Config):
    """The plugin's settings in `mkdocs.yml`."""

    records = config_options.Dir(default=".", exists=True)


class ObservatoryPlugin(BasePlugin[ObservatoryConfig]):
    """Checks the records before the engine cleans its folder, and fills the shells after it has built them."""

    _catalogue: Catalogue | None = None
    _serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a preview; having this hook also keeps one plugin from build to build."""
        self._serving = command == "serve"

    def on_pre_build(self, config: Any) -> None:
        """Read and check every record; a faulty one stops a build here, or leaves a preview with its last good records."""
        records = Path(self.config.records)
        try:
            self._catalogue = load(records, with_drafts=self._serving)
        except BadRecords as stop:
            told = typeset(f"{summary(stop.problems)}\n\n{as_text(stop.problems, records)}")
            if not (self._serving and self._catalogue):
                raise PluginError(told) from None
            log.info("L’aperçu garde les dernières fiches sans erreur.\n%s", told)

    def on_post_build(self, config: Any) -> None:
        """Write every page of a record into the shells just built."""
        assert self._catalogue is not None  # noqa: S101 - on_pre_build loaded it or stopped the build
        try:
            past = remember(Path(self.config.records), self._catalogue)
            pages = fill(Path(config.site_dir), self._catalogue, load_settings(Path(config.config_file_path)), past, Clock())
        except (NoteFault, EngineFault) as stop:
            raise PluginError(str(stop)) from None
        log.info("%s fiches, %s pages", len(self._catalogue), pages)

    def on_serve(self, server: Any, config: Any, builder: Any) -> Any:
        """Rebuild the preview when a record, a vocabulary or a template changes."""
        for kind in KINDS:
            server.watch(str(Path(self.config.records) / kind))
        for folder in WATCHED_CODE:
            server.watch(str(REPOSITORY_ROOT / folder))
        return server
