"""Receives the words of a recorded change; returns why it was made; never a person's address or number."""

import re

from generator.history.versions import Step
from generator.markdown import shortened
from schemas.privacy import personal_email, personal_mobile

LONG = 240
TYPE_OF_CHANGE = re.compile(r"^[a-z]+(\([^)]*\))?!?:\s*", re.IGNORECASE)
MERGE = re.compile(r"^Merge (pull request|branch|remote-tracking branch|commit)\b", re.IGNORECASE)
TRAILER = re.compile(r"^[A-Z][A-Za-z-]+: ")
ADDRESS = re.compile(r"\S+@\S+")


def reason(step: Step) -> str:
    """Return the first words of the change; for the joining of a branch, those of what it brought."""
    words = step.subject
    if MERGE.match(words):
        words = next((line for line in step.body.splitlines() if line.strip() and not TRAILER.match(line)), "")
    said = TYPE_OF_CHANGE.sub("", words.strip())
    if ADDRESS.search(said) or personal_email(said) or personal_mobile(said):
        return ""
    return shortened(said[:1].upper() + said[1:], LONG)
