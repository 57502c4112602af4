"""Receives what the command line could not take; returns the French sentence that says it; never stops the program."""

from collections.abc import Iterable

import click

from generator.french import enumeration


def wrong_use_in_words(fault: click.UsageError, commands: Iterable[str]) -> str:
    """Return what is wrong in a command line, and what to write instead."""
    match fault:
        case click.NoSuchOption():
            return f"L’option « {fault.option_name} » n’existe pas."
        case click.BadOptionUsage():
            return f"L’option « {fault.option_name} » attend une valeur."
        case click.MissingParameter(param=click.Parameter() as missing):
            return f"Il manque {_named(missing).replace('L’', 'l’')}."
        case click.BadParameter(param=click.Parameter() as parameter) if expected := _expected(parameter.type):
            return f"{_named(parameter)} {expected}."
        case click.BadParameter():
            return f"Option « {fault.param_hint} » : {fault.message}"
        case _:
            return f"Cette commande n’est pas comprise : écrivez {enumeration(commands)}, puis ses options."


def _named(parameter: click.Parameter) -> str:
    is_option = isinstance(parameter, click.Option)
    return f"L’option « {parameter.opts[0]} »" if is_option else f"« {parameter.human_readable_name} »"


def _expected(kind: click.ParamType) -> str:
    match kind:
        case click.Choice():
            return f"accepte {enumeration(kind.choices)}"
        case click.IntRange() | click.FloatRange():
            return f"attend un nombre de {kind.min} à {kind.max}" if kind.max else f"attend un nombre, {kind.min} au moins"
        case click.DateTime():
            return "attend un jour écrit AAAA-MM-JJ, comme 2026-06-30"
        case _:
            return ""
