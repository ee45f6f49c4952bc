"""`howcome check` as people and CI jobs call it: configuration, baselines, fixes and summaries."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from howcome.cli.patch import patch_of
from tests.checks.case import cases

SECRET = "ghp_" + "a1B2" * 9
OLD = (
    "---\nhowcome: 1\nstatus: draft\n---\n# Outage\n\n## Summary\n\nYesterday a careless engineer left. TBD\n"
)


def check(
    *words: object, cwd: Path, command: str = "check", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "howcome", command, *map(str, words)],
        cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def codes(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [f["code"] for f in json.loads(done.stdout)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with one document."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(OLD)
    return tmp_path


# Configuration


def test_the_nearest_configuration_counts_and_a_call_counts_more(folder: Path) -> None:
    (folder / "howcome.toml").write_text(
        '[check]\nselect = ["SUM-006", "B01"]\n[check.levels]\nB01 = "off"\n'
    )
    assert codes(check("a.md", "--format", "json", cwd=folder)) == ["SUM-006"]
    assert codes(check("a.md", "--format", "json", "--select", "B01", cwd=folder)) == ["B01"]
    assert "DOC-001" in codes(check("a.md", "--format", "json", "--no-config", cwd=folder))
    other = folder / "other.toml"
    other.write_text('[check]\nselect = ["DOC-002"]\n')
    assert codes(check("a.md", "--format", "json", "--config", "other.toml", cwd=folder)) == ["DOC-002"]


def test_the_configuration_says_what_fails_and_a_call_counts_more(folder: Path) -> None:
    (folder / "howcome.toml").write_text('[check]\nselect = ["DOC-002"]\nfail-on = "never"\n')
    assert check("a.md", cwd=folder).returncode == 0
    assert check("a.md", "--fail-on", "info", cwd=folder).returncode == 1


def test_each_document_has_its_own(folder: Path) -> None:
    old = folder / "old"
    old.mkdir()
    shutil.copy(folder / "a.md", old)
    (folder / "howcome.toml").write_text(
        '[check]\nselect = ["DOC-002"]\n[check.paths]\n"old/" = { ignore = ["DOC"] }\n'
    )
    (old / "b.md").write_text(OLD)
    said = json.loads(check(".", "--format", "json", cwd=folder).stdout)
    assert [f["path"] for f in said] == ["a.md"]


def test_a_broken_configuration_is_one_line_and_the_rest_still_runs(folder: Path) -> None:
    (folder / "howcome.toml").write_text('[check]\nprofil = "full"\nselect = ["DOC-002"]\n')
    done = check("a.md", "a.md", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert codes(done) == ["DOC-002", "DOC-002"]
    assert done.stderr == (
        "howcome: howcome.toml:2: [check] has no key 'profil': profil = \"full\" (did you mean 'profile'?)\n"
    )
    (folder / "howcome.toml").write_text("[check\n")
    done = check("a.md", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert "DOC-001" in codes(done)
    assert done.stderr.startswith("howcome: howcome.toml:1: no TOML: ")


def test_a_plugin_that_fails_is_one_line_and_the_rest_still_runs(folder: Path) -> None:
    site = folder / "site"
    info = site / "theirs-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[howcome.rules]\na = their_import\nb = their_run\n")
    (site / "their_import.py").write_text("1 / 0\n")
    (site / "their_run.py").write_text(
        '"""Theirs."""\nfrom howcome.checks.rule import Rule\n\n\ndef look(document):\n    return document.nothing\n\n\n'
        'rule = Rule("THEIRS-1", "Theirs", {"standard": "info"}, look, foreign=True)\n'
    )
    (folder / "b.md").write_text(OLD)
    done = check("a.md", "b.md", "--format", "json", cwd=folder, PYTHONPATH=str(site))
    assert done.returncode == 2
    assert "DOC-002" in codes(done)
    importing, running = done.stderr.splitlines()
    assert (
        "their_import.py:1: their_import cannot be loaded: ZeroDivisionError: division by zero: 1 / 0"
        in importing
    )
    assert "their_run.py:6: rule THEIRS-1 has failed: AttributeError" in running
    assert "return document.nothing" in running
    assert "leave it out with plugins" in running


def test_explain_knows_rules_of_your_own_and_lists_all_by_section(folder: Path) -> None:
    (folder / "howcome.toml").write_text('[[rule]]\ncode = "ACME-001"\nmatch = "x"\nmessage = "Say y."\n')
    assert "Say y." in check("acme-001", cwd=folder, command="explain").stdout
    listed = check(cwd=folder, command="explain").stdout
    assert listed.index("\nTimeline of Events\n  TL-001 ") < listed.index("\nAction Items\n  ACT-001 ")
    assert "Rules of your own and of other packages\n  ACME-001" in listed
    assert "dimension: evidence" in check("TL-004", cwd=folder, command="explain").stdout


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("TL-4", "did you mean TL-004"),
        ("ACTT-001", "did you mean ACT-001"),
        ("ZZ", "codes begin with DOC, SUM, TL"),
    ],
)
def test_explain_suggests_codes(folder: Path, code: str, said: str) -> None:
    done = check(code, cwd=folder, command="explain")
    assert done.returncode == 2
    assert said in done.stderr


# Baselines


def test_only_what_is_new_is_said(folder: Path) -> None:
    written = check(".", "--write-baseline", "known.json", cwd=folder)
    assert written.returncode == 0
    assert "known.json: " in written.stderr
    again = check(".", "--baseline", "known.json", cwd=folder)
    assert (again.returncode, again.stdout) == (0, "1 file checked: nothing to say.\n")
    (folder / "a.md").write_text(OLD.replace("# Outage\n", "# Outage\n\nIt was human error.\n"))
    new = check(".", "--baseline", "known.json", "--format", "json", cwd=folder)
    assert (new.returncode, codes(new)) == (1, ["B07"])


def test_a_baseline_names_paths_from_its_own_folder(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "b.md").write_text(OLD)
    check("docs/b.md", "--write-baseline", "docs/known.json", cwd=folder)
    assert {k["path"] for k in json.loads((folder / "docs" / "known.json").read_text())["known"]} == {"b.md"}
    assert check("b.md", "--baseline", "known.json", cwd=folder / "docs").returncode == 0


def test_what_no_longer_occurs_is_info_and_taken_out(folder: Path) -> None:
    check(".", "--write-baseline", "known.json", cwd=folder)
    before = (folder / "known.json").read_text()
    (folder / "a.md").write_text(OLD.replace(" TBD", ""))
    said = json.loads(check(".", "--baseline", "known.json", "--format", "json", cwd=folder).stdout)
    assert (said[0]["code"], said[0]["severity"]) == ("SUP-005", "info")
    assert "DOC-002" in said[0]["message"]
    assert (folder / "known.json").read_text() == before
    done = check(".", "--write-baseline", "known.json", cwd=folder)
    assert "taken out" in done.stderr
    assert "DOC-002" not in (folder / "known.json").read_text()
    written = (folder / "known.json").read_text()
    check(".", "--write-baseline", "known.json", cwd=folder)
    assert (folder / "known.json").read_text() == written


def test_what_a_call_did_not_look_at_stays_known(folder: Path) -> None:
    (folder / "b.md").write_text(OLD)
    check(".", "--write-baseline", "known.json", cwd=folder)
    before = (folder / "known.json").read_text()
    check("a.md", "--write-baseline", "known.json", cwd=folder)
    check(".", "--select", "B01", "--write-baseline", "known.json", cwd=folder)
    assert (folder / "known.json").read_text() == before
    done = check(".", "--select", "TL-004", "--baseline", "known.json", "--format", "json", cwd=folder)
    assert codes(done) == []


def test_documents_that_are_gone_are_said_and_taken_out(folder: Path) -> None:
    check(".", "--write-baseline", "known.json", cwd=folder)
    (folder / "a.md").rename(folder / "b.md")
    done = check(".", "--baseline", "known.json", cwd=folder)
    assert done.returncode == 1
    assert "the baseline knows a.md, which is gone" in done.stderr
    check(".", "--write-baseline", "known.json", cwd=folder)
    assert '"a.md"' not in (folder / "known.json").read_text()


def test_a_file_that_is_no_baseline_is_never_written_over(folder: Path) -> None:
    for option in ("--baseline", "--write-baseline"):
        done = check(".", option, "a.md", cwd=folder)
        assert done.returncode == 2
        assert "a.md:1: no baseline" in done.stderr
    assert (folder / "a.md").read_text() == OLD
    assert check(".", "--baseline", "gone.json", cwd=folder).returncode == 2


# Fixes


FIXABLE = {
    "plain.md": f"---\nhowcome: 1\n---\n# T\n\nThe token was {SECRET} then.\n",
    "windows.md": f"# T\r\n\r\nThe token was {SECRET} then.\r\nAnd more\u2028words\r\n",
    "no end.md": f"# T\n\nx\x0bThe token was {SECRET}",
    "latin.md": f"# caf\udce9\n\nThe token was {SECRET}\n",
}


@pytest.mark.parametrize("name", FIXABLE)
@pytest.mark.parametrize(
    "tool", [["patch", "-p0", "--binary"], ["git", "apply", "-p0"]], ids=["patch", "git"]
)
def test_a_diff_applies_and_gives_what_fix_gives(folder: Path, name: str, tool: list[str]) -> None:
    if not shutil.which(tool[0]):
        pytest.skip(f"{tool[0]} is not installed")
    shutil.rmtree(folder / ".git")
    target = folder / name
    target.write_bytes(FIXABLE[name].encode("utf-8", "surrogateescape"))
    diff = subprocess.run(
        [sys.executable, "-m", "howcome", "check", name, "--diff"],
        cwd=folder,
        capture_output=True,
        check=False,
    ).stdout
    assert target.read_bytes() == FIXABLE[name].encode("utf-8", "surrogateescape")
    patched = subprocess.run(tool, cwd=folder, input=diff, capture_output=True, check=False)
    assert patched.returncode == 0, patched
    by_patch = target.read_bytes()
    assert SECRET.encode() not in by_patch
    target.write_bytes(FIXABLE[name].encode("utf-8", "surrogateescape"))
    check(name, "--fix", cwd=folder)
    assert target.read_bytes() == by_patch


def test_names_in_a_patch_are_written_as_git_writes_them() -> None:
    assert patch_of("a.md", "x\n", "x\n") == ""
    assert patch_of("a b.md", "x\n", "y\n").startswith("--- a b.md\t\n+++ a b.md\t\n@@ ")
    assert patch_of('a"\n.md', "x\n", "y\n").startswith('--- "a\\"\\012.md"\n')
    assert patch_of("a.md", "x", "x\n").count("\\ No newline at end of file\n") == 1


def test_fixing_twice_is_fixing_once(tmp_path: Path) -> None:
    for number, case in enumerate(cases()):
        (tmp_path / f"{number}.md").write_bytes(case.text.encode("utf-8", "surrogateescape"))
    paths = sorted(p.name for p in tmp_path.glob("*.md"))
    before = {name: (tmp_path / name).read_bytes() for name in paths}
    first = check(*paths, "--fix", "--profile", "full", cwd=tmp_path)
    assert "safe fix" in first.stderr
    after = {name: (tmp_path / name).read_bytes() for name in paths}
    assert before != after
    second = check(*paths, "--fix", "--profile", "full", cwd=tmp_path)
    assert "applied" not in second.stderr
    assert {name: (tmp_path / name).read_bytes() for name in paths} == after
    assert second.stdout == first.stdout
    assert sorted(p.name for p in tmp_path.iterdir()) == paths


def test_a_file_that_cannot_be_replaced_is_left_whole(folder: Path) -> None:
    target = folder / "a.md"
    target.write_text(FIXABLE["plain.md"])
    target.chmod(0o444)
    done = check("a.md", "--fix", cwd=folder)
    if os.access(target, os.W_OK):  # as root everything can be written
        assert SECRET not in target.read_text()
    else:
        assert done.returncode == 2
        assert target.read_text() == FIXABLE["plain.md"]
    assert sorted(p.name for p in folder.iterdir()) == [".git", "a.md"]


def test_one_file_that_cannot_be_fixed_does_not_stop_the_others(folder: Path) -> None:
    (folder / "a.md").write_text(f"# T\n\nNo text: \0 and {SECRET}\n")
    (folder / "b.md").write_text(FIXABLE["plain.md"])
    done = check("a.md", "b.md", "--fix", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert "a.md: a binary file" in done.stderr
    assert SECRET in (folder / "a.md").read_text()
    assert SECRET not in (folder / "b.md").read_text()
    assert "APP-005" in codes(done)


def test_what_is_known_is_not_fixed(folder: Path) -> None:
    (folder / "a.md").write_text(FIXABLE["plain.md"])
    check(".", "--write-baseline", "known.json", cwd=folder)
    check(".", "--baseline", "known.json", "--fix", cwd=folder)
    assert (folder / "a.md").read_text() == FIXABLE["plain.md"]
    assert SECRET not in (folder / "known.json").read_text()


# Summaries and which files


def test_a_summary_of_one_and_of_many(folder: Path) -> None:
    done = check("a.md", "--summary", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("a.md: Outage\n  completeness")
    (folder / "b.md").write_text("# Notes\n")
    many = check("a.md", "b.md", "--summary", cwd=folder).stdout
    assert many.splitlines()[1] == "b.md: clear"
    said = json.loads(check("a.md", "b.md", "--summary", "--format", "json", cwd=folder).stdout)
    assert [d["path"] for d in said["documents"]] == ["a.md", "b.md"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--summary", "--format", "sarif"], "--summary has no format sarif"),
        (["--diff", "--fix"], "--diff changes nothing"),
        (["--config", "x", "--no-config"], "exclude each other"),
        (["--config", "gone.toml"], "gone.toml: no configuration can be read"),
    ],
)
def test_calls_that_cannot_be_meant_are_refused(folder: Path, words: list[str], said: str) -> None:
    done = check("a.md", *words, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_other_files_are_passed_over_where_that_is_asked(folder: Path) -> None:
    (folder / "README.md").write_text("# Read me\n\nTBD\n")
    assert "DOC-002" in codes(check("README.md", "--format", "json", cwd=folder))
    done = check("README.md", "--skip-others", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert check("README.md", "a.md", "--skip-others", cwd=folder).returncode == 1


def test_rules_of_your_own_are_described_for_code_scanning(folder: Path) -> None:
    (folder / "howcome.toml").write_text(
        '[check]\nselect = ["ACME"]\n[[rule]]\ncode = "ACME-001"\ntitle = "Ours"\nmatch = "careless"\nmessage = "no"\n'
    )
    run = json.loads(check("a.md", "--format", "sarif", cwd=folder).stdout)["runs"][0]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "Ours"
