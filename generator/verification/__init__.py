"""Checks what sheets quote against the texts that the user holds."""
