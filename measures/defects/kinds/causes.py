"""Defects of the analysis: where a chain of whys stops too early, turns in a circle, or stands on nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.document.grammar import Action, Risk
from measures.defects.edits import (
    child_of,
    leaves,
    with_field,
    with_sentence,
    with_words,
    without_branch,
    without_field,
    without_items,
)
from measures.defects.kind import Damage, add, defect


def _leaf_that_says(words: str) -> Damage:
    """One more why below the deepest one of each branch."""

    def damage(document: Document) -> Iterator[str]:
        for leaf in sorted(leaves(document), key=lambda c: -c.depth):
            yield child_of(document, leaf, words)

    return damage


def _instead(words: str) -> Damage:
    """Another wording of a why at the end of a branch."""

    def damage(document: Document) -> Iterator[str]:
        for leaf in leaves(document):
            if "systemic" not in leaf.labels and leaf.status != "refuted":
                yield with_words(document, leaf, words)

    return damage


_BLAME = ("B02", "B03", "B04", "B06", "B07", "B08", "B11", "B12", "B17")
#: A why that is gone leaves those that named it, and the shape of what is left.
_LOOSE = (
    "ACT-009",
    "RCA-001",
    "RCA-005",
    "RCA-012",
    "RCA-013",
    "RCA-014",
    "RCA-016",
    "RCA-004",
    "LES-007",
    "APP-002",
    "PRV-008",
)

for _words, _codes in (
    ("The engineer on duty typed the name of the wrong cluster", ("RCA-002",)),
    ("The reviewer approved the change without reading it to its end", ("RCA-002",)),
    ("The platform team changed the limit", ("RCA-002",)),
    ("Human error", ("RCA-003", "B07")),
    ("An oversight", ("RCA-003",)),
    ("Miscommunication between two teams", ("RCA-003", "B17")),
    ("Carelessness under pressure", ("RCA-003", "B01", "B17")),
    ("The cloud provider had an incident of its own", ("RCA-007",)),
    ("Nobody made the pool larger", ("RCA-011", "B06", "RCA-002")),
    ("The runbook was not followed", ("RCA-010", "B12")),
    ("The change process was bypassed", ("RCA-010", "B12")),
):
    add(f"a last why: “{_words}”", _leaf_that_says(_words), _codes, _BLAME, "causes")

for _words, _codes in (
    ("Lack of monitoring", ("RCA-021", "RCA-009")),
    ("There was insufficient monitoring of the queue", ("RCA-021", "RCA-009")),
    ("Missing canary releases", ("RCA-021",)),
    ("Poor documentation", ("RCA-009", "RCA-008")),
    ("Inadequate testing", ("RCA-009", "RCA-008")),
    ("Bad config", ("RCA-009", "RCA-008")),
):
    add(f"a why that says: “{_words}”", _instead(_words), _codes, ("RCA-020",), "causes")


@defect("evidence and status of a cause removed", "RCA-006", "RCA-017")
def no_evidence(document: Document) -> Iterator[str]:
    for cause in document.causes:
        if cause.depth and cause.evidence and cause.status:
            yield without_field(document, cause, "evidence", "status")


@defect("evidence of a confirmed cause removed", "RCA-006", "RCA-017")
def confirmed_by_nothing(document: Document) -> Iterator[str]:
    for cause in document.causes:
        if cause.depth and cause.evidence and cause.status == "confirmed":
            yield without_field(document, cause, "evidence")


def _root_gone(root: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        for cause in document.causes:
            if cause.root == root:
                yield without_branch(document, cause)
                return

    return damage


add(
    "the question why it was not known sooner removed",
    _root_gone("not-known-sooner"),
    ("RCA-014", "RCA-013"),
    _LOOSE,
    "causes",
)
add("the question why it lasted removed", _root_gone("lasted"), ("RCA-013",), _LOOSE, "causes")
add(
    "the question why it began removed",
    _root_gone("began"),
    ("RCA-013", "RCA-012", "RCA-001"),
    _LOOSE,
    "causes",
)


@defect("a factor that no action answers", "RCA-016", also=("ACT-009", "LES-007", "PRV-008"))
def unanswered(document: Document) -> Iterator[str]:
    named: list[Action | Risk] = [*document.actions, *document.risks]
    for cause in leaves(document):
        if cause.id and sum(cause.id in a.addresses for a in named) == 1:
            action = next(a for a in named if cause.id in a.addresses)
            left = [i for i in action.addresses if i != cause.id]
            if left:
                yield with_field(document, action, "addresses", ", ".join(left))
            else:
                yield without_field(document, action, "addresses")


@defect("the whys cut after the first answer", "RCA-004", also=_LOOSE)
def shallow(document: Document) -> Iterator[str]:
    deep = [c for c in document.causes if c.depth > 1]
    if deep:
        yield without_items(document, deep)


@defect("one chain without a branch", "RCA-005", "RCA-001", also=(*_LOOSE, "RCA-015"))
def one_chain(document: Document) -> Iterator[str]:
    kept, last = [], -1
    for cause in document.causes:
        if cause.depth == last + 1:
            kept.append(cause)
            last = cause.depth
    if len(kept) > 2:
        yield without_items(document, [c for c in document.causes if c not in kept])


@defect("a why that repeats the one above", "RCA-020")
def circular(document: Document) -> Iterator[str]:
    for leaf in leaves(document):
        words = leaf.cells["text"].raw
        yield child_of(document, leaf, f"{words} as well")


@defect("a why that comes back to its own effect", "RCA-020")
def there_and_back(document: Document) -> Iterator[str]:
    pairs = {id(c): parent for c, parent in document.parents()}
    for leaf in leaves(document):
        parent = pairs.get(id(leaf))
        if parent and parent.depth:
            yield child_of(document, leaf, parent.cells["text"].raw)


@defect("the trigger not told from the conditions", "RCA-012", also=("TL-005",))
def no_trigger(document: Document) -> Iterator[str]:
    if sum("trigger" in c.labels for c in document.causes) == 1:
        cause = next(c for c in document.causes if "trigger" in c.labels)
        if cause.labels == ("trigger",):
            text = without_field(document, cause, "labels")
            text = re.sub(r"\[trigger\] |(?m:^  trigger: .*\n)", "", text)
            yield re.sub(r"\[trigger, |, trigger(?=[\],])", lambda m: "[" if m[0][0] == "[" else "", text)


@defect("“definitely” for what is probable", "RCA-022")
def certainty(document: Document) -> Iterator[str]:
    for cause in leaves(document):
        text = with_field(document, cause, "status", "probable")
        changed = Document.parse(text, document.stem)
        same = changed.find(f":{cause.line}")
        if same and cause.status:
            yield with_words(changed, same, f"Definitely this: {cause.cells['text'].raw}")


@defect("earlier incidents not looked for", "RCA-019", "CIM-004")
def no_earlier(document: Document) -> Iterator[str]:
    text = re.sub(r"(?ms)^### Earlier incidents\n.*?(?=^##? )", "", document.source.text)
    if text != document.source.text and not document.head.recurs_from:
        yield text


@defect("“the root cause was”", "RCA-023")
def the_root_cause(document: Document) -> Iterator[str]:
    yield from with_sentence(document, "causes", "The root cause was a limit of the connection pool.")


@defect(
    "“why” answered by the tool that worked and the person that did not",
    "RCA-024",
    "B23",
    also=_BLAME + ("RCA-002",),
)
def mechanistic(document: Document) -> Iterator[str]:
    words = "The deploy tool worked as designed, but the operator chose the wrong target"
    for leaf in leaves(document)[:1]:
        yield child_of(document, leaf, words)
