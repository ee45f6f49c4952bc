"""Half-written lines: what is being typed is known, and what may stand there is offered. `‸` is the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.document import Document
from howcome.document.grammar import MARKS
from howcome.document.locate import field_at, item_at
from howcome.document.offers import Offer, offers
from howcome.document.unfinished import Unfinished, unfinished

TEXT = """\
---
howcome: 1
severity: SEV-2
services: [checkout, orders-db]
owner: Ines
roles:
  incident commander: Mira, Teun
times:
  detected: 2026-11-20 14:02Z
HEAD
---
# Orders failed 🚨

## Incident Summary

Orders failed. PROSE

## Timeline of Events

- 2026-11-20 14:02Z [detected] Alert fired ^t5fk2 (kind: alert; evidence: alerts#1812)
- TIMELINE

## Root Cause Analysis

- Why did it begin? ^wq3x7 (root: began)
  - CAUSE

## Lessons Learned

- Depth says little ^l2x7b

## Action Items

- [ ] Limit workers ^a7kq2 (owner: Dana; tracker: OPS-12)
- [ ] ACTION
- [ ] Last one ^a9zzz

## Appendix

### Evidence

- alertmanager.json ^alerts (kind: alertmanager)
- chat.zip ^chat

```text
FENCE
```

END
"""


def typed(place: str, words: str) -> tuple[Document, int, Unfinished | None]:
    """The text with these words in one of its places, and what is typed at the cursor in them."""
    text = TEXT.replace(place, words)
    for other in ("HEAD\n", "PROSE", "TIMELINE", "CAUSE", "ACTION", "FENCE", "END"):
        text = text.replace(other, "")
    at = text.index("‸")
    document = Document.parse(text.replace("‸", ""))
    return document, at, unfinished(document, at)


def offered(place: str, words: str) -> list[str]:
    document, _, found = typed(place, words)
    return [o.word for o in offers(document, found)] if found else []


@pytest.mark.parametrize(
    ("place", "words", "what", "field", "word"),
    [
        ("ACTION", "Limit it (‸", "key", "", ""),
        ("ACTION", "Limit it (own‸", "key", "", "own"),
        ("ACTION", "Limit it (owner: Dana; d‸", "key", "", "d"),
        ("ACTION", "Limit it (owner: Dana; d‸; kind: share)", "key", "", "d"),
        ("ACTION", "Limit it (owner:‸", "value", "owner", ""),
        ("ACTION", "Limit it (owner: Da‸)", "value", "owner", "Da"),
        ("ACTION", "Limit it (due: 2026-12-04; addresses: wq3x7, l‸", "value", "addresses", "l"),
        ("ACTION", "Limit it ^a1b2c (kind: ‸)", "value", "kind", ""),
        (
            "ACTION",
            "Limit it (done-when: nobody (at all) waits‸",
            "value",
            "done-when",
            "nobody (at all) waits",
        ),
        ("ACTION", "Limit it (evidence: alerts#18‸", "value", "evidence", "alerts#18"),
        ("ACTION", "Limit it ^‸", "id", "", ""),
        ("TIMELINE", "14:10Z [not‸", "label", "labels", "not"),
        ("TIMELINE", "14:10Z [notified, ‸] The pager rings", "label", "labels", ""),
        ("CAUSE", "The pool ran dry [con‸", "label", "labels", "con"),
        ("HEAD", "ti‸", "key", "", "ti"),
        ("HEAD", "status: in‸", "value", "status", "in"),
        ("HEAD", "  not‸", "key", "times", "not"),
        ("HEAD", "tags: [one, t‸", "value", "tags", "t"),
        ("HEAD", "tags:\n  - t‸", "value", "tags", "t"),
        ("PROSE", "(evidence: alerts#1, al‸", "value", "evidence", "al"),
        ("END", "## Im‸", "heading", "", "## Im"),
        ("END", "#‸", "heading", "", "#"),
    ],
)
def test_what_is_typed_is_known(place: str, words: str, what: str, field: str, word: str) -> None:
    document, at, found = typed(place, words)
    assert found is not None
    assert (found.what, found.field, document.source[found.span]) == (what, field, word)
    assert found.span.end == at


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("ACTION", "Limit it ‸"),
        ("ACTION", "Limit it (owner: Dana) ‸"),
        ("ACTION", 'Limit it (owner: "Da‸'),
        ("ACTION", "Limit it (14:02‸"),
        ("ACTION", "[‸"),
        ("PROSE", "and more ‸"),
        ("PROSE", "It was 5^‸"),
        ("FENCE", "(owner: ‸"),
        ("FENCE", "## ‸"),
        ("END", "<!-- ? (owner: ‸ -->"),
        ("END", "## Im‸ pact"),
        ("HEAD", "owner‸: Ines"),
        ("HEAD", 'title: "Or‸'),
    ],
)
def test_nothing_is_typed_in_prose_code_and_quotes(place: str, words: str) -> None:
    assert typed(place, words)[2] is None


def test_fields_of_the_kind_are_offered_but_for_those_that_stand_there() -> None:
    assert offered("ACTION", "x (‸")[:3] == ["owner", "due", "state"]
    assert "until" not in offered("ACTION", "x (‸")
    assert "owner" not in offered("ACTION", "x (owner: Dana; ‸")
    assert "kind" not in offered("ACTION", "x (owner: Dana; ‸; kind: share)")
    assert "root" in offered("CAUSE", "x (‸")
    assert {"text", "done", "labels"} & set(offered("ACTION", "x (‸")) == set()


def test_a_field_offers_its_words() -> None:
    assert offered("ACTION", "x (kind: ‸")[0] == "prevent"
    assert offered("HEAD", "status: ‸")[0] == "draft"
    assert offered("HEAD", "names: ‸") == ["roles", "handles", "free"]
    assert offered("ACTION", "x (tracker: ‸") == ["OPS-12"]


def test_a_list_of_ids_offers_those_of_the_right_kind_with_their_words() -> None:
    document, _, found = typed("ACTION", "x (addresses: ‸")
    assert found
    assert offers(document, found) == [
        Offer("wq3x7", "cause: Why did it begin?"),
        Offer("l2x7b", "lesson: Depth says little"),
    ]
    assert offered("ACTION", "x (addresses: wq3x7, ‸") == ["l2x7b"]
    assert offered("CAUSE", "x ^w1 (also: ‸") == ["wq3x7"]


def test_people_roles_and_services_come_from_the_head() -> None:
    people = offered("ACTION", "x (owner: ‸")
    assert people == ["Ines", "the incident commander", "Mira", "Teun", "Dana"]
    assert offered("TIMELINE", "14:10Z x (actors: ‸") == [*people, "checkout", "orders-db"]


def test_evidence_offers_its_ids_and_what_is_cited_of_it() -> None:
    assert offered("ACTION", "x (evidence: ‸") == ["alerts", "chat", "alerts#1812"]
    assert offered("PROSE", "(evidence: alerts, ‸") == ["chat", "alerts#1812"]


def test_brackets_offer_the_marks_of_an_entry_and_the_labels_of_a_cause() -> None:
    assert offered("TIMELINE", "14:10Z [‸") == list(MARKS)
    assert offered("TIMELINE", "14:10Z [declared, ‸]") == [m for m in MARKS if m != "declared"]
    assert offered("CAUSE", "The pool ran dry [‸") == ["trigger", "contributing", "systemic"]


def test_the_head_offers_the_keys_that_it_does_not_have() -> None:
    keys = offered("HEAD", "‸")
    assert keys[:2] == ["id", "title"]
    assert {"status", "timezone"} < set(keys)
    assert {"howcome", "owner", "roles", "times"} & set(keys) == set()
    assert "detected" not in offered("HEAD", "  ‸")
    assert "resolved" in offered("HEAD", "  ‸")


def test_sections_that_are_missing_are_offered_with_their_questions() -> None:
    document, _, found = typed("END", "## ‸")
    assert found
    first, *rest = offers(document, found)
    assert first.word == "## Impact Assessment"
    assert first.more.startswith("<!-- ? ")
    assert [o.word for o in rest] == [
        "## Preventive Measures",
        "## Communication Plan",
        "## Continuous Improvement",
    ]


def test_a_new_id_begins_with_the_letter_of_its_kind() -> None:
    (new,) = offered("ACTION", "x ^‸")
    assert new.startswith("a") and len(new) == 5
    assert offered("ACTION", "x ^a1‸ (owner: Dana)") != []


PIECES = st.sampled_from(
    ["(", ")", "[", "]", ":", ";", ",", '"', "^", "#", "- ", "- [ ] ", "owner", "evidence: ", "a1", "\n", "\n\n", "  ",
     "## Action Items\n", "## Timeline\n", "---\n", "14:02Z ", "🚨", "| a | b |\n", "<!--", "-->", "```\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25), st.data())
def test_any_text_can_be_asked_at_any_place(pieces: list[str], data: st.DataObject) -> None:
    document = Document.parse("".join(pieces))
    offset = data.draw(st.integers(0, len(document.source)))
    field_at(document, offset)
    found = unfinished(document, offset)
    if found:
        assert 0 <= found.span.start <= found.span.end == offset
        offers(document, found)


@pytest.mark.parametrize(
    ("words", "name", "word"),
    [
        ("SEV-2", "severity", None),
        ("severity", "severity", None),
        ("Mira", "roles", "incident commander"),
        ("detected: 2026", "times", "detected"),
        ("detected]", "labels", "detected"),
        ("14:02Z [", "time", None),
        ("Alert fired", "text", None),
        ("kind: alert;", "kind", None),
        ("alert; ev", "kind", None),
        ("alerts#1812)", "evidence", None),
        ("] Limit workers", "done", None),
        ("a7kq2", "id", None),
    ],
)
def test_a_field_is_found_at_a_place(words: str, name: str, word: str | None) -> None:
    document = Document.parse(TEXT)
    here = field_at(document, TEXT.index(words))
    assert here is not None
    assert (here.name, here.word) == (name, word)


def test_an_item_is_found_up_to_the_end_of_its_line() -> None:
    document = Document.parse(TEXT)
    line = "- [ ] Last one ^a9zzz"
    at = TEXT.index(line)
    assert [
        item_at(document, at + n) is document.by_id["a9zzz"] for n in (0, 3, len(line), len(line) + 1)
    ] == [
        True,
        True,
        True,
        False,
    ]
    assert item_at(document, TEXT.index("Orders failed. ")) is None
