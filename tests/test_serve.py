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


@pytest.fixture
def preview(tiny_world, tmp_path):
    world = tmp_path / "monde"
    shutil.copytree(tiny_world, world)
    log = tmp_path / "journal.txt"
    port = free_port()
    command = [sys.executable, "-m", "generator.cli", "serve", "--records", str(world), "--adresse", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=REPOSITORY_ROOT, start_new_session=True)
        yield world, f"http://127.0.0.1:{port}/", log
        os.killpg(process.pid, 15)
        process.wait(10)


def builds(log):
    return len(re.findall(r"Documentation built", log.read_text()))


def test_a_changed_record_is_shown_and_nothing_is_rebuilt_in_a_loop(preview):
    world, address, log = preview
    sheet = world / "poles" / "pole-minimal.yaml"
    assert wait_until(lambda: "Pôle minimal" in page(f"{address}poles/pole-minimal/")), log.read_text()
    time.sleep(1)
    first = builds(log)
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("Pôle minimal", "Pôle tout neuf"), encoding="utf-8")
    assert wait_until(lambda: "Pôle tout neuf" in page(f"{address}poles/pole-minimal/")), log.read_text()
    time.sleep(3)
    assert builds(log) == first + 1


def test_a_faulty_record_is_told_and_the_preview_goes_on(preview):
    world, address, log = preview
    sheet = world / "poles" / "pole-minimal.yaml"
    good = sheet.read_text(encoding="utf-8")
    assert wait_until(lambda: "Pôle minimal" in page(f"{address}poles/pole-minimal/")), log.read_text()
    sheet.write_text(good.replace("resume:", "resumme:"), encoding="utf-8")
    assert wait_until(lambda: "champ-inconnu" in log.read_text()), log.read_text()
    assert "Pôle minimal" in page(f"{address}poles/pole-minimal/")
    sheet.write_text(good.replace("Pôle minimal", "Pôle réparé"), encoding="utf-8")
    assert wait_until(lambda: "Pôle réparé" in page(f"{address}poles/pole-minimal/")), log.read_text()
