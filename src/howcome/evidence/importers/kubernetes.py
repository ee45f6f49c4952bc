"""Events of a Kubernetes cluster, as `kubectl` writes them.

To get them: `kubectl get events --all-namespaces -o json > events.json` soon after the incident (a cluster
forgets its events after an hour, unless it was told otherwise). `-n NAME` for one namespace; what
`kubectl get events -w -o json` writes is read too. Both `v1` and `events.k8s.io/v1` are known.
Address: the event's uid.
Format: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from howcome.evidence.importer import Context, File, missing_time, one_line, read_time
from howcome.evidence.json_shape import as_object, documents, glimpse
from howcome.evidence.model import Event, Problem, Record

#: Reasons that are steps of a deployment.
_DEPLOYING = frozenset({"ScalingReplicaSet", "RollingUpdate"})

#: Kinds that have a name of their own but are no service.
_NO_SERVICE = frozenset(
    {"", "Node", "Namespace", "PersistentVolume", "Event", "Lease", "ConfigMap", "Secret"}
)

# Random parts of names are written without vowels and without 0, 1 and 3, so that they form no words.
_RANDOM = "[bcdfghjklmnpqrstvwxz2456789]"
_OF_DEPLOYMENT = re.compile(rf"(.+)-(?=[a-z]{{0,9}}\d|{_RANDOM}+-)[a-z0-9]{{6,10}}-[a-z0-9]{{5}}")
_OF_DAEMON_SET = re.compile(rf"(.+)-{_RANDOM}{{5}}")
_OF_STATEFUL_SET = re.compile(r"(.+)-\d{1,4}")
_REPLICA_SET = re.compile(rf"(.+)-(?=[a-z]{{0,9}}\d|{_RANDOM}+$)[a-z0-9]{{6,10}}")
_OF_CRON_JOB = re.compile(r"(.+)-\d{8,10}")


class Kubernetes:
    """Reads lists of events, single ones, and several that follow one another."""

    name = "kubernetes"
    title = "Kubernetes events"

    def accepts(self, file: File) -> bool:
        """By the kind of the objects. An audit log has events of another group and is not meant."""
        seen = glimpse(file)
        if isinstance(seen, dict) and seen.get("kind") == "EventList":
            return not str(seen.get("apiVersion", "")).startswith("audit")
        return next(_items(seen), None) is not None

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:  # noqa: ARG002
        """One event for each uid: a watch writes the same one again whenever it happened once more."""
        found: dict[str, Event] = {}
        number = 0
        for document in documents(file):
            if isinstance(document, Problem):
                yield document
                continue
            of_document, value = document
            for item in _items(value):
                number += 1
                place = of_document or f"event {number}"
                event = _event(file, place, item, source)
                if isinstance(event, Problem):
                    yield event
                else:
                    found[event.key] = _joined(found.get(event.key), event)
        yield from found.values()


def _items(value: object) -> Iterator[Mapping[str, Any]]:
    """The events in a document: a list, a list object, a watch's notice or the event itself."""
    if isinstance(value, list):
        for one in value:
            yield from _items(one) if isinstance(one, dict) else ()
    elif isinstance(value, dict):
        if isinstance(value.get("items"), list):
            yield from (one for one in value["items"] if isinstance(one, dict) and _known(one))
        elif isinstance(value.get("object"), dict):
            if value.get("type") != "DELETED" and _known(value["object"]):
                yield value["object"]
        elif _known(value):
            yield value


def _known(item: Mapping[str, Any]) -> bool:
    group = str(item.get("apiVersion", ""))
    if group.startswith("audit") or item.get("kind", "Event") != "Event":
        return False
    return (
        group == "v1" or group.startswith("events.k8s.io/") or "involvedObject" in item or "regarding" in item
    )


def _event(file: File, place: str, item: Mapping[str, Any], source: str) -> Event | Problem:
    about = as_object(item.get("involvedObject")) or as_object(item.get("regarding"))
    meta, series = as_object(item.get("metadata")), as_object(item.get("series"))
    times = [item.get(k) for k in ("firstTimestamp", "deprecatedFirstTimestamp", "eventTime")]
    times.append(meta.get("creationTimestamp"))
    time = next((t for t in map(read_time, times) if t), None)
    if time is None:
        return missing_time(file, place, next((t for t in times if t), None))
    kind, name, reason = _text(about, "kind"), _text(about, "name"), _text(item, "reason")
    message = _text(item, "message") or _text(item, "note")
    workload = _workload(kind, name)
    namespace = _text(about, "namespace") or _text(meta, "namespace")
    of, old = as_object(item.get("source")), as_object(item.get("deprecatedSource"))
    details = {
        "namespace": namespace,
        "reason": reason,
        "component": _text(of, "component") or _text(item, "reportingComponent")
        or _text(item, "reportingController") or _text(old, "component"),
        "host": _text(of, "host") or _text(old, "host"),
    }  # fmt: skip
    subject = " ".join(part for part in (kind, name) if part) or "Cluster"
    said = " – ".join(part for part in (reason, message) if part) or "event"
    deploying = reason in _DEPLOYING
    return Event(
        time=time,
        until=_last(time, item, series),
        kind="deploy" if deploying else "other",
        signal="progressed" if deploying else None,
        text=one_line(f"{subject}: {said}"),
        source=source,
        key=_text(meta, "uid")
        or _text(meta, "name")
        or f"{namespace}/{kind}/{name}/{reason}/{time:%Y%m%dT%H%M%S}",
        service=None if kind in _NO_SERVICE else workload or None,
        severity=_text(item, "type").lower() or None,
        group="/".join((namespace, kind, workload, reason)),
        automatic=True,
        count=_count(item, series),
        details={k: v for k, v in details.items() if v},
    )


def _last(time: datetime, item: Mapping[str, Any], series: Mapping[str, Any]) -> datetime | None:
    """When it was seen last, None where that is not later than the first time."""
    stated = (item.get("lastTimestamp"), item.get("deprecatedLastTimestamp"), series.get("lastObservedTime"))
    later = [t for t in map(read_time, stated) if t and t > time]
    return max(later, default=None)


def _count(item: Mapping[str, Any], series: Mapping[str, Any]) -> int:
    for value in (item.get("count"), item.get("deprecatedCount"), series.get("count")):
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1_000_000_000:
            return value
    return 1


def _joined(known: Event | None, event: Event) -> Event:
    """Two statements of one event: the later words, from the first time to the last."""
    if known is None:
        return event
    ends = max(known.until or known.time, event.until or event.time)
    starts = min(known.time, event.time)
    return replace(
        event,
        time=starts,
        until=ends if ends > starts else None,
        count=max(known.count, event.count),
    )


def _workload(kind: str, name: str) -> str:
    """The name of what a person deployed: without the parts that controllers add to pods and the like."""
    if kind == "Pod":
        for pattern in (_OF_DEPLOYMENT, _OF_STATEFUL_SET, _OF_DAEMON_SET):
            if found := pattern.fullmatch(name):
                return found.group(1)
    elif kind == "ReplicaSet":
        if found := _REPLICA_SET.fullmatch(name):
            return found.group(1)
    elif kind == "Job" and (found := _OF_CRON_JOB.fullmatch(name)):
        return found.group(1)
    return name


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return one_line(value) if isinstance(value, str | int) else ""


importer = Kubernetes()
