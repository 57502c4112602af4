import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.cli import app
from generator.site import REPOSITORY_ROOT

WORKFLOWS = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted((REPOSITORY_ROOT / ".github" / "workflows").glob("*.yml"))
}
JOBS = [(name, job, body) for name, text in WORKFLOWS.items() for job, body in yaml.safe_load(text)["jobs"].items()]
GITLAB = yaml.safe_load((REPOSITORY_ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
GITLAB_JOBS = {name: job for name, job in GITLAB.items() if isinstance(job, dict) and "script" in job}
MAKEFILE = (REPOSITORY_ROOT / "Makefile").read_text(encoding="utf-8")
DANGEROUS = """name: Piège
on: pull_request_target
jobs:
  piege:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${{ github.event.pull_request.head.ref }}
      - run: echo "${{ github.event.pull_request.title }}"
"""


def tool(name, *arguments):
    command = [str(Path(sys.executable).parent / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def zizmor(folder):
    return tool("zizmor", "--offline", "--persona", "auditor", "--no-progress", "--no-config", folder)


def actionlint(*files):
    return tool("actionlint", "-shellcheck=", "-pyflakes=", "-no-color", *files)


def steps(job):
    return job.get("steps", [])


def words_of(script):
    """Yield the make targets and the commands of the observatory that a script calls."""
    yield from (("make", target) for target in re.findall(r"\bmake (?:-C \S+ )?([\w./-]+)", script))
    yield from (("observatoire", command) for command in re.findall(r"bin/observatoire ([\w-]+)", script))


def test_an_auditor_finds_nothing_to_say():
    found = zizmor(REPOSITORY_ROOT / ".github")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "No findings" in found.stdout + found.stderr


def test_the_syntax_of_the_workflows_is_right():
    found = actionlint(*sorted((REPOSITORY_ROOT / ".github" / "workflows").glob("*.yml")))
    assert found.returncode == 0, found.stdout + found.stderr


def test_both_would_say_so_of_a_trap(tmp_path):
    trap = tmp_path / ".github" / "workflows" / "piege.yml"
    trap.parent.mkdir(parents=True)
    trap.write_text(DANGEROUS, encoding="utf-8")
    assert {"dangerous-triggers", "template-injection"} <= set(re.findall(r"\[([a-z-]+)\]", zizmor(tmp_path / ".github").stdout))
    assert "potentially untrusted" in actionlint(trap).stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_is_permitted_by_default(name):
    assert yaml.safe_load(WORKFLOWS[name])["permissions"] == {}


def test_each_job_may_only_what_it_needs():
    permitted = {f"{name}.{job}": body["permissions"] for name, job, body in JOBS}
    assert permitted == {
        "archiver.fabriquer": {"contents": "read"},
        "archiver.deposer": {"contents": "write"},
        "publier.fabriquer": {"contents": "read"},
        "publier.publier": {"pages": "write", "id-token": "write"},
        "veille.chercher": {"contents": "read"},
        "veille.dire": {"issues": "write"},
        "verifier.fiches": {"contents": "read"},
        "verifier.tests": {"contents": "read"},
    }


@pytest.mark.parametrize(("name", "job", "body"), JOBS, ids=[f"{name}.{job}" for name, job, _ in JOBS])
def test_a_job_that_may_write_runs_nothing_of_the_repository(name, job, body):
    writes = "write" in body["permissions"].values()
    calls = [call for step in steps(body) for call in words_of(step.get("run", ""))]
    checks_out = any(step.get("uses", "").startswith("actions/checkout@") for step in steps(body))
    assert writes != checks_out and writes != bool(calls)


def test_a_proposal_is_checked_without_any_right():
    triggers = yaml.safe_load(WORKFLOWS["verifier"])[True]
    assert list(triggers) == ["pull_request"]
    assert not any("pull_request_target" in text or "workflow_run" in text for text in WORKFLOWS.values())


def test_no_secret_is_named():
    assert not any("secrets." in text for text in WORKFLOWS.values())
    assert [name for name, text in WORKFLOWS.items() if "github.token" in text] == ["archiver", "veille"]


def test_no_expression_is_pasted_in_a_script():
    assert [step["run"] for *_, body in JOBS for step in steps(body) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_action_is_named_by_its_exact_version(name):
    used = re.findall(r"uses: (\S+)(.*)", WORKFLOWS[name])
    assert used
    for action, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) and re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_one_action_has_one_version():
    found = {(action, version) for text in WORKFLOWS.values() for action, version in re.findall(r"uses: (\S+)@(\S+)", text)}
    assert len({action for action, _ in found}) == len(found)


def test_no_checkout_leaves_its_key():
    for *_, body in JOBS:
        for step in steps(body):
            assert not step.get("uses", "").startswith("actions/checkout@") or step["with"]["persist-credentials"] is False


def test_each_job_ends_by_itself():
    assert all(0 < body["timeout-minutes"] <= 120 for *_, body in JOBS)


def test_what_workflows_call_exists():
    scripts = [step.get("run", "") for *_, body in JOBS for step in steps(body)]
    scripts += [line for job in GITLAB_JOBS.values() for line in job["script"]]
    called = {call for script in scripts for call in words_of(script)}
    targets = {*re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE).group(1).split(), ".venv/site-ready"}
    for program, word in called:
        assert word in (targets if program == "make" else app.commands), (program, word)
    assert {("observatoire", "changements"), ("observatoire", "liens"), ("make", "site"), ("make", "test")} <= called


def test_a_proposal_is_asked_for_commands_that_exist():
    template = (REPOSITORY_ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE).group(1).split()
    named = re.findall(r"`make ([\w-]+)`", template)
    assert named and set(named) <= set(targets)


def test_what_sheets_hold_goes_to_files_never_to_the_log_of_a_forge():
    """A line that starts with « :: » or holds « ##[ » is an order to the runner."""
    scripts = [step.get("run", "") for *_, body in JOBS for step in steps(body)]
    for line in (line for script in scripts for line in script.splitlines()):
        if re.search(r"observatoire (changements|pages-changees|liens|a-revoir)", line):
            assert re.search(r">>? (\"\$GITHUB_STEP_SUMMARY\"|\S+\.(md|txt))$", line), line


def test_the_same_is_done_on_the_other_forge():
    assert set(GITLAB_JOBS) == {"fiches", "tests", "pages", "veille", "edition"}
    assert GITLAB_JOBS["pages"]["artifacts"]["paths"] == ["public"]
    assert all("CI_DEFAULT_BRANCH" in rule["if"] for rule in GITLAB_JOBS["pages"]["rules"])
    assert "merge_request_event" in GITLAB_JOBS["fiches"]["rules"][0]["if"]


def test_the_issue_of_the_week_is_one():
    script = next(
        step["run"] for name, job, body in JOBS if (name, job) == ("veille", "dire") for step in steps(body) if "run" in step
    )
    assert script.count("gh issue create") == 1 and "--app github-actions --label veille" in script
    assert all(f"gh issue {verb}" in script for verb in ("list", "edit", "reopen", "close"))


GH = """#!/bin/sh
echo "$*" >> calls.txt
case "$1 $2" in "issue list") printf '%s' "$KNOWN" ;; esac
case "$*" in *--body-file*) for last; do :; done; cp "$last" body.md ;; esac
"""


@pytest.mark.parametrize(
    ("known", "report", "calls", "body"),
    [
        ("", "À revoir.\n", ["create"], "À revoir.\n"),
        ("7", "À revoir.\n", ["edit", "reopen"], "À revoir.\n"),
        ("7", "", ["edit", "close"], "Rien à revoir\xa0: tous les liens répondent, aucune fiche n’attend.\n"),
        ("", "", [], None),
    ],
)
def test_the_issue_is_opened_rewritten_or_closed(known, report, calls, body, tmp_path):
    script = next(
        step["run"] for name, job, body in JOBS if (name, job) == ("veille", "dire") for step in steps(body) if "run" in step
    )
    (tmp_path / "veille.md").write_text(report, encoding="utf-8")
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "KNOWN": known, "TITRE": "Liens et fiches à revoir"}
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True)
    asked = [line.split() for line in (tmp_path / "calls.txt").read_text(encoding="utf-8").splitlines()]
    assert [words[1] for words in asked if words[0] == "issue"] == ["list", *calls]
    assert all(words[2] == known for words in asked if words[1] in ("edit", "reopen", "close"))
    assert ((tmp_path / "body.md").read_text(encoding="utf-8") if body else None) == body
