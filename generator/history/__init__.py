"""Receives the repository of the records; returns what each sheet said before; never writes to it."""
