"""Asks whether the web addresses that sheets give still answer; the only part that uses the network; never edits a sheet."""
