"""What a text says, for its editors: of any text, with places that lie inside of it, as browsers count."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.checks import check
from howcome.document import Document
from howcome.example.library import documents
from howcome.services.reading import describe, keys_of, text_hash
from howcome.text import Source

LINES = st.sampled_from(
    [
        "---", "howcome: 1", "severity: SEV1", "status: 🚨", "title: [", "# T 🚨", "## Timeline of Events", "## Action Items",
        "## Root Cause Analysis", "## Impact Assessment", "- 2026-11-20 14:02Z [detected] A 🚨 fired ^t1 (evidence: a#1)",
        "- [ ] Do 🚨 ^a1 (owner: Dana 🚨; due: x)", "- [x] Do", "- [", "^", "- ^a1", "| a | b |", "| --- | --- |", "| 🚨 | ^x |",
        "  - why ^w1", "- **N:** 1 ^i1", "<!-- howcome: ignore B01 because x -->", "<!--", "```", "John forgot 🚨 carelessly",
        "\ud83d", "\udcff", "\0", "\u2028", "e\u0301", "",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(LINES, max_size=14).map("\n".join),
    st.lists(LINES, max_size=14).map("\r\n".join),
)


def places(said: Any) -> list[tuple[int, int]]:
    found = [(f["from"], f["to"]) for f in (*said["findings"], *said["chips"])]
    return found + [(s["from"], s["from"]) for s in said["sections"] if s["from"] is not None]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_described_with_places_that_lie_inside(text: str) -> None:
    said = json.loads(describe("sub/checkout", text))
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert all(0 <= start <= end <= length for start, end in places(said))
    assert said["hash"] == text_hash(text)
    keys = [f["key"] for f in said["findings"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("name", "raw"), list(documents()), ids=[n for n, _ in documents()])
def test_a_chip_stands_where_its_value_stands(name: str, raw: bytes) -> None:
    text = "🚨🚨\n\n".join(["", raw.decode()]) if not raw.startswith(b"---") else raw.decode()
    units = text.encode("utf-16-le")
    said = json.loads(describe(name, text))
    assert said["chips"]
    for chip in said["chips"]:
        words = units[2 * chip["from"] : 2 * chip["to"]].decode("utf-16-le")
        if chip["kind"] in ("person", "date", "evidence"):
            assert words.strip('"') == chip["value"].strip('"') or chip["value"].startswith(
                words[:20].strip('"')
            )
        elif chip["kind"] == "id":
            assert words == f"^{chip['ref']}"
        elif chip["kind"] == "box":
            assert words in ("[ ]", "[x]", "[X]", "[-]")
        elif chip["kind"] == "fields":
            assert words.startswith("(")
            assert words.endswith(")")


def test_a_findings_name_stays_while_other_lines_change() -> None:
    text = "# T\n\n## Incident Summary\n\nIt was human error.\n"

    def keys(words: str) -> set[tuple[str, str]]:
        source = Source(words)
        return {
            (f.code, k) for k, f in keys_of(source, check(Document.parse(source))) if f.code.startswith("B")
        }

    assert keys(text)
    assert keys(text) == keys("# T\n\nA line more 🚨.\n\n" + text.partition("\n\n")[2])
