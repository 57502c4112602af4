"""Computes facts that no record holds; never writes them back."""
