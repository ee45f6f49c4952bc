"""Defects of the actions: nobody's, no date, no deliverable, no strength, no proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from howcome.document import Document
from howcome.document.grammar import Action
from measures.defects.edits import below_item, with_field, with_words, without_field, without_items
from measures.defects.kind import Damage, add, defect

#: What follows when an action answers nothing any more.
_LOOSE = ("RCA-016", "LES-007")


def _open(action: Action) -> bool:
    return not action.done and action.state not in ("done", "exceeds", "done-alternative")


def _done(action: Action) -> bool:
    return not _open(action)


def _without(*names: str, only: Callable[[Action], bool] = _open) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        for action in document.actions:
            if names[0] in action.cells and only(action):
                yield without_field(document, action, *names)

    return damage


add("owner of an action removed", _without("owner"), ("ACT-003",), (), "actions")
add("owner of a done action removed", _without("owner", only=_done), ("ACT-003",), (), "actions")
add("due date of an action removed", _without("due"), ("ACT-004",), (), "actions")
add("kind of an action removed", _without("kind"), ("ACT-006",), ("ACT-012",), "actions")
add("priority of an action removed", _without("priority"), ("ACT-007",), (), "actions")
add("what an action answers removed", _without("addresses"), ("ACT-009",), _LOOSE, "actions")
add("when an action is done removed", _without("done-when"), ("ACT-008",), ("ACT-002",), "actions")


@defect("ticket of an action removed", "ACT-005")
def no_ticket(document: Document) -> Iterator[str]:
    if not document.head.tracker:
        for action in document.actions:
            if action.tracker and _open(action):
                yield without_field(document, action, "tracker")


@defect("a done action with nothing that shows it", "ACT-018")
def unproven(document: Document) -> Iterator[str]:
    for action in document.actions:
        if not _open(action) and action.evidence:
            yield without_field(document, action, "evidence", "tracker")


def _set(name: str, words: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        for action in document.actions:
            if name in action.cells and _open(action):
                yield with_field(document, action, name, words)

    return damage


for _owner in ("TBD", "everyone", "the backend team", "Dana and Ravi"):
    add(f"owner of an action: “{_owner}”", _set("owner", _owner), ("ACT-003",), ("DOC-002",), "actions")
for _due in ("soon", "Q3", "2026-13-45"):
    add(f"due date of an action: “{_due}”", _set("due", _due), ("ACT-004", "READ-003"), (), "actions")
add(
    "an action answers an id that nothing has",
    _set("addresses", "w0nowhere"),
    ("ACT-009",),
    _LOOSE,
    "actions",
)
add("a state that nobody knows", _set("state", "finito"), ("ACT-018",), (), "actions")
add("a kind of action that nobody knows", _set("kind", "magic"), ("ACT-006",), ("ACT-012",), "actions")


def _first_day(document: Document) -> date | None:
    start = document.marked.get("detected")
    return start.date() if start else document.head.date


@defect("due date before the incident", "ACT-004", also=("ACT-018",))
def due_before(document: Document) -> Iterator[str]:
    day = _first_day(document)
    for action in document.actions:
        if day and action.due:
            yield with_field(document, action, "due", str(day - timedelta(days=30)))


@defect("due date in a year", "ACT-016", "ACT-004")
def due_in_a_year(document: Document) -> Iterator[str]:
    day = _first_day(document)
    for action in document.actions:
        if day and action.due and _open(action):
            yield with_field(document, action, "due", str(day + timedelta(days=365)))


def _says(words: str, only: Callable[[Action], bool] = _open) -> Damage:
    """An action that says something else, with all its fields but those that spoke of the old words."""

    def damage(document: Document) -> Iterator[str]:
        for action in document.actions:
            if not action.in_table and only(action):
                yield with_words(document, action, words, "done-when", "strength")

    return damage


_PEOPLE = ("ACT-011", "B16")
for _words, _codes in (
    ("Investigate the monitoring", ("ACT-002",)),
    ("Look into connection limits", ("ACT-002",)),
    ("Improve the resilience of the service", ("ACT-002",)),
    ("Consider a second provider", ("ACT-002",)),
    ("Better alerts", ("ACT-001",)),
    ("Monitoring of the pool", ("ACT-001",)),
    ("Be more careful when changing limits", _PEOPLE),
    ("Remind all engineers to check the limit twice", _PEOPLE),
    ("Retrain the on-call engineer", _PEOPLE),
    ("Double-check every change before a release", _PEOPLE),
    ("Ensure that this never happens again", ("ACT-020", "ACT-002")),
    ("Eliminate all outages of checkout", ("ACT-020",)),
    ("Add an alert for the pool and rewrite the runbook", ("ACT-014",)),
    ("Add a limit to the pool; move the queue to a new cluster", ("ACT-014",)),
    ("Document the limit in the runbook", ("ACT-019",)),
):
    add(
        f"an action: “{_words}”",
        _says(_words),
        _codes,
        ("ACT-008", "ACT-010", "ACT-002", "ACT-001", "ACT-019", "B16", "ACT-020", "PRV-006"),
        "actions",
    )
for _words, _codes in (
    ("Investigate the monitoring", ("ACT-002",)),
    ("Remind all engineers to check the limit twice", _PEOPLE),
):
    add(f"a done action: “{_words}”", _says(_words, _done), _codes, ("ACT-010", "ACT-002", "B16"), "actions")


@defect(
    "only weak actions",
    "ACT-010",
    also=("ACT-008", "ACT-019", "ACT-011", "ACT-012", "ACT-002", "B16", "PRV-010", "PRV-005"),
)
def only_weak(document: Document) -> Iterator[str]:
    if not document.actions or document.actions[0].in_table:
        return
    words = (
        "Document the limit of the pool in the runbook",
        "Announce the new limit in the weekly meeting",
        "Publish a guideline for pools",
        "Schedule a training about pools",
    )
    text = document.source.text
    for number, action in enumerate(document.actions):
        changed = Document.parse(text, document.stem)
        same = changed.find(f":{action.line}")
        if same:
            text = with_words(changed, same, words[number % len(words)], "done-when", "strength")
    yield text


@defect("only actions that prevent", "ACT-012", also=("PRV-010",))
def only_prevent(document: Document) -> Iterator[str]:
    text = document.source.text
    if {a.type for a in document.actions} == {"prevent"}:
        return
    for action in document.actions:
        changed = Document.parse(text, document.stem)
        same = changed.find(f":{action.line}")
        if same:
            text = with_field(changed, same, "kind", "prevent")
    yield text


@defect(
    "twelve more actions, in no order",
    "ACT-013",
    also=("ACT-007", "PRV-001", "ACT-009", "ACT-005", "ACT-010"),
)
def too_many(document: Document) -> Iterator[str]:
    last = document.actions[-1] if document.actions else None
    if last and last.due and not last.in_table:
        about = (
            "cache",
            "queue",
            "gateway",
            "index",
            "proxy",
            "job",
            "topic",
            "bucket",
            "lock",
            "route",
            "probe",
            "quota",
        )
        lines = [
            f"- [ ] Limit the size of the {word} to 100 MB (owner: Ravi; due: {last.due}; kind: prevent; "
            f'tracker: OPS-{number}; addresses: {last.addresses[0] if last.addresses else "x"}; done-when: "a test with 101 MB is refused")'
            for number, word in enumerate(about, 100)
        ]
        yield below_item(document, last, "\n".join(lines))


@defect(
    "all actions removed",
    "ACT-013",
    "DOC-001",
    "RCA-016",
    also=("ACT-010", "ACT-012", "LES-007", "PRV-001", "PRV-010", "APP-002"),
)
def no_actions(document: Document) -> Iterator[str]:
    if document.actions and not document.actions[0].in_table:
        yield without_items(document, document.actions)


def _risk(*names: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        for risk in document.risks:
            if names[0] in risk.cells:
                yield without_field(document, risk, *names)

    return damage


add("who accepted a risk removed", _risk("owner"), ("PRV-008",), (), "actions")
add("until when a risk is accepted removed", _risk("by"), ("PRV-008",), (), "actions")
add("why a risk is accepted removed", _risk("reason"), ("PRV-008",), (), "actions")
