"""An invented postmortem of any size, with every structured kind of item in it."""

from __future__ import annotations

_HEAD = """\
---
howcome: 1
title: Ticket search answered slowly
severity: SEV-2
status: draft
services: [search, cache]
owner: Ines
timezone: UTC
---
# Ticket search answered slowly
"""

#: Section by section: its heading, and what is repeated in it; {n} numbers, {m} is a minute.
_SECTIONS = (
    (
        "Incident Summary",
        "On 2026-11-20 the *search* of the shop answered slowly for 34 minutes ({n}). Every third visitor "
        "left\nbefore a result came. The cache had been emptied by a release; a [runbook](https://example.com/r) "
        "was at hand.\n\n",
    ),
    (
        "Timeline of Events",
        "- 2026-11-20 14:{m:02}Z [detected] Alert SearchSlow fired for pool {n} ^t{n:05} (evidence: alerts#{n})\n"
        "- 2026-11-20 14:{m:02}Z The on-call restarted `search-{n}` and watched the queue ^u{n:05} (kind: action)\n",
    ),
    (
        "Impact Assessment",
        "- **Slow searches:** 12 340 of 98 000 (12.6 %) ^i{n:05} (evidence: metrics#search_{n})\n\n"
        "| what | how many |\n|---|---|\n| tickets not sold | about {n} |\n\n",
    ),
    (
        "Root Cause Analysis",
        "- Why was the search slow? ^w{n:05} (root: began)\n"
        "  - The cache was empty after the release [contributing] ^x{n:05} (status: confirmed)\n"
        "    - Nothing warms the cache before traffic comes [systemic] ^y{n:05} (since: 2025-06)\n",
    ),
    ("Lessons Learned", "### What went well\n\n- The page came within a minute ^l{n:05}\n\n"),
    (
        "Action Items",
        "- [ ] Warm the cache before the release takes traffic ^a{n:05} "
        "(owner: Ines; due: 2026-12-04; kind: prevent; addresses: y{n:05})\n",
    ),
    (
        "Preventive Measures",
        "- Releases wait for a warm cache ^m{n:05} (for: a{n:05}; responsible: Ines; by: 2026-12-18)\n",
    ),
    ("Communication", "- 2026-11-20 14:{m:02}Z Status page: we look into slow searches ^c{n:05}\n"),
    ("Review", "- Sam read it on 2026-11-2{d} ^r{n:05}\n"),
    (
        "Appendix",
        "```text\nsearch-{n} waited 812 ms for the cache\n```\n\n> quoted from the chat, part {n}\n\n",
    ),
)


def postmortem(size: int) -> str:
    """A document of about `size` bytes (a little more), all of its ids different."""
    once = sum(len(words.encode()) for _, words in _SECTIONS)
    times = max(1, round((size - 500) / once))
    parts = [_HEAD]
    for title, words in _SECTIONS:
        parts.append(f"\n## {title}\n\n")
        parts += (words.format(n=n, m=n % 60, d=n % 10) for n in range(times))
    return "".join(parts)
