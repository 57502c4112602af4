"""Receives an empty folder; has the site engine build prose and shells into it, in its own process; never lets it see a record."""

import os
import subprocess
import sys
from pathlib import Path


class EngineFault(Exception):
    """Carries what the engine said when it failed."""


def dress(settings: Path, folder: Path) -> None:
    """Build the prose and the shells of `settings` (a `mkdocs.yml`) into `folder`; raise EngineFault when the engine fails."""
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(settings),
        "--site-dir",
        str(folder.resolve()),
    ]
    environment = {**os.environ, "OBSERVATOIRE_GREFFON": "false", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        told = [line for line in done.stderr.strip().splitlines() if not line.startswith("INFO")]
        raise EngineFault("\n".join(told))
