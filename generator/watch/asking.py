"""Receives one address; asks it, follows where it leads, and returns how it answers; never reads a page nor waits for ever."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin, urlsplit

from generator.watch.guard import Guard, NotAsked, Target, with_scheme

Verdict = Literal["repond", "redirige", "introuvable", "refuse", "muet", "non_demandee"]

REDIRECTIONS = (301, 302, 303, 307, 308)
GONE = (404, 410)
MOST_REDIRECTIONS = 5
SILENCES: dict[type[Exception], str] = {
    socket.gaierror: "ce nom de site n’existe pas, ou plus",
    TimeoutError: "pas de réponse à temps",
    ssl.SSLCertVerificationError: "certificat refusé",
    ssl.SSLError: "connexion chiffrée impossible",
    Exception: "la connexion échoue",
}


@dataclass(frozen=True)
class Answer:
    """How an address answers: a verdict and, in French, why; `leads_to` is where it ends, when that is elsewhere."""

    verdict: Verdict
    reason: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Asker:
    """Who asks: a name told to the site, a patience in seconds, and what may be asked."""

    name: str
    patience: float = 10.0
    guard: Guard = field(default_factory=Guard)

    def ask(self, address: str) -> Answer:
        """Return how `address` answers, whatever the site does."""
        try:
            return self._followed(with_scheme(address))
        except NotAsked as reason:
            return Answer("non_demandee", str(reason))
        except (OSError, http.client.HTTPException) as fault:
            return Answer("muet", next(reason for kind, reason in SILENCES.items() if isinstance(fault, kind)))

    def _followed(self, address: str) -> Answer:
        current = address
        for _ in range(MOST_REDIRECTIONS + 1):
            status, location = self._status(self.guard.target(current))
            if status not in REDIRECTIONS or not location:
                return _judged(status, address, current)
            current = _next(current, location)
        return Answer("muet", "redirections sans fin")

    def _status(self, target: Target) -> tuple[int, str]:
        """Ask for the headers alone; for the page, unread, when that is refused."""
        with suppress(http.client.HTTPException, ConnectionResetError):
            status, location = self._exchange(target, "HEAD")
            if status < 400:
                return status, location
        return self._exchange(target, "GET")

    def _exchange(self, target: Target, method: str) -> tuple[int, str]:
        with _connected(target, self.patience) as connection:
            headers = {"User-Agent": self.name, "Accept": "*/*", "Connection": "close"}
            connection.request(method, target.request, headers=headers)
            response = connection.getresponse()
            return response.status, response.getheader("Location") or ""


@contextmanager
def _connected(target: Target, patience: float) -> Iterator[http.client.HTTPConnection]:
    """Give a connection to the machine that was checked; cut it when the patience is over, however slowly it talks."""
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = socket.create_connection((target.machine, target.port), timeout=patience)
    too_late = threading.Event()
    watch = threading.Timer(patience, _cut, (connection, too_late))
    watch.start()
    try:
        if target.scheme == "https":
            _encrypt(connection, target.host)
        yield connection
    except (OSError, http.client.HTTPException, ValueError):
        if too_late.is_set():
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection, too_late: threading.Event) -> None:
    too_late.set()
    with suppress(OSError, AttributeError):
        socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _encrypt(connection: http.client.HTTPConnection, host: str) -> None:
    context = ssl.create_default_context()
    connection.sock = context.wrap_socket(connection.sock, server_hostname=host, do_handshake_on_connect=False)
    connection.sock.do_handshake()


def _next(address: str, location: str) -> str:
    """Return where a redirection leads; its header may hold UTF-8 as it is."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(address, location)
    except ValueError:
        raise NotAsked("mène à une adresse mal écrite") from None


def _judged(status: int, asked: str, reached: str) -> Answer:
    if status in GONE:
        return Answer("introuvable", f"erreur {status}")
    if status >= 500 or status < 200:
        return Answer("muet", f"erreur {status} du site")
    if status >= 300:
        return Answer("refuse", f"erreur {status}")
    if _page(asked) != _page(reached):
        return Answer("redirige", "mène à une autre page", reached)
    return Answer("repond")


def _page(address: str) -> tuple[str, str]:
    """Return what makes two addresses the same page: neither the protocol, nor « www. », nor a final slash counts."""
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
