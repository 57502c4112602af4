"""Rebuilds reference/territories from pinned packages; never imported by the generator."""
