"""GitHub, Kubernetes and Prometheus: the cases that a golden file does not make plain."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from howcome.evidence.importer import Context, File, Importer, Unreadable
from howcome.evidence.importers import github, kubernetes, prometheus
from howcome.evidence.model import Event, Problem, Record, Series


def file_of(content: Any, name: str = "export.json") -> File:
    raw = content.encode() if isinstance(content, str) else json.dumps(content).encode()
    return File(name, lambda: io.BytesIO(raw), len(raw))


def read(one: Importer, content: Any) -> list[Record]:
    file = file_of(content)
    assert one.accepts(file)
    return list(one.read(file, "s", Context()))


def answer(*series: Any) -> dict[str, Any]:
    return {"status": "success", "data": {"resultType": "matrix", "result": list(series)}}


def pod_event(name: str, kind: str = "Pod") -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Event",
        "involvedObject": {"kind": kind, "name": name, "namespace": "depot"},
        "firstTimestamp": "2026-03-02T10:00:00Z",
        "metadata": {"uid": name},
    }


WHOLE = [
    (prometheus.importer, answer({"metric": {"__name__": "up"}, "values": [[1772445600, "1"]] * 40})),
    (kubernetes.importer, {"kind": "EventList", "apiVersion": "v1", "items": [pod_event("a")] * 5}),
    (
        github.importer,
        {
            "total_count": 1,
            "workflow_runs": [{"id": 1, "run_number": 2, "head_sha": "0" * 40, "name": "x" * 90}],
        },
    ),
]


@pytest.mark.parametrize(("one", "content"), WHOLE)
def test_a_file_cut_off_is_accepted_and_said_to_be_cut_off(one: Importer, content: Any) -> None:
    text = json.dumps(content)
    file = file_of(text[: int(len(text) * 0.7)])
    assert one.accepts(file)
    with pytest.raises(Unreadable, match="cut off"):
        list(one.read(file, "s", Context()))


@pytest.mark.parametrize(
    "content",
    [
        {
            "status": "success",
            "data": {"resultType": "streams", "result": [{"stream": {}, "values": [["1", "x"]]}]},
        },
        {"status": "success", "data": ["label", "names"]},
        {"kind": "Event", "apiVersion": "audit.k8s.io/v1", "verb": "patch", "objectRef": {}},
        {"kind": "List", "apiVersion": "v1", "items": [{"kind": "Pod", "apiVersion": "v1", "metadata": {}}]},
        {"ref": "refs/tags/v1", "before": "0", "after": "1", "repository": {"full_name": "a/b"}},
        [
            {
                "id": 1,
                "iid": 2,
                "ref": "main",
                "sha": "a",
                "environment": {"name": "production"},
                "statuses_url": 1,
            }
        ],
        {"incident": {"id": "x", "title": "y", "number": 3}},
    ],
    ids=["log streams", "label names", "audit", "pods", "push", "another forge", "incident"],
)
def test_what_only_looks_alike_is_left_to_others(content: Any) -> None:
    accepted = [
        one.name
        for one in (github.importer, kubernetes.importer, prometheus.importer)
        if one.accepts(file_of(content))
    ]
    assert accepted == []


@pytest.mark.parametrize(
    ("kind", "name", "service"),
    [
        ("Pod", "parcel-api-6c8d5f7b9-x4k2p", "parcel-api"),
        ("Pod", "label-printer-0", "label-printer"),
        ("Pod", "log-shipper-7zq9w", "log-shipper"),
        ("Pod", "my-little-proxy", "my-little-proxy"),
        ("Pod", "api-worker-proxy", "api-worker-proxy"),
        ("ReplicaSet", "parcel-api-6c8d5f7b9", "parcel-api"),
        ("ReplicaSet", "cart-service", "cart-service"),
        ("Job", "sort-29012345", "sort"),
        ("Deployment", "parcel-api", "parcel-api"),
        ("Node", "node-b", None),
    ],
)
def test_the_service_is_the_workload_without_random_parts(kind: str, name: str, service: str | None) -> None:
    (event,) = read(kubernetes.importer, pod_event(name, kind))
    assert isinstance(event, Event)
    assert event.service == service


def test_samples_are_ordered_unique_and_finite() -> None:
    pairs = [[30, "3"], [10, "1"], [20, "NaN"], [10, "9"], [40, "+Inf"]]
    (series,) = read(prometheus.importer, answer({"metric": {"__name__": "up"}, "values": pairs}))
    assert isinstance(series, Series)
    assert series.points == ((10.0, 1.0), (30.0, 3.0))


def test_a_key_is_at_most_200_characters_and_still_unique() -> None:
    many = [
        {"metric": {"__name__": "m", "a": "x" * 300, "z": str(n)}, "values": [[1, "1"]]} for n in range(3)
    ]
    keys = [r.key for r in read(prometheus.importer, answer(*many)) if isinstance(r, Series)]
    assert len(set(keys)) == 3
    assert max(map(len, keys)) <= prometheus.LONGEST_KEY


def test_hundreds_of_series_are_read() -> None:
    values = [[t * 60 + 1, "1.5"] for t in range(200)]
    records = read(
        prometheus.importer, answer(*({"metric": {"n": str(n)}, "values": values} for n in range(400)))
    )
    assert len(records) == 400


def test_an_error_in_place_of_data_is_told_in_its_own_words() -> None:
    file = file_of({"status": "error", "errorType": "timeout", "error": "query timed out"})
    assert prometheus.importer.accepts(file)
    with pytest.raises(Unreadable, match="timeout: query timed out"):
        list(prometheus.importer.read(file, "s", Context()))


def test_a_bad_record_is_a_problem_and_the_rest_is_read() -> None:
    good, bad = pod_event("a"), pod_event("b") | {"firstTimestamp": "2026-02-30T00:00:00Z"}
    problem, event = read(kubernetes.importer, [bad, good])
    assert isinstance(problem, Problem)
    assert problem.place == "event 1"
    assert isinstance(event, Event)
    assert event.key == "a"


def test_a_workflow_is_a_deployment_only_where_its_name_or_a_person_says_so() -> None:
    def kind(**more: str) -> str:
        run = {"id": 1, "run_number": 1, "head_sha": "a", "run_started_at": "2026-03-02T10:00:00Z", **more}
        (event,) = read(github.importer, run)
        assert isinstance(event, Event)
        return event.kind

    assert kind(name="checks", display_title="Fix the release notes", event="push") == "other"
    assert kind(name="manual", display_title="Roll back to v4", event="workflow_dispatch") == "deploy"
    assert kind(name="Ship it", event="push") == "deploy"
