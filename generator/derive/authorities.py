"""Receives the roles of local authorities in a sheet; returns them grouped by authority; never merges what two sources say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Authority:
    """One local authority and every role that the sheet gives it, in the order of the sheet."""

    party: Any
    roles: tuple[Any, ...]

    @property
    def has_moment(self) -> bool:
        """Tell whether a source says when it came in."""
        return any(role.moment for role in self.roles)

    @property
    def has_means(self) -> bool:
        """Tell whether a source says what it brought."""
        return any(role.moyens for role in self.roles)


def authorities(roles: Iterable[Any]) -> tuple[Authority, ...]:
    """Return one group for each authority: the same sheet, or the same printed words."""
    groups: dict[str, list[Any]] = {}
    for role in roles:
        groups.setdefault(role.acteur or role.designation, []).append(role)
    return tuple(Authority(found[0], tuple(found)) for found in groups.values())
