"""A finding that is dismissed, with a reason in the text, is silent after; and nothing else has changed."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from howcome.checks import check
from howcome.document import Document
from howcome.errors import UsageError
from howcome.example.library import documents
from howcome.services.editing import Settled, dismiss
from howcome.services.reading import keys_of
from howcome.text import Source

from .rooms import opened

POOR = """\
---
howcome: 1
title: Checkout failed
severity: enormous
status: nonsense
date: yesterday
---
# Checkout failed

## Incident Summary

John should have been more careful; it was obviously human error and he forgot to check.
TODO write this.

## Timeline of Events

| time | what |
| --- | --- |
| 14:02 | Somebody carelessly broke it |
| 25:99 | nothing |

- 2026-11-20 14:30Z [detected] Alert fired ^t5fk2 (evidence: nowhere#1)
- 2026-11-20 14:02Z [mitigated] Dana rolled back because Sam failed to test ^t5fk2
- someday somebody did something

## Impact Assessment

- **Failed requests:** many

## Root Cause Analysis

- Why did it begin? ^wq3x7 (root: began)
  - Human error by John ^w81bd (status: confirmed; also: wnone)

1. Why did the alert not fire?
2. Because the engineer was careless.

## Lessons Learned

We must be more careful.

> Nobody should have done that, said the incompetent operator.

## Action Items

- [ ] Be more careful ^a7kq2 (due: yesterday; kind: wish; addresses: wnope)
- [ ] Improve monitoring
  and continue it here, carelessly

## Preventive Measures

- Think ^m2pp8 (for: anone)
"""
TEXTS = {
    "poor": POOR,
    "poor-crlf": POOR.replace("\n", "\r\n"),
    "no-head": POOR.split("---\n", 2)[2],
    "head-alone": "---\nhowcome: 1\nstatus: nonsense\n---\n",
    "head-without-end": "---\nhowcome: 1\nstatus: nonsense\n---",
    "no-line-end": "# X\n\n## Incident Summary\n\nJohn carelessly broke it",
    "empty": "",
}


def found(text: str) -> list[tuple[str, str, str]]:
    """Key, code and words of every finding."""
    source = Source(text)
    return [(key, f.code, f.message) for key, f in keys_of(source, check(Document.parse(source)))]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_finding_of_a_poor_document_can_be_dismissed(tmp_path: Path, text: str) -> None:
    async def go() -> None:
        async with opened(tmp_path, text) as (_, room):
            before = room.text
            for key, code, words in found(before):
                after = await dismiss(room, key, "it is right here", "Ada")
                assert sorted(after) != sorted(before)
                left = [(c, w) for _, c, w in found(after)]
                was = [(c, w) for _, c, w in found(before)]
                assert left.count((code, words)) < was.count((code, words)), (code, words)
                # A rule about actions that gave way to one about words speaks once that one is silenced.
                gave_way = ("ACT-", "SUP-") if code.startswith("ACT-") else ("ACT-",)
                new = Counter(c for c, _ in left if not c.startswith(gave_way)) - Counter(c for c, _ in was)
                assert not new, (code, words)
                assert (
                    after.replace(f"<!-- howcome: ignore {code} because it is right here -->", "").split()
                    == before.split()
                )
                await room.become(before, "Ada", "restore")

    asyncio.run(go())


def test_all_findings_dismissed_one_after_another_leave_none(tmp_path: Path) -> None:
    async def go() -> None:
        async with opened(tmp_path, POOR) as (_, room):
            for _ in range(100):
                now = found(room.text)
                if not now:
                    break
                await dismiss(room, now[0][0], "it is right here", "Ada")
            assert found(room.text) == []

    asyncio.run(go())


@pytest.mark.parametrize(("name", "raw"), list(documents()), ids=[n for n, _ in documents()])
def test_every_finding_of_an_example_can_be_dismissed(tmp_path: Path, name: str, raw: bytes) -> None:
    async def go() -> None:
        async with opened(tmp_path, raw) as (_, room):
            before = room.text
            for key, code, words in found(before):
                after = await dismiss(room, key, "it is right", "Ada")
                assert (code, words) not in [(c, w) for _, c, w in found(after)]
                await room.become(before, "Ada", "restore")

    asyncio.run(go())


@pytest.mark.parametrize("reason", ["", "  ", "\n", "\u202e", "--", "!!", "because"], ids=ascii)
def test_a_dismissal_without_a_reason_is_refused(tmp_path: Path, reason: str) -> None:
    async def go() -> None:
        async with opened(tmp_path, POOR) as (_, room):
            key = found(room.text)[0][0]
            with pytest.raises(UsageError):
                await dismiss(room, key, reason, "Ada")
            assert room.text == POOR

    asyncio.run(go())


@pytest.mark.parametrize(
    "reason",
    ["a --> b", "because it is", "--!> x", "a\nb", "<!-- x", "`tick", "→ ok", "x" * 5000],
    ids=lambda r: ascii(r)[:12],
)
def test_a_reason_stays_within_its_comment(tmp_path: Path, reason: str) -> None:
    async def go() -> None:
        async with opened(tmp_path, POOR) as (_, room):
            key, code, words = next(f for f in found(room.text) if f[1].startswith("B"))
            count = [(c, w) for _, c, w in found(POOR)].count((code, words))
            after = await dismiss(room, key, reason, "Ada")
            assert [(c, w) for _, c, w in found(after)].count((code, words)) == count - 1
            assert after.count("-->") == 1

    asyncio.run(go())


def test_what_is_settled_already_is_said(tmp_path: Path) -> None:
    async def go() -> None:
        async with opened(tmp_path, POOR) as (_, room):
            with pytest.raises(Settled):
                await dismiss(room, "nothing", "it is right", "Ada")

    asyncio.run(go())
