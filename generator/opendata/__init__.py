"""Receives a catalogue; returns the dump that researchers and portals download; never a person, never a page."""
