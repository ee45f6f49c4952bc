"""Forms of one item, made from the grammar of its kind: what each field shows, and what a person changed in it.

Owns how a field looks as an input and back; refuses to change a text (`services.editing` does).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData

from howcome.document import Document
from howcome.document.fields import DATE, FLAG, LABELS, LIST, Field, read_labels
from howcome.document.grammar import Action, Cause, Measure, Risk, TimelineEntry
from howcome.document.inline import plain
from howcome.document.items import Item, references
from howcome.services import editing
from howcome.services.item_edits import has_column

STRENGTHS = {
    "S0": "a reminder, a training", "S1": "a rule, a runbook, a review",
    "S2": "an alert, a check or a clearer display", "S3": "automated, or a second one stands in",
    "S4": "enforced: the other way is refused", "S5": "made impossible",
}  # fmt: skip
_CHOICES = {
    "strength": {key: f"{key}: {words}" for key, words in STRENGTHS.items()},
    "certainty": {"exact": "exact", "approximate": "about then", "zone-assumed": "the zone is assumed",
                  "date-only": "only the day is known", "unknown": "not known"},
    "root": {"began": "why it began", "not-known-sooner": "why it was not known sooner", "lasted": "why it lasted"},
}  # fmt: skip
_LABELS = {
    "text": {"timeline": "What happened", "impact": "The number in words", "cause": "The condition",
             "action": "What is delivered, beginning with a verb", "measure": "What is different then",
             "communication": "What they hear", "risk": "The risk", "question": "The question"},
    "name": {"impact": "What is measured"},
    "title": {"head": "Title: the symptom and the service, no names"}, "class": {"head": "What it was"},
    "status": {"head": "Where this document stands"}, "date": {"head": "Day of the incident"},
    "timezone": {"head": "Zone of times without one"}, "review-due": {"head": "Review due"},
    "recurs-from": {"head": "Recurs from these documents"},
    "time": {"timeline": "When"}, "until": {"timeline": "Until, if it lasted"},
    "labels": {"timeline": "Marks", "cause": "What it is"},
    "kind": {"timeline": "Kind of event", "action": "What it does"},
    "actors": {"timeline": "Roles, teams or systems"}, "certainty": {"timeline": "How sure the time is"},
    "done": {"communication": "Sent", "review": "Held"}, "root": {"cause": "Which question it asks"},
    "since": {"cause": "There since"}, "also": {"cause": "Leads to these too"},
    "addresses": {"action": "Answers these causes", "risk": "Leaves these causes unanswered"},
    "for": {"measure": "For these actions"}, "expects": {"measure": "Expected outcome, measurable"},
    "verify": {"measure": "Verified on"}, "how": {"measure": "How it is verified"},
    "by": {"risk": "Accepted until", "impact": "Known by", "question": "Known by"},
    "owner": {"impact": "Who finds it out", "question": "Who finds it out", "risk": "Who accepted it"},
    "window": {"impact": "The time that it covers"}, "method": {"impact": "How it was found"},
    "state": {"action": "Where it stands"}, "done-when": {"action": "How we see that it is done"},
    "tracker": {"action": "Ticket"},
}  # fmt: skip
_FIRST = {
    "timeline": ("time", "until", "text", "labels"), "impact": ("name", "text"), "cause": ("text", "status", "labels"),
    "action": ("text", "owner", "due"), "measure": ("text", "expects"), "communication": ("audience", "text"),
}  # fmt: skip
_WIDE = (
    "text",
    "labels",
    "expects",
    "done-when",
    "reason",
    "how",
    "taught",
    "evidence",
    "addresses",
    "for",
    "also",
)
_EXAMPLES = {"time": "2026-11-20 14:02Z", "until": "14:30Z", "evidence": "alerts#1812"}


@dataclass(frozen=True, slots=True)
class Input:
    """One field as a form shows it. `was` is the value as written then; `now` what somebody else made of it."""

    name: str
    label: str
    kind: str
    value: str
    was: str
    choices: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    example: str = ""
    wide: bool = False
    error: str = ""
    now: str | None = None


def inputs_of(document: Document, item: Item | None, kind: type[Item]) -> list[Input]:
    """The inputs of an item, or of a new one of this kind; in a table only those that have a cell."""
    first = _FIRST.get(kind.kind, ("text",))
    names = [n for n in (*first, *(n for n in kind.fields if n not in first)) if n in kind.fields]
    if isinstance(item, Cause) and item.depth and not item.root:
        names.remove("root")
    known = [n for n in names if item is None or has_column(item, n)]
    return [_input(document, item, kind, kind.fields[n]) for n in known]


def _input(document: Document, item: Item | None, kind: type[Item], field: Field[Any]) -> Input:
    was = editing.raw_value(item, field.name) if item else ""
    value = shown_value(kind, field, was, in_table=bool(item and item.in_table))
    label = _LABELS.get(field.name, {}).get(kind.kind) or field.name.replace("-", " ").capitalize()
    shape, choices = _shape(field, value)
    return Input(
        field.name, label, shape, value, was, choices, read_labels(value) if shape == "labels" else (),
        _more(document, item, kind, field), field.example.strip('"') or _EXAMPLES.get(field.name, ""), field.name in _WIDE,
    )  # fmt: skip


def _shape(field: Field[Any], value: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if field.place == "text":
        return "words", ()
    if field.type is FLAG:
        return "flag", ()
    if field.type is LABELS:
        known = dict.fromkeys((*field.choices, *read_labels(value)))
        return "labels", tuple((w, w.replace("-", " ")) for w in known)
    if field.type is DATE and (not value or DATE.read(value)):
        return "date", ()
    if field.choices:
        words = _CHOICES.get(field.name, {})
        found = [(c, words.get(c, c.replace("-", " "))) for c in field.choices]
        if value and value not in field.choices:
            found.append((value, f"{value} (as written)"))
        return "choice", (("", "not stated"), *found)
    return "line", ()


def shown_value(kind: type[Item], field: Field[Any], raw: str, *, in_table: bool) -> str:
    """A value as its input holds it: plain where howcome escapes it, Markdown where people write it."""
    if field.type is FLAG:
        return "x" if FLAG.read(raw) else ""
    if field.type is LABELS:
        return ", ".join(read_labels(raw))
    if in_table:
        return raw.replace("\\|", "|")
    if field.place == "lead" and not kind.timed:
        return plain(raw)
    return " ".join(raw.split())


def _more(
    document: Document, item: Item | None, kind: type[Item], field: Field[Any]
) -> tuple[tuple[str, str], ...]:
    """What may be added to a list: evidence that is cited or listed, causes, actions."""
    if field.type is not LIST:
        return ()
    if field.name == "evidence":
        return _evidence(document) if kind is not TimelineEntry else ()
    if field.name == "addresses" and kind in (Action, Risk):
        return tuple(
            (c.id, _short(c)) for c in (*document.causes, *document.lessons) if c.id and not _is_root(c)
        )
    if field.name == "also":
        return tuple((c.id, _short(c)) for c in document.causes if c.id and c is not item)
    if field.name == "for" and kind is Measure:
        return tuple((a.id, _short(a)) for a in document.actions if a.id)
    return ()


def _is_root(item: Item) -> bool:
    return isinstance(item, Cause) and item.depth == 0 and bool(item.root)


def _evidence(document: Document) -> tuple[tuple[str, str], ...]:
    pieces = {p.id: p.text or p.id for p in document.attachments if p.id}
    cited = dict.fromkeys(a for i in document.items for a in references(i))
    found = [(a, address_words(a)) for a in list(cited)[:400]]
    found += [(id, f"{words} (as a whole)") for id, words in pieces.items() if id not in cited]
    return tuple(sorted(found))


def address_words(address: str) -> str:
    """An evidence address as people read it: `logs, line 1812`."""
    from urllib.parse import unquote

    piece, _, key = address.partition("#")
    return f"{piece}, {unquote(key)}" if key else piece


def _short(item: Item) -> str:
    words = item.text or "…"
    return words if len(words) <= 80 else words[:78].rstrip() + "…"


def given_values(form: FormData, kind: type[Item]) -> dict[str, str]:
    """The values of all fields of this kind that a form sent; what was chosen besides is added to lists."""
    found: dict[str, str] = {}
    for name, field in kind.fields.items():
        if f"was-{name}" not in form and name not in form and f"more-{name}" not in form:
            continue
        said = [str(v) for v in form.getlist(name) if isinstance(v, str)]
        if name not in form and f"more-{name}" in form:
            said = [str(form.get(f"was-{name}") or "")]
        value = ", ".join(said) if field.type in (LABELS, LIST) else (said[-1] if said else "")
        value = editing.clean(value)
        for extra in form.getlist(f"more-{name}"):
            if isinstance(extra, str) and extra.strip():
                value = f"{value}, {editing.clean(extra)}" if value else editing.clean(extra)
        found[name] = value
    return found


def changed(form: FormData, item: Item, ref: str, line: str | None) -> Iterator[tuple[editing.Field, str]]:
    """The fields whose value is not the one that the form showed, with the value as it is to be written."""
    for name, value in given_values(form, type(item)).items():
        said = form.get(f"was-{name}")
        was = str(said) if isinstance(said, str) else ""
        field = item.fields[name]
        shown = editing.clean(shown_value(type(item), field, was, in_table=item.in_table))
        if value == shown or (field.type is LABELS and set(read_labels(value)) == set(read_labels(shown))):
            continue
        if field.type is FLAG and item.in_table:
            value = "yes" if value else "no"
        yield editing.Field(ref, name, was, line), value


def again(
    inputs: list[Input], said: Mapping[str, str], *, now: Mapping[str, str], error: str = ""
) -> list[Input]:
    """The inputs once more with a person's own words; beside them what somebody else wrote meanwhile.

    `error` belongs to the field whose name it begins with.
    """
    found = []
    for one in inputs:
        value = said.get(one.name, one.value)
        wrong = error if error.startswith(f"{one.name}:") else ""
        chosen = read_labels(value) if one.kind == "labels" else ()
        found.append(
            replace(one, value=value, chosen=chosen, error=wrong, now=one.value if one.name in now else None)
        )
    return found


def words_kept(form: FormData) -> str:
    """What a person wrote into a form whose item is gone, for them to take along."""
    found = []
    for name in form:
        was, value = form.get(f"was-{name}"), form.get(name)
        if isinstance(was, str) and isinstance(value, str) and value.strip() and value != was:
            found.append(f"{name.replace('-', ' ').capitalize()}: {editing.clean(value)}")
    return "\n".join(found)
