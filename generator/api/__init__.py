"""Receives a catalogue; returns the files of the API and their description; never writes one."""
