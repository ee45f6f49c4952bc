"""A document as JSON: the only place of the object that `show --format json` prints.

Every key is always there; missing text is null, a missing list is empty; arrays keep the order of the text.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from howcome.document import Document
from howcome.document.grammar import (
    MARKS,
    STATUSES,
    Action,
    Attachment,
    Cause,
    Communication,
    Impact,
    Lesson,
    Measure,
    Question,
    Review,
    Risk,
    TimelineEntry,
)
from howcome.document.moment import Moment
from howcome.document.sections import SECTION_KEYS
from howcome.publishing.facts import certainty_of, quantity_of
from howcome.publishing.view import PUBLIC_SECTIONS, Artefact, View
from howcome.publishing.writing import file_stem
from howcome.text import without_surrogates

#: Lists of the object and the section that they belong to ("" for none); the first of a section is its main one.
LISTS = {
    "timeline": "timeline", "impact": "impact", "causes": "causes", "lessons": "lessons", "actions": "actions",
    "measures": "measures", "communications": "communication", "risks": "actions", "questions": "causes",
    "reviews": "improvement", "evidence": "appendix", "problems": "",
}  # fmt: skip
#: Keys of items that stay inside the company.
_INSIDE = (
    "owner",
    "evidence",
    "tracker",
    "addresses",
    "method",
    "done_when",
    "priority",
    "strength",
    "state",
)


def to_contract(document: Document) -> dict[str, Any]:
    """The document as one object of plain JSON values. Never raises.

    Times are ISO 8601 with an offset, dates `YYYY-MM-DD`, durations minutes with unit "min", shares 0 to 1.
    Problems of a document give line and column, both from 1, columns in code points.
    """
    head = document.head
    status = head.status
    if status and status.lower() in STATUSES:
        status = status.lower()
    return {
        "format": 1,
        "class": head.category,
        "title": document.title,
        "status": status,
        "severity": head.severity,
        "owner": head.owner,
        "summary": document.summary,
        "services": list(head.services),
        "times": {mark.replace("-", "_"): _time(document.times.get(mark)) for mark in MARKS},
        "sections": {key: document.states[key] for key in SECTION_KEYS},
        "timeline": [_entry(entry) for entry in document.timeline],
        "impact": [_impact(item) for item in document.impact],
        "causes": [_cause(cause, parent) for cause, parent in document.parents()],
        "lessons": [_lesson(lesson) for lesson in document.lessons],
        "actions": [_action(action) for action in document.actions],
        "measures": [_measure(measure) for measure in document.measures],
        "communications": [_communication(item) for item in document.communications],
        "risks": [_owned(item) for item in document.risks],
        "questions": [_owned(item) for item in document.questions],
        "reviews": [_owned(item) for item in document.reviews],
        "evidence": [_evidence(item) for item in document.attachments],
        "problems": _problems(document),
    }


def export(document: Document, view: View) -> Artefact:
    """The object of `to_contract` as UTF-8, indented by two; for people outside without what is internal."""
    found = to_contract(document)
    if view.public:
        found = _for_outside(found, view)
    text = json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    content = without_surrogates(text).encode()
    return Artefact(content, "application/json", f"{file_stem(document)}.json")


def _time(moment: Moment | None) -> str | None:
    return moment.time.isoformat() if moment and moment.time else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "time": _time(entry.moment),
        "until": _time(entry.end),
        "certainty": certainty_of(entry),
        "text": entry.text,
        "marks": list(entry.labels),
        "kind": entry.event,
        "actors": list(entry.actors),
        "evidence": list(entry.evidence),
        "line": entry.line,
    }


def _impact(item: Impact) -> dict[str, Any]:
    quantity = quantity_of(item)
    return {
        "id": item.id,
        "name": item.name,
        "value": quantity.value,
        "of": quantity.of,
        "share": quantity.share,
        "unit": quantity.unit,
        "window": item.window,
        "method": item.method,
        "text": item.text,
        "evidence": list(item.evidence),
        "line": item.line,
    }


def _cause(cause: Cause, parent: Cause | None) -> dict[str, Any]:
    return {
        "id": cause.id,
        "parent": parent.id if parent else None,
        "also": list(cause.also),
        "root": cause.root,
        "status": cause.status,
        "since": cause.since,
        "text": cause.text,
        "labels": list(cause.labels),
        "evidence": list(cause.evidence),
        "line": cause.line,
    }


def _lesson(lesson: Lesson) -> dict[str, Any]:
    return {"text": lesson.text, "group": lesson.lesson_group, "line": lesson.line}


def _action(action: Action) -> dict[str, Any]:
    return {
        "id": action.id,
        "text": action.text,
        "done": action.done,
        "state": action.state,
        "owner": action.owner,
        "due": _day(action.due),
        "kind": action.type,
        "strength": action.strength,
        "priority": action.priority,
        "done_when": action.done_when,
        "tracker": action.tracker,
        "addresses": list(action.addresses),
        "line": action.line,
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "for": list(measure.for_actions),
        "text": measure.text,
        "responsible": measure.responsible,
        "by": _day(measure.by),
        "expects": measure.expects,
        "verify": _day(measure.verify),
        "line": measure.line,
    }


def _communication(item: Communication) -> dict[str, Any]:
    return {
        "id": item.id,
        "audience": item.audience,
        "channel": item.channel,
        "owner": item.owner,
        "by": _day(item.by),
        "done": item.done,
        "text": item.text,
        "line": item.line,
    }


def _owned(item: Risk | Question | Review) -> dict[str, Any]:
    return {"id": item.id, "text": item.text, "owner": item.owner, "by": _day(item.by), "line": item.line}


def _evidence(item: Attachment) -> dict[str, Any]:
    return {"id": item.id, "name": item.text, "kind": item.type, "sha256": item.sha256, "events": item.events}


def _problems(document: Document) -> list[dict[str, Any]]:
    found = []
    for problem in document.problems:
        place = document.source.position(problem.span.start)
        found.append(
            {"code": problem.code, "message": problem.message, "line": place.line, "column": place.column}
        )
    return found


def _for_outside(found: dict[str, Any], view: View) -> dict[str, Any]:
    """The same keys, with internal lists empty and every text through the view."""
    kept = {
        key: ([] if key in LISTS and LISTS[key] not in PUBLIC_SECTIONS else value)
        for key, value in found.items()
    } | {"owner": None, "services": [], "risks": []}
    kept = {key: _clean(value, view) for key, value in kept.items()}
    kept["sections"] = {
        key: state if key in PUBLIC_SECTIONS else "absent" for key, state in found["sections"].items()
    }
    kept["times"] = found["times"]
    shown = {item.line for item in view.document.impact if view.shows_impact(item)}
    kept["impact"] = [item for item in kept["impact"] if item["line"] in shown]
    return kept


def _clean(value: Any, view: View) -> Any:
    if isinstance(value, str):
        return view.words(value)
    if isinstance(value, list):
        return [_clean(one, view) for one in value]
    if isinstance(value, dict):
        return {
            key: ([] if isinstance(one, list) else None) if key in _INSIDE else _clean(one, view)
            for key, one in value.items()
        }
    return value
