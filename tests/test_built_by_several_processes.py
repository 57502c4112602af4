"""A large site is made by as many processes as the machine has; one process makes the very same bytes."""

import filecmp
import os
import subprocess
import sys

import pytest

from benchmarks.corpus import write_corpus
from generator.site import REPOSITORY_ROOT

EAGER = "from generator import cli, examine, pipeline; pipeline.WORTH_A_PROCESS = examine.WORTH_A_PROCESS = 2; cli.main()"


def built(records, site, cache, *, alone=False):
    def on_one_processor():
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    command = [sys.executable, "-c", EAGER, "build", "--records", records, "--site", site]
    done = subprocess.run(
        command,
        cwd=REPOSITORY_ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=on_one_processor if alone else None,
    )
    assert done.returncode == 0, done.stderr
    return {path.relative_to(site) for path in site.rglob("*") if path.is_file()}


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system does not say which processor a program runs on")
def test_one_process_and_several_make_the_same_site(tmp_path):
    write_corpus(tmp_path / "fiches", 6)
    several = built(tmp_path / "fiches", tmp_path / "plusieurs", tmp_path / "garde-1")
    alone = built(tmp_path / "fiches", tmp_path / "seul", tmp_path / "garde-2", alone=True)
    assert several == alone and len(alone) > 300
    _, different, missing = filecmp.cmpfiles(tmp_path / "plusieurs", tmp_path / "seul", alone, shallow=False)
    assert (different, missing) == ([], [])
