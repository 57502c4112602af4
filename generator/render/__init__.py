"""Turns a catalogue into pages: what fills each shell, never a whole HTML document."""
