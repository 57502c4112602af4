"""Receives sheets; returns how to cite them; never writes a file."""
