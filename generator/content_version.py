"""Receives the tree of a read sheet; returns the short name of what it says; never depends on how it is laid out."""

import hashlib
import json
from typing import Any

LENGTH = 10
OUTSIDE_CONTENT = ("id", "contact")


def content_version(tree: Any) -> str:
    """Return ten hexadecimal digits that change if and only if the sheet says something else: its contact aside, which is not knowledge."""
    content = {name: value for name, value in tree.items() if name not in OUTSIDE_CONTENT} if isinstance(tree, dict) else tree
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
