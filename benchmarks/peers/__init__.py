"""Builds the same sheets with other generators, to compare; never serves to make the site."""
