import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from generator.site import REPOSITORY_ROOT

pytestmark = pytest.mark.xdist_group("serve")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def page(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_until(condition, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.fixture(scope="module")
def preview(tiny_world, tmp_path_factory):
    folder = tmp_path_factory.mktemp("apercu")
    world = folder / "monde"
    shutil.copytree(tiny_world, world)
    log = folder / "journal.txt"
    port = free_port()
    command = [sys.executable, "-m", "generator.cli", "serve", "--records", str(world), "--adresse", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=REPOSITORY_ROOT, start_new_session=True)
        yield world, f"http://127.0.0.1:{port}/", log
        os.killpg(process.pid, 15)
        process.wait(10)


def builds(log):
    return len(re.findall(r"Documentation built", log.read_text()))


def replace(sheet, old, new):
    text = sheet.read_text(encoding="utf-8")
    assert old in text
    sheet.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_record_is_shown_and_nothing_is_rebuilt_in_a_loop(preview):
    world, address, log = preview
    shown = f"{address}poles/pole-minimal/"
    assert wait_until(lambda: "Pôle minimal" in page(shown)), log.read_text()
    time.sleep(1)
    first = builds(log)
    replace(world / "poles" / "pole-minimal.yaml", "Pôle minimal", "Pôle tout neuf")
    assert wait_until(lambda: "Pôle tout neuf" in page(shown)), log.read_text()
    time.sleep(3)
    assert builds(log) == first + 1


def test_a_faulty_record_is_told_and_the_preview_goes_on(preview):
    world, address, log = preview
    shown = f"{address}acteurs/regie-des-rives/"
    sheet = world / "actors" / "regie-des-rives.yaml"
    assert wait_until(lambda: "Régie des Rives" in page(shown)), log.read_text()
    replace(sheet, "resume:", "resumme:")
    assert wait_until(lambda: "champ-inconnu" in log.read_text()), log.read_text()
    assert wait_until(lambda: "Régie des Rives" in page(shown)), log.read_text()
    replace(sheet, "resumme:", "resume:")
    replace(sheet, "Régie des Rives", "Régie réparée")
    assert wait_until(lambda: "Régie réparée" in page(shown)), log.read_text()
