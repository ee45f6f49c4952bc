"""The title says which symptom, in which service; no culprit, no person and no bare number. No heading names a culprit.

Why
    The title is what gets quoted for years, in lists, mails and other documents. It should tell those who
    search what they would have seen, and it should not carry a verdict. Headings are quoted next, and the rules
    about blame read sentences, not headings; so this rule does.

Example
    title: Outage caused by a mistake of the network team

Better
    title: Checkout errors in one region after a change of routes

When to ignore
    Your tracker sets the title, and the first heading says the symptom.

Source
    Fausey and Boroditsky, Subtle linguistic cues influence perceived blame; howcome's own: the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.known_people import people_in
from howcome.checks.levels import levels
from howcome.checks.places import is_present, title_span
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.checks.settings import Settings, names_policy
from howcome.document import Document
from howcome.text.pattern import pattern

_VERDICT = pattern(
    r"\b(?:(?:human|operator|user|pilot|people)[- ]errors?(?!\s(?:rates?|pages?|messages?|reports?|codes?|logs?)\b)|careless\w*|negligen\w*|"
    r"incompeten\w*|fat[- ]finger\w*|mistakes?|mistaken(?:ly)?|blunder\w*|oversight|botched|sloppy|sloppiness|stupid\w*|"
    r"forgot(?:ten)?(?![\s-]?(?:your\s)?(?:password|pin|username))|fault of|(?<!segmentation )(?<!page )(?<!seg)fault by|"
    r"blame(?:d|s)?|blaming|to blame|culprits?|screw[- ]?up|who (?:did|broke|caused) (?:it|this))\b",
    re.IGNORECASE,
)
_GROUP = r"(?:teams?|engineers?|developers?|admin\w*|operators?|contractors?|interns?|employees?|dba|vendors?|provider|colleagues?|staff)"
_CULPRIT = pattern(
    r"\b(?:caused|broken|triggered|taken down|brought down|deleted|misconfigured|removed|ruined|crashed|wiped|dropped) by "
    rf"(?:(?:an?|the|our|one|some) )?(?:\w+[ -]){{0,2}}{_GROUP}\b"
    rf"|\b(?:after|when|because|since|as) (?:(?:an?|the|our|one|some) )?(?:\w+[ -]){{0,2}}{_GROUP}(?: of [\w-]+)? "
    r"(?:deleted|broke|misconfigured|took down|brought down|ruined|crashed|wiped|dropped|forgot|missed|ignored|failed to|did not|"
    r"pushed|deployed|ran|typed|pressed|entered)\b",
    re.IGNORECASE,
)
#: What says nothing about a symptom.
_NOISE = pattern(
    r"\b(?:incidents?|post-?mortems?|reports?|reviews?|retrospectives?|rca|root cause analysis|coe|outages?|issues?|problems?|"
    r"sev(?:erity)?[\s-]?\d|p\d|inc|pm|draft|final|on|of|for|the|an?|and|in|from|to|at|major|minor|production|prod|"
    r"jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|utc|gmt|z|v|number|no|id|untitled|title|summary|part)\b|[\d_\W]+",
    re.IGNORECASE,
)
_QUESTION = "What did users see, in which service, after which event?"


def check(document: Document, settings: Settings) -> Iterator[Hit]:
    if is_foreign(document):
        return
    title = document.title
    if title:
        yield from _of_title(document, title, names_policy(document, settings))
    yield from _of_headings(document, title or "")


def _of_title(document: Document, title: str, policy: str) -> Iterator[Hit]:
    cell = document.head.cells.get("title")
    span = cell.span if cell else title_span(document)
    words = " ".join(title.split())[:80]
    culprit = _culprit(title)
    person = next(iter(people_in(document, title, policy)), None)
    if culprit:
        yield Hit(span, f"the title names a culprit: “{culprit}”", _QUESTION)
    elif person:
        yield Hit(span, f"the title names a person: “{person.name}”", _QUESTION)
    elif is_present(document, "incident-summary") and not _NOISE.sub("", title):
        yield Hit(span, f"the title “{words}” says no symptom", "What did users see, and in which service?")


def _of_headings(document: Document, title: str) -> Iterator[Hit]:
    for block in document.blocks:
        if block.kind != "heading":
            continue
        words = document.source[block.content]
        culprit = _culprit(words)
        if culprit and title.strip() not in words:
            yield Hit(
                block.content,
                f"this heading names a culprit: “{culprit}”",
                "Which condition is described below it?",
            )


def _culprit(words: str) -> str | None:
    """Who is blamed, or the word that blames; what is in code is no word of the author."""
    plain = re.sub(r"`[^`\n]*`", " ", words)
    found = _CULPRIT.search(plain) or _VERDICT.search(plain)
    return found.group() if found else None


rule = Rule(
    code="SUM-004",
    title="The title names a symptom",
    levels=levels(full="warning", standard="info", light="info"),
    configured=check,
)
