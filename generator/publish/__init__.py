"""Writes pages into the engine's shells, indexes them and puts the finished site in place."""
