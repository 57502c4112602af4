"""Receives what files of the repository must hold; writes them, or tells which are stale; never decides what they hold."""

from pathlib import Path

from generator.safe_writing import replace_file


def stale(files: dict[Path, str]) -> list[Path]:
    """Return the files whose content on disk is not what they must hold."""
    return [path for path, content in files.items() if not path.exists() or path.read_text(encoding="utf-8") != content]


def write(files: dict[Path, str]) -> None:
    """Write every file."""
    for path, content in files.items():
        replace_file(path, content)
