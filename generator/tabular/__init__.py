"""Receives spreadsheets made by people; returns records and a report where every cell has its place; never invents a value."""
