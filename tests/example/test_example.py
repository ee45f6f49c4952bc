"""The example: the same bytes each time, true to what it says of itself, and readable from end to end."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from howcome.analysis.secrets import blank
from howcome.evidence.discovery import Find, all_importers, discover
from howcome.evidence.importer import Context
from howcome.evidence.model import Event, Person, Request
from howcome.example import TRUTH, write_evidence

_LINE = re.compile(r'\[([^]]+)\] "[^"]*" (\d{3}) ')

FILES = {
    "slack/users.json", "slack/channels.json", "slack/inc-20260917-search/2026-09-17.json",
    "slack/team-fares/2026-09-16.json", "slack/team-fares/2026-09-17.json",
    "pagerduty/log_entries.json", "pagerduty/incident.json", "pagerduty/incidents.json",
    "alerts/alertmanager.json", "alerts/webhooks.jsonl",
    "github/deployments.json", "github/workflow_runs.json", "github/pull-412.json", "git/fare-search.log",
    "statuspage/incident.json", "statuspage/partner.json", "kubernetes/events.json",
    "metrics/requests.json", "metrics/queue_depth.json", "metrics/cache_hit_ratio.json",
    "logs/access.log", "logs/access.log.1.gz", "logs/fare-search.jsonl", "logs/pricing.log",
    "logs/worker.log", "logs/syslog", "tickets.csv",
    "broken/cut.json", "broken/empty.log", "broken/graph.png", "broken/note.txt",
}  # fmt: skip


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_evidence(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def requests(evidence: Path) -> list[tuple[datetime, int]]:
    """Time and status of every line of both access logs."""
    rotated = gzip.decompress((evidence / "logs/access.log.1.gz").read_bytes()).decode()
    found = []
    for line in (rotated + (evidence / "logs/access.log").read_text("utf-8")).splitlines():
        match = _LINE.search(line)
        assert match, line
        found.append((datetime.strptime(match[1], "%d/%b/%Y:%H:%M:%S %z"), int(match[2])))
    return found


def _contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def _records(root: Path, name: str) -> list[object]:
    find = next(f for f in discover([root]) if isinstance(f, Find) and f.name == name)
    assert find.importer is not None, name
    if find.folder is not None:
        return list(find.importer.read_part(find.folder, find.part, "x", Context()))  # type: ignore[union-attr]
    return list(find.importer.read(find.files[0], "x", Context()))  # type: ignore[union-attr]


def _events(root: Path, name: str) -> list[Event]:
    return [r for r in _records(root, name) if isinstance(r, Event)]


def _moments(events: list[Event], signal: str) -> list[datetime]:
    return [e.time for e in events if e.signal == signal]


def test_the_same_bytes_come_out_each_time(evidence: Path, tmp_path: Path) -> None:
    again = write_evidence(tmp_path / "made" / "anew")
    assert again == tmp_path / "made" / "anew" / "evidence"
    assert _contents(again) == _contents(evidence)


def test_all_files_are_there_and_together_small(evidence: Path) -> None:
    contents = _contents(evidence)
    assert {n for n in contents if not n.startswith("repositories/")} == FILES
    assert sum(map(len, contents.values())) < 3_000_000


def test_the_repository_can_be_left_out(tmp_path: Path) -> None:
    assert set(_contents(write_evidence(tmp_path, with_repository=False))) == FILES


@pytest.mark.skipif(shutil.which("git") is None, reason="the program git is not installed")
def test_the_repository_is_one_that_git_reads(evidence: Path) -> None:
    repository = evidence / "repositories/fare-search"
    check = subprocess.run(["git", "fsck", "--strict"], cwd=repository, capture_output=True, check=False)
    assert check.returncode == 0, check.stderr
    log = subprocess.run(
        ["git", "-c", "log.decorate=no", "log"], cwd=repository, capture_output=True, check=True
    )
    assert log.stdout == (evidence / "git/fare-search.log").read_bytes()
    assert TRUTH.trigger_commit.encode() in log.stdout


def test_the_access_logs_add_up_to_the_truth(requests: list[tuple[datetime, int]]) -> None:
    start, end = TRUTH.marks["impact-started"], TRUTH.marks["impact-ended"]
    inside = [status for time, status in requests if start <= time < end]
    assert len(inside) == TRUTH.total
    assert sum(status >= 500 for status in inside) == TRUTH.failed
    assert pytest.approx(TRUTH.failed / TRUTH.total) == TRUTH.ratio
    assert end - start == timedelta(minutes=TRUTH.minutes)


def test_failures_are_rare_before_and_after_and_there_from_the_first_minute_to_the_last(
    requests: list[tuple[datetime, int]],
) -> None:
    start, end = TRUTH.marks["impact-started"], TRUTH.marks["impact-ended"]
    outside = [status for time, status in requests if not start <= time < end]
    assert sum(status >= 500 for status in outside) <= len(outside) / 1000
    failed = [time for time, status in requests if status >= 500 and start <= time < end]
    assert failed[0] < start + timedelta(minutes=1)
    assert failed[-1] >= end - timedelta(minutes=1)


def test_the_metric_says_what_the_access_logs_say(
    evidence: Path, requests: list[tuple[datetime, int]]
) -> None:
    counted: dict[tuple[str, int], int] = {}
    for time, status in requests:
        key = (str(status), int(time.timestamp()) // 60 * 60 + 60)
        counted[key] = counted.get(key, 0) + 1
    answer = json.loads((evidence / "metrics/requests.json").read_bytes())
    stated = {
        (series["metric"]["code"], time): round(float(value) * 60)
        for series in answer["data"]["result"]
        for time, value in series["values"]
    }
    assert {key: count for key, count in stated.items() if count} == counted


def test_every_file_is_known_to_an_importer_but_the_broken_ones(evidence: Path) -> None:
    kinds = {one.name for one in all_importers()}
    if missing := {"log", "jsonlines", "csv"} - kinds:
        pytest.skip(f"no importer yet for {', '.join(sorted(missing))}")
    finds = list(discover([evidence]))
    assert all(isinstance(f, Find) for f in finds)
    unknown = [f.name for f in finds if isinstance(f, Find) and f.importer is None]
    assert all("broken/" in name for name in unknown), unknown
    assert len(unknown) >= 2
    found = {f.importer.name for f in finds if isinstance(f, Find) and f.importer}
    assert found >= {"slack", "pagerduty", "alertmanager", "github", "git", "statuspage", "kubernetes"}
    assert found >= {"prometheus", "log", "jsonlines", "csv"}


@pytest.mark.parametrize(
    ("mark", "file", "signal"),
    [
        ("introduced", "github/pull-412.json", "merged"),
        ("trigger", "github/deployments.json", "started"),
        ("notified", "pagerduty/log_entries.json", "notified"),
        ("acknowledged", "pagerduty/log_entries.json", "acknowledged"),
        ("resolved", "pagerduty/log_entries.json", "resolved"),
        ("mitigated", "github/deployments.json", "finished"),
    ],
)
def test_the_marks_stand_in_the_evidence(evidence: Path, mark: str, file: str, signal: str) -> None:
    assert TRUTH.marks[mark] in _moments(_events(evidence, file), signal)


def test_the_marks_of_people_stand_in_the_chat(evidence: Path) -> None:
    team = {e.time.replace(microsecond=0): e for e in _events(evidence, "slack/team-fares")}
    incident = _events(evidence, f"slack/{TRUTH.channel}")
    assert team[TRUTH.marks["detected"]].text.startswith("Support here")
    assert [e.time for e in incident if e.key == "created"] == [TRUTH.marks["declared"]]
    found = [e for e in incident if e.time.replace(microsecond=0) == TRUTH.marks["diagnosed"]]
    assert [TRUTH.trigger in e.text and e.pinned for e in found] == [True]
    assert TRUTH.contradiction in [e.text for e in incident]


def test_the_marks_are_in_order() -> None:
    order = list(TRUTH.marks.values())
    assert order == sorted(order)


def test_the_pull_request_is_the_trigger(evidence: Path) -> None:
    (merged,) = _events(evidence, f"github/pull-{TRUTH.trigger[1:]}.json")
    assert TRUTH.trigger in (merged.reference, merged.text)
    shas = {e.details.get("sha") for e in _events(evidence, "github/deployments.json")}
    assert TRUTH.trigger_commit in shas


def test_only_pricing_log_needs_a_zone(evidence: Path) -> None:
    lines = (evidence / "logs/pricing.log").read_text("utf-8").splitlines()
    first_error = next(line for line in lines if " - ERROR - " in line)
    local = TRUTH.marks["impact-started"] + timedelta(hours=1)
    assert first_error.startswith(local.strftime("%Y-%m-%d %H:"))
    assert sum(line.startswith("Traceback") for line in lines) >= 3
    assert TRUTH.zones == ("pricing.log=Europe/Lisbon",)


def test_the_secrets_are_planted_and_can_be_found(evidence: Path) -> None:
    text = "\n".join(
        content.decode("utf-8", "replace")
        for name, content in _contents(evidence).items()
        if not name.startswith(("repositories/", "logs/access.log"))
    )
    lines = [line for line in text.splitlines() if any(s in line for s in TRUTH.secrets.values())]
    for kind, secret in TRUTH.secrets.items():
        assert any(secret in line for line in lines), kind
    for line in lines:
        left = blank(line)[0]
        assert not any(secret in left for secret in TRUTH.secrets.values()), left


def test_everybody_and_the_bot_are_in_the_chat(evidence: Path) -> None:
    records = _records(evidence, f"slack/{TRUTH.channel}")
    people = [r for r in records if isinstance(r, Person)]
    assert {p.names[0] for p in people if not p.automatic} == set(TRUTH.people)
    assert {p.names[0] for p in people if p.automatic} == {TRUTH.bot}
    assert {h for p in people for h in p.names} >= set(TRUTH.handles)


def test_support_counted_the_tickets_right(evidence: Path) -> None:
    with (evidence / "tickets.csv").open(newline="", encoding="utf-8") as stream:
        rows = [(datetime.fromisoformat(r["time"]), int(r["count"])) for r in csv.DictReader(stream)]
    start, said = TRUTH.marks["impact-started"], TRUTH.marks["detected"]
    assert sum(count for time, count in rows if start <= time <= said) == 5


def test_the_importers_count_what_the_truth_says(evidence: Path) -> None:
    if "log" not in {one.name for one in all_importers()}:
        pytest.skip("the importer of text logs is not there yet")
    start, end = (TRUTH.marks[m].timestamp() for m in ("impact-started", "impact-ended"))
    inside = [
        r
        for name in ("logs/access.log", "logs/access.log.1.gz")
        for r in _records(evidence, name)
        if isinstance(r, Request) and start <= r.time < end
    ]
    assert (sum(r.status >= 500 for r in inside), len(inside)) == (TRUTH.failed, TRUTH.total)
