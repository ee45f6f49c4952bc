"""The commands as a person or a script calls them: results on standard output, words on standard error."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from howcome.cli.main import command_names, load
from howcome.example import TRUTH, write_evidence

CONTRACT = {"new", "draft", "add", "events", "show", "check", "explain", "set", "export", "message", "demo"}


def howcome(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "howcome", *map(str, words)], cwd=cwd, capture_output=True, check=False,
        env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_evidence(tmp_path_factory.mktemp("cli"))


@pytest.fixture(scope="module")
def drafted(evidence: Path) -> Path:
    target = evidence.parent / "draft.md"
    done = howcome("draft", evidence, "-o", target, "--timezone", TRUTH.zones[0])
    assert done.returncode == 0, done.stderr
    return target


def test_every_command_of_the_contract_has_help_with_an_example() -> None:
    assert set(command_names()) >= CONTRACT
    for name in command_names():
        done = howcome(name, "--help")
        assert done.returncode == 0
        assert f"howcome {name}".encode() in done.stdout
        assert load(name).EXAMPLES.strip().startswith("howcome")


def test_a_draft_goes_to_standard_output_and_words_to_standard_error(evidence: Path) -> None:
    done = howcome("draft", evidence)
    assert done.returncode == 0
    assert done.stdout.startswith(b"---\nhowcome: 1\n")
    assert b"not understood: broken/cut.json" in done.stderr


def test_an_existing_file_is_refused_and_kept_with_force(evidence: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.md"
    target.write_text("my words\n")
    refused = howcome("draft", evidence, "-o", target)
    assert refused.returncode == 2
    assert b"exists already" in refused.stderr
    assert target.read_text() == "my words\n"
    assert howcome("draft", evidence, "-o", target, "--force").returncode == 0
    (backup,) = tmp_path.glob("mine.md.bak-*")
    assert backup.read_text() == "my words\n"
    assert target.read_text().startswith("---\nhowcome: 1")


def test_show_gives_the_contract_as_json(drafted: Path) -> None:
    shown = json.loads(howcome("show", drafted, "--format", "json").stdout)
    assert shown["times"]["detected"] == "2026-09-17T17:12:48+00:00"
    assert set(shown["sections"]) >= {"incident-summary", "timeline", "appendix"}
    assert b"detected" in howcome("show", drafted).stdout


def test_show_reads_any_text(tmp_path: Path) -> None:
    odd = tmp_path / "odd.md"
    odd.write_bytes(b"\xff\xfe caf\xe9 \x00 - [ ] (")
    done = howcome("show", odd, "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["problems"]


def test_check_finds_gaps_and_says_so_in_its_status(drafted: Path) -> None:
    done = howcome("check", drafted, "--format", "json")
    findings = json.loads(done.stdout)
    assert done.returncode == 1
    assert {f["code"] for f in findings} >= {"DOC-001"}
    assert set(findings[0]) == {
        "path", "line", "column", "end_line", "end_column", "code", "category", "severity", "message", "suggestion", "fixable",
    }  # fmt: skip
    assert howcome("check", drafted, "--fail-on", "error").returncode == 0


def test_check_says_when_it_knows_no_section(tmp_path: Path) -> None:
    target = tmp_path / "note.md"
    target.write_text("# Vorfall\n\n## Zusammenfassung\n\nDie Datenbank war voll.\n")
    done = howcome("check", target)
    assert done.returncode == 0
    assert b"no section of a postmortem is known" in done.stderr
    assert b"Timeline of Events" in done.stderr


def test_check_reads_the_rest_when_one_is_missing(drafted: Path, tmp_path: Path) -> None:
    done = howcome("check", tmp_path / "gone.md", drafted, "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stdout)
    assert b"there is no such file" in done.stderr


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github", "junit"])
def test_check_has_reports(drafted: Path, format: str) -> None:
    assert howcome("check", drafted, "--format", format).returncode == 1


def test_fixes_are_shown_before_they_are_applied(tmp_path: Path) -> None:
    review = tmp_path / "review.md"
    token = "ghp_" + "a1B2" * 9
    review.write_text(f"---\nhowcome: 1\n---\n# T\n\n## Appendix\n\nThe token was {token} then.\n")
    before = review.read_bytes()
    assert b"[redacted" in howcome("check", review, "--diff").stdout
    assert review.read_bytes() == before
    howcome("check", review, "--fix")
    assert token not in review.read_text()


def test_set_changes_one_field_and_no_other_byte(drafted: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.md"
    review.write_bytes(b"## Actions\r\n- [ ] Limit ^a1 (owner: Ana)\r\n- [ ] Keep  ^a2\r\n")
    assert howcome("set", review, "a1", "owner", "Dana").returncode == 0
    assert review.read_bytes() == b"## Actions\r\n- [ ] Limit ^a1 (owner: Dana)\r\n- [ ] Keep  ^a2\r\n"
    wrong = howcome("set", review, "a1", "colour", "red")
    assert wrong.returncode == 2
    assert b"its fields: " in wrong.stderr


def test_new_starts_a_document(tmp_path: Path) -> None:
    made = tmp_path / "new.md"
    assert howcome("new", made, "--title", "Slow search", "--severity", "SEV-3").returncode == 0
    shown = json.loads(howcome("show", made, "--format", "json").stdout)
    assert (shown["title"], shown["severity"]) == ("Slow search", "SEV-3")
    assert set(shown["sections"].values()) == {"empty"}
    assert howcome("new", made).returncode == 2
    assert howcome("new").stdout.startswith(b"---\n")


def test_new_takes_a_starter(tmp_path: Path) -> None:
    starter = tmp_path / "ours.md"
    starter.write_text("---\nhowcome: 1\nowner: SRE\n---\n# Ours\n\n## Impact\n\nOur own words.\n")
    made = tmp_path / "new.md"
    assert howcome("new", made, "--starter", starter, "--title", "Slow search").returncode == 0
    assert "owner: SRE\ntitle: Slow search\n" in made.read_text()
    assert "Our own words." in made.read_text()


def test_export_and_message(drafted: Path, tmp_path: Path) -> None:
    page = howcome("export", drafted, "--to", "html").stdout
    assert page.lstrip().lower().startswith(b"<!doctype html>")
    assert json.loads(howcome("export", drafted, "--to", "json").stdout)["format"] == 1
    unknown = howcome("export", drafted, "--to", "word")
    assert unknown.returncode == 2
    assert b"known: html, json" in unknown.stderr
    for audience in ("engineering", "customers"):
        assert howcome("message", drafted, "--audience", audience).stdout.strip()


@pytest.mark.parametrize("format", ["text", "jsonl", "csv"])
def test_events_have_formats(evidence: Path, format: str) -> None:
    out = howcome("events", evidence, "--format", format, "--kind", "deploy").stdout.decode()
    if format == "jsonl":
        rows = [json.loads(line) for line in out.splitlines()]
        assert list(rows[0]) == [
            "time",
            "until",
            "kind",
            "text",
            "actors",
            "service",
            "severity",
            "source",
            "evidence",
            "certainty",
        ]
        assert {r["kind"] for r in rows} == {"deploy"}
    if format == "csv":
        assert len(list(csv.DictReader(io.StringIO(out)))) > 3
    assert "seat-map" in out


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    line = {"time": "2026-01-01T10:00:00Z", "level": "error", "msg": "=HYPERLINK(1)"}
    (tmp_path / "app.jsonl").write_text(f"{json.dumps(line)}\n" * 3)
    done = howcome("events", tmp_path, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert row["text"] == "'=HYPERLINK(1)"


def test_events_can_be_searched_bounded_and_limited(evidence: Path) -> None:
    rows = howcome(
        "events", evidence, "--search", "revert", "--from", "2026-09-17T17:00Z", "--limit", "2"
    ).stdout
    assert len(rows.splitlines()) == 2
    assert b"evert" in rows


def test_events_left_out_say_why(evidence: Path) -> None:
    row = json.loads(howcome("events", evidence, "--left-out", "--format", "jsonl").stdout.splitlines()[0])
    assert row["reason"]


def test_more_evidence_is_added_as_edits(evidence: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.md"
    first = howcome("draft", evidence / "slack", evidence / "pagerduty", "-o", review)
    assert first.returncode == 0, first.stderr
    before = review.read_text().splitlines()
    assert howcome("add", review, evidence / "github", "--dry-run").returncode == 0
    assert review.read_text().splitlines() == before
    done = howcome("add", review, evidence / "github")
    assert done.returncode == 0, done.stderr
    after = review.read_text().splitlines()
    assert [line for line in after if line in before] == before, "nothing that stood there changed"
    assert any("config-2026.09.17-2" in line for line in after if line not in before)
    again = howcome("add", review, evidence / "github")
    assert b"nothing new" in again.stderr
    assert review.read_text().splitlines() == after


def test_explain_prints_a_rule_s_page() -> None:
    assert b"TL-004" in howcome("explain", "tl-004").stdout
    assert b"READ-004" in howcome("explain", "READ-004").stdout
    assert b"ACT-003" in howcome("explain", "list").stdout
    assert howcome("explain", "XX-999").returncode == 2


def test_the_demo_runs_twice_and_keeps_what_was_edited(tmp_path: Path) -> None:
    for _ in range(2):
        done = howcome("demo", tmp_path / "demo", "--no-serve")
        assert done.returncode == 0, done.stderr
    (draft,) = (tmp_path / "demo").glob("*-fare-search.md")
    draft.write_text(draft.read_text() + "\nmine\n")
    assert b"Kept" in howcome("demo", tmp_path / "demo", "--no-serve").stderr
    assert draft.read_text().endswith("mine\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["draft", "gone"], "there is no such file or folder"),
        (["draft", "."], "no evidence could be read"),
        (["draft", ".", "--from", "yesterday"], "is no time"),
        (["draft", ".", "--timezone", "Mars/Base"], "is no time zone"),
        (["draft", ".", "--slo", "many"], "--slo|99.9"),
        (["show", "gone.md"], "there is no such file"),
        (["check", "x.md", "--format", "xml"], "invalid choice"),
        (["frobnicate"], "invalid choice"),
        ([], "required"),
    ],
)
def test_wrong_calls_end_with_one_clear_line(words: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("x")
    done = howcome(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert any(s in done.stderr.decode() for s in said.split("|")), done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_help_starts_without_the_heavy_parts() -> None:
    code = (
        "import sys; from howcome.cli.main import build_parser; build_parser('');"
        "heavy = {'jinja2', 'markdown_it', 'nh3', 'zipfile', 'gzip', 'howcome.evidence.discovery', 'howcome.drafting.draft'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
