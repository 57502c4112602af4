import http.server
import json
import socket
import threading
import time
from collections import Counter

import pytest

from generator import pipeline
from generator.watch.addresses import cited_addresses
from generator.watch.asking import Answer, Asker
from generator.watch.guard import Guard, NotAsked
from generator.watch.link_report import as_json, as_markdown, as_text
from generator.watch.rounds import answers

NBSP = "\u00a0"
PATIENCE = 0.6
ON_THIS_MACHINE = Guard(accepts=lambda machine: machine.is_loopback, ports=None)
STATUSES = {"/absente": 404, "/retiree": 410, "/interdite": 403, "/trop-de-demandes": 429, "/panne": 500, "/sans-head": 200}
LEADS = {
    "/demenagee": "/ici",
    "/avec-barre": "/avec-barre/",
    "/relative": "ici",
    "/vers-absente": "/absente",
    "/boucle": "/boucle",
    "/vers-prive": "http://10.0.0.1/",
    "/vers-fichier": "file:///etc/passwd",
    "/vers-rien": "http://[",
    "/vers-accent": "/été".encode().decode("latin-1"),
    "/sans-suite": "",
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.server.note(self)
        if self.path == "/raccroche-a-head":
            self.close_connection = True
            return
        self._answer({"/sans-head": 403, "/head-inconnue": 501}.get(self.path, STATUSES.get(self.path, 200)))

    def do_GET(self):
        self.server.note(self)
        self._answer(STATUSES.get(self.path, 200))

    def _answer(self, status):
        if self.path == "/lente":
            self.server.over.wait(PATIENCE * 4)
        if self.path == "/goutte-a-goutte":
            self._drip()
            return
        with self.server.being_asked():
            self.send_response(301 if self.path in LEADS else status)
            if LEADS.get(self.path):
                self.send_header("Location", LEADS[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _drip(self):
        try:
            for letter in "HTTP/1.1 200 " + "O" * 200:
                self.wfile.write(letter.encode())
                if self.server.over.wait(PATIENCE / 4):
                    break
        except OSError:
            pass
        self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.names = Counter(), set()
        self.at_once = self.most_at_once = 0
        self.over, self._lock = threading.Event(), threading.Lock()

    def note(self, request):
        with self._lock:
            self.asked[request.command, request.path] += 1
            self.names.add(request.headers["User-Agent"])

    def being_asked(self):
        return self

    def __enter__(self):
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.02)

    def __exit__(self, *_):
        with self._lock:
            self.at_once -= 1

    def handle_error(self, *_):
        """A client that leaves before the end of an answer is not a fault."""

    def address(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.server_port}{path}"


@pytest.fixture
def server():
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def mute():
    """A site that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as taken:
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/"


@pytest.fixture
def asker():
    return Asker("essai (https://observatoire.example/)", PATIENCE, ON_THIS_MACHINE)


@pytest.mark.parametrize(
    ("path", "verdict", "reason"),
    [
        ("/ici", "repond", ""),
        ("/avec-barre", "repond", ""),
        ("/sans-head", "repond", ""),
        ("/head-inconnue", "repond", ""),
        ("/raccroche-a-head", "repond", ""),
        ("/été?q=é à", "repond", ""),
        ("/absente", "introuvable", "erreur 404"),
        ("/retiree", "introuvable", "erreur 410"),
        ("/vers-absente", "introuvable", "erreur 404"),
        ("/interdite", "refuse", "erreur 403"),
        ("/trop-de-demandes", "refuse", "erreur 429"),
        ("/sans-suite", "refuse", "erreur 301"),
        ("/panne", "muet", "erreur 500 du site"),
        ("/boucle", "muet", "redirections sans fin"),
        ("/lente", "muet", "pas de réponse à temps"),
        ("/goutte-a-goutte", "muet", "pas de réponse à temps"),
        ("/vers-prive", "non_demandee", "cette adresse mène à un réseau privé ou local"),
        ("/vers-rien", "non_demandee", "mène à une adresse mal écrite"),
        ("/vers-fichier", "non_demandee", "ce n’est pas une adresse du web"),
    ],
)
def test_each_way_to_answer_has_its_verdict(path, verdict, reason, server, asker):
    started = time.monotonic()
    answer = asker.ask(server.address(path.replace(" ", "%20")))
    assert (answer.verdict, answer.reason) == (verdict, reason)
    assert time.monotonic() - started < PATIENCE * 3


@pytest.mark.parametrize("path", ["/demenagee", "/relative"])
def test_a_page_that_moved_is_told_with_where_it_leads(path, server, asker):
    assert asker.ask(server.address(path)) == Answer("redirige", "mène à une autre page", server.address("/ici"))


def test_a_redirection_may_hold_accents_as_they_are(server, asker):
    assert asker.ask(server.address("/vers-accent")).leads_to == server.address("/été")
    assert ("HEAD", "/%C3%A9t%C3%A9") in server.asked


@pytest.mark.parametrize("suite", ["?u=http://ailleurs.example/", "/a?b=c:d", ""])
def test_only_a_protocol_in_front_is_a_protocol(suite, server, asker):
    assert asker.ask(f"127.0.0.1:{server.server_port}{suite}").verdict == "repond"


def test_a_site_that_takes_calls_and_never_answers(mute, asker):
    assert asker.ask(mute) == Answer("muet", "pas de réponse à temps")


def test_a_site_that_refuses_the_connection(asker):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert asker.ask(f"http://127.0.0.1:{port}/") == Answer("muet", "la connexion échoue")


def test_a_site_that_does_not_speak_the_encrypted_protocol(server, asker):
    assert asker.ask(server.address("/ici").replace("http:", "https:")) == Answer("muet", "connexion chiffrée impossible")


def test_an_address_printed_without_its_protocol_is_asked(server, asker):
    assert asker.ask(server.address("/ici").removeprefix("http://")).verdict == "repond"


def test_the_page_is_asked_for_only_when_its_headers_are_refused(server, asker):
    asker.ask(server.address("/ici"))
    asker.ask(server.address("/sans-head"))
    assert server.asked == {("HEAD", "/ici"): 1, ("HEAD", "/sans-head"): 1, ("GET", "/sans-head"): 1}


def test_it_says_who_asks(server, asker):
    asker.ask(server.address("/ici"))
    assert server.names == {"essai (https://observatoire.example/)"}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://0/", "http://0.0.0.0/",
        "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://169.254.169.254/latest/", "http://168.63.129.16/",
        "http://224.0.0.1/", "http://255.255.255.255/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://moi:secret@127.0.0.1/", "https://127.0.0.1/", "127.0.0.1", "localhost",
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://192.0.2.1/", "gopher://192.0.2.1/", "http://", "http:///a", "http://[", "http://1.1.1.1:99999/",
        "http://1.1.1.1:22/", "http://1.1.1.1:6379/", "http://1.1.1.1/a\tb", "http://1.1.1.1/a\r\nHost:x",
    ],
)  # fmt: skip
def test_a_private_or_dangerous_address_is_never_asked(address):
    with pytest.raises(NotAsked):
        Guard().target(address)


@pytest.mark.parametrize(
    "address", ["http://1.1.1.1/", "https://9.9.9.9/a?b=c", "http://1.1.1.1:8080/", "http://[2606:4700::1111]/"]
)
def test_a_public_address_may_be_asked(address):
    assert Guard().target(address).machine in address


def test_the_machine_asked_is_the_machine_checked(server, monkeypatch):
    """A name that leads elsewhere the second time does not lead there."""
    places = iter(["1.1.1.1", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (next(places), 80))])
    assert Guard().target("http://piege.example/").machine == "1.1.1.1"
    with pytest.raises(NotAsked):
        Guard().target("http://piege.example/")


def test_without_the_rules_of_a_test_this_machine_is_not_asked(server):
    assert Asker("essai", PATIENCE).ask(server.address("/ici")).verdict == "non_demandee"
    assert server.asked == {}


def test_one_site_is_asked_one_address_at_a_time(server, asker):
    addresses = [server.address(f"/page-{number}") for number in range(6)]
    found = answers([*addresses, *addresses], asker, pause=0)
    assert {answer.verdict for answer in found.values()} == {"repond"} and list(found) == addresses
    assert server.most_at_once == 1 and sum(server.asked.values()) == 6


def test_two_sites_are_asked_at_once(server, asker):
    addresses = [server.address(f"/page-{number}", host) for host in ("127.0.0.1", "127.0.0.2") for number in range(6)]
    started = time.monotonic()
    assert len(answers(addresses, asker, pause=0.2)) == 12
    assert time.monotonic() - started < 10 * 0.2


def test_a_site_is_left_alone_for_a_while_between_two_addresses(server, asker):
    started = time.monotonic()
    answers([server.address("/a"), server.address("/b"), server.address("/c")], asker, pause=0.2)
    assert time.monotonic() - started >= 0.4


def test_a_site_that_stays_silent_is_not_asked_for_ever(mute, asker):
    found = answers([f"{mute}{number}" for number in range(12)], asker, pause=0)
    reasons = Counter(answer.reason for answer in found.values())
    assert reasons == {"pas de réponse à temps": 3, "ce site ne répond à aucune de ses adresses": 9}


def test_no_address_is_a_round_too(asker):
    assert answers([], asker) == {}


SHEET = """nom: Pôle d’essai
resume: Un lieu.
territoires:
  - territoire: dep-26
site: https://pole.example/
sources:
  - titre: Une page
    adresse: www.exemple.example/page
    adresse_archivee: https://archive.example/page
  - titre: La même
    adresse: https://pole.example/
  - titre: Une page morte
    adresse: http://morte.example/
    etat_adresse: morte
    adresse_archivee: https://archive.example/morte
  - titre: Une page imprimée à moitié
    adresse: http://moitie.example/...
    etat_adresse: incertaine
  - titre: Un courriel
    adresse: mailto:contact@pole.example
"""


@pytest.fixture
def catalogue(tmp_path):
    (tmp_path / "poles").mkdir()
    (tmp_path / "poles" / "essai.yaml").write_text(SHEET, encoding="utf-8")
    withdrawn = (
        "nom: Retiré\nresume: x\nterritoires:\n  - territoire: dep-26\nsite: https://retire.example/\nsources:\n  - titre: x\n"
    )
    (tmp_path / "poles" / "retire.yaml").write_text(
        withdrawn + "edition:\n  statut: retiree\n  motif_retrait: Doublon\n", encoding="utf-8"
    )
    return pipeline.load(tmp_path)


def test_every_address_of_a_site_or_a_source_is_asked_once_unless_the_sheet_says_it_is_dead(catalogue):
    found = {one.address: [mention.title for mention in one.mentions] for one in cited_addresses(catalogue)}
    assert found == {
        "https://pole.example/": ["Site web", "Adresse telle qu’imprimée"],
        "www.exemple.example/page": ["Adresse telle qu’imprimée"],
        "https://archive.example/page": ["Adresse archivée"],
        "https://archive.example/morte": ["Adresse archivée"],
    }


def told(catalogue, report, **verdicts):
    cited = cited_addresses(catalogue)
    found = {one.address: Answer("repond") for one in cited}
    return report(cited, {**found, **{cited[int(rank[1:])].address: answer for rank, answer in verdicts.items()}})


def test_when_all_answer_there_is_nothing_to_mend(catalogue):
    assert told(catalogue, as_markdown) == ""
    assert told(catalogue, as_text) == f"4{NBSP}adresses. Répondent{NBSP}: 4."


def test_a_site_that_refuses_robots_is_nothing_to_mend_by_itself(catalogue):
    assert told(catalogue, as_markdown, _0=Answer("refuse", "erreur 403")) == ""
    both = told(catalogue, as_markdown, _0=Answer("refuse", "erreur 403"), _1=Answer("introuvable", "erreur 404"))
    assert both.index("### Introuvables") < both.index("### Refusent un robot")


def test_a_dead_address_is_told_with_the_sheets_that_give_it(catalogue):
    markdown = told(catalogue, as_markdown, _0=Answer("redirige", "mène à une autre page", "https://a.example/`@moi`"))
    assert f"- `https://pole.example/`{NBSP}: mène à une autre page (" in markdown
    assert "(`` https://a.example/`@moi` ``)" in markdown
    assert f"Dans pôle `essai` («{NBSP}Site web{NBSP}»), pôle `essai` («{NBSP}Adresse telle qu’imprimée{NBSP}»)." in markdown


def test_data_hold_every_address(catalogue):
    data = json.loads(told(catalogue, as_json, _1=Answer("introuvable", "erreur 404")))
    assert [one["verdict"] for one in data] == ["repond", "introuvable", "repond", "repond"]
    assert data[1]["fiches"] == [{"genre": "poles", "id": "essai", "champ": "Adresse telle qu’imprimée"}]


def test_the_command_asks_nobody_on_this_machine_and_never_fails(server, run, tmp_path):
    (tmp_path / "poles").mkdir()
    site = f"site: {server.address('/ici')}\n"
    sheet = "nom: Pôle\nresume: x\nterritoires:\n  - territoire: dep-26\nsources:\n  - titre: x\n"
    (tmp_path / "poles" / "a.yaml").write_text(sheet + site, encoding="utf-8")
    result = run("liens", "--records", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"1{NBSP}adresse. Non demandées{NBSP}: 1.\n") and server.asked == {}


def test_faulty_sheets_are_told_before_any_link(run, tmp_path):
    (tmp_path / "poles").mkdir()
    (tmp_path / "poles" / "a.yaml").write_text("nom: x\n", encoding="utf-8")
    result = run("liens", "--records", tmp_path)
    assert result.exit_code == 1 and result.stderr.startswith(f"Liens non demandés{NBSP}: 2 erreurs")
