"""The cluster: Kubernetes' events and the syslog of the database's host.

Format: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from .story import LOGGED, SERVICE, WHEN, at, digits, iso, stream

_HASH = "7d9f8c6b54"
_PODS = (
    "2xkqz",
    "4hmwt",
    "6bvrl",
    "8czsd",
    "9gnpf",
    "5jtxk",
    "7wmbh",
    "2qlvn",
    "4rdcz",
    "6spgf",
    "8kxtj",
    "9fhwm",
)
_REPLICA = "tariff-replica-1"


def files() -> Iterator[tuple[str, bytes]]:
    """`kubernetes/events.json` and `logs/syslog`."""
    listed = {"kind": "EventList", "apiVersion": "v1", "metadata": {}, "items": list(_events())}
    yield "kubernetes/events.json", (json.dumps(listed, indent=1) + "\n").encode()
    yield "logs/syslog", "".join(f"{line}\n" for line in _syslog()).encode()


def _events() -> Iterator[dict[str, Any]]:
    deployment = ("Deployment", SERVICE)
    out, back = WHEN["scaled out"], WHEN["scaled in"]
    set_of = f"replica set {SERVICE}-{_HASH}"
    yield _event(deployment, "ScalingReplicaSet", f"Scaled up {set_of} to 12 from 6", out)
    for number, pod in enumerate(_PODS[6:]):
        started = out + timedelta(seconds=9 + 14 * number)
        yield _event(("Pod", f"{SERVICE}-{_HASH}-{pod}"), "Started", f"Started container {SERVICE}", started)
    for number, pod in enumerate(_PODS[:6]):
        first = WHEN["first failures"] + timedelta(seconds=140 + 20 * number)
        failed = "Readiness probe failed: no answer in 3 s"
        about = ("Pod", f"{SERVICE}-{_HASH}-{pod}")
        yield _event(
            about, "Unhealthy", failed, first, last=at("17:50:20"), count=61 + number, kind="Warning"
        )
    yield _event(deployment, "ScalingReplicaSet", f"Scaled down {set_of} to 6 from 12", back)
    seat_map = ("Deployment", "seat-map")
    start = WHEN["seat-map started"] + timedelta(seconds=12)
    yield _event(seat_map, "ScalingReplicaSet", "Scaled up replica set seat-map-66cfb9d48b to 4", start)
    for number in range(8):
        job = ("Job", f"timetable-import-{29_000_160 + 15 * number}")
        yield _event(job, "Completed", "Job completed", LOGGED[0] + timedelta(minutes=15 * number))


def _event(
    about: tuple[str, str],
    reason: str,
    message: str,
    first: datetime,
    *,
    last: datetime | None = None,
    count: int = 1,
    kind: str = "Normal",
) -> dict[str, Any]:
    seed = f"{about} {reason} {first}"
    uid = digits(seed, 32)
    component = {"Deployment": "deployment-controller", "Job": "job-controller"}.get(about[0], "kubelet")
    return {
        "kind": "Event",
        "apiVersion": "v1",
        "metadata": {
            "name": f"{about[1]}.{uid[:16]}",
            "namespace": "production",
            "uid": f"{uid[:8]}-{uid[8:12]}-4{uid[13:16]}-a{uid[17:20]}-{uid[20:]}",
            "creationTimestamp": iso(first),
        },
        "involvedObject": {"kind": about[0], "namespace": "production", "name": about[1]},
        "reason": reason,
        "message": message,
        "source": {"component": component},
        "firstTimestamp": iso(first),
        "lastTimestamp": iso(last or first),
        "count": count,
        "type": kind,
    }


def _syslog() -> Iterator[str]:
    """The database's host in UTC, without a year as syslog has it: load warnings among the usual lines."""
    dice = stream("syslog")
    lines: list[tuple[datetime, str]] = []
    for minute in range(0, 120, 7):
        moment = LOGGED[0] + timedelta(minutes=minute, seconds=dice.randrange(60))
        usual = (
            "systemd[1]: Started sysstat-collect.service.",
            "CRON[{n}]: (root) CMD (test -x /usr/sbin/rotate)",
            "chronyd[611]: Selected source 192.0.2.123",
        )
        lines.append((moment, dice.choice(usual).replace("{n}", str(dice.randrange(4000, 9000)))))
    for minute in range(1, 57, 5):
        moment = WHEN["first failures"] + timedelta(minutes=minute, seconds=dice.randrange(50))
        load = dice.randrange(38, 61) if moment < WHEN["revert finished"] else dice.randrange(24, 30)
        text = f"watchdog[702]: warning: load average {load}.{dice.randrange(10)} is above 16, 16 processors busy"
        lines.append((moment, text))
    for moment, text in sorted(lines):
        yield f"{moment:%b} {moment.day:2} {moment:%H:%M:%S} {_REPLICA} {text}"
