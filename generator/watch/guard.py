"""Receives an address as a contributor wrote it; returns whom to ask, and at which public machine; never lets a private one be asked."""

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

SCHEMES = {"http": 80, "https": 443}
PORTS = frozenset({80, 443, 8080, 8443})
WITH_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|(javascript|data):", re.IGNORECASE)
KEPT_AS_WRITTEN = "/%:=&?~+!$,;'@()*[]#-._"
INNER_NETWORKS = tuple(
    map(ipaddress.ip_network, ("168.63.129.16/32", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10"))
)

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAsked(Exception):
    """Says in French why an address is not asked."""


@dataclass(frozen=True)
class Target:
    """Whom to ask: a name, its machine, and what to ask for."""

    scheme: str
    host: str
    port: int
    machine: str
    request: str
    address: str


def is_public(machine: IpAddress) -> bool:
    """Tell whether a machine is on the public internet: neither private, nor local, nor the host's own services."""
    machine = getattr(machine, "ipv4_mapped", None) or machine
    if any(machine in network for network in INNER_NETWORKS if network.version == machine.version):
        return False
    return machine.is_global and not machine.is_multicast and not machine.is_reserved


@dataclass(frozen=True)
class Guard:
    """Says which machines and ports may be asked; only a test gives other rules than these."""

    accepts: Callable[[IpAddress], bool] = is_public
    ports: frozenset[int] | None = PORTS

    def target(self, address: str) -> Target:
        """Return whom to ask for `address`; raise NotAsked when nobody may be, OSError when its name leads nowhere."""
        scheme, host, port, request = _parts(address)
        if self.ports is not None and port not in self.ports:
            raise NotAsked(f"le port {port} n’est pas celui d’un site")
        return Target(scheme, host, port, self._machine(host, port), request, address)

    def _machine(self, host: str, port: int) -> str:
        """Return the one machine that is checked and then asked, so that the name cannot lead to another in between."""
        found = [str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not found or not all(self.accepts(ipaddress.ip_address(machine)) for machine in found):
            raise NotAsked("cette adresse mène à un réseau privé ou local")
        return found[0]


def with_scheme(address: str) -> str:
    """Return an address printed without « http:// » with it."""
    return address if WITH_SCHEME.match(address) else f"http://{address}"


def _parts(address: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(with_scheme(address))
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or SCHEMES.get(parts.scheme, 0)
    except ValueError:
        raise NotAsked("cette adresse est mal écrite") from None
    if parts.scheme not in SCHEMES:
        raise NotAsked("ce n’est pas une adresse du web")
    if not host or any(character <= " " for character in address):
        raise NotAsked("cette adresse est mal écrite")
    return (
        parts.scheme,
        host,
        port,
        urlunsplit(("", "", quote(parts.path, KEPT_AS_WRITTEN) or "/", quote(parts.query, KEPT_AS_WRITTEN), "")),
    )
