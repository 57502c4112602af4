"""Turns folders of YAML sheets into a static site: read, validate, link, derive, render, publish."""
