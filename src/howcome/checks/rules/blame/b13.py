"""People appear by their role in the text, unless your team decided otherwise.

Why
    A name adds nothing to the cause, and the document will be found by it for years. Owners, responders in
    the head, and thanks keep their names.

Example
    Mira restarted the second database.

Better
    The database on-call restarted the second database.

When to ignore
    Your team writes names on purpose: `names: free` in the head switches this off, `names: handles` allows
    @handles.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.people import Mention
from howcome.checks.blame.people_named import people_of, roster_of
from howcome.checks.blame.reader import observations_of
from howcome.checks.levels import levels
from howcome.checks.prose import Sentence, prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.settings import Settings, names_policy
from howcome.document import Document, Fix
from howcome.text import Edit, Span
from howcome.text.pattern import pattern

_THANKS = pattern(
    r"\b(?:thank\w*|kudos|grateful|credit\w*|acknowledge?ments?|appreciat\w*|shout-?out)\b", re.IGNORECASE
)
_LISTS = pattern(
    r"\b(?:thanks|acknowledge?ments?|credits|participants|attendees|authors?|people|responders|roles|owners?|contacts?|"
    r"reviewers?|involved)\b",
    re.IGNORECASE,
)
_LISTED = pattern(
    r"\s*(?:[-*+]\s+)?\**(?:author|owner|facilitator|reviewer|[\w ]*commander|scribe|attendees|participants)s?\**\s*:",
    re.I,
)


def check(document: Document, settings: Settings) -> Iterator[Hit]:
    yield from _with_fault(document)
    policy = names_policy(document, settings)
    people = people_of(document)
    if policy == "free" or not people:
        return
    prose = prose_of(document)
    found: dict[str, list[Mention]] = {}
    for mention in roster_of(people).find(prose.text):
        handle = prose.text[mention.start : mention.start + 1] == "@"
        if not (policy == "handles" and handle) and _is_narrative(prose.sentence_at(mention.start)):
            found.setdefault(_person(mention, people), []).append(mention)
    for name, mentions in found.items():
        yield _hit(document, name, people.get(name, ""), mentions)


def _with_fault(document: Document) -> Iterator[Hit]:
    """Names that stand beside a fault, whatever the policy says about names."""
    for _, one in observations_of(document):
        if one.code == "B13":
            words = " ".join(document.source[one.span].split())
            yield Hit(
                one.span,
                f"“{words}” names a person as the cause",
                "What would have led anybody in that role to do the same?",
                category=one.category,
            )


def _is_narrative(sentence: Sentence) -> bool:
    if sentence.heading and _LISTS.search(sentence.heading):
        return False
    return not (_THANKS.search(sentence.text) or _LISTED.match(sentence.text))


def _person(mention: Mention, people: dict[str, str]) -> str:
    """The name as the head gives it, for a spelling of it."""
    if mention.name in people:
        return mention.name
    words = re.findall(r"\w+", mention.name.lower())
    for name in people:
        known = [w.lower() for w in re.findall(r"\w+", name)]
        if words and (words[0] == known[0] or set(words) & set(known)):
            return name
    return mention.name


def _hit(document: Document, name: str, role: str, mentions: list[Mention]) -> Hit:
    spans = [Span(m.start, m.end) for m in mentions]
    often = "" if len(spans) == 1 else f" ({len(spans)} times)"
    fixes: tuple[Fix, ...] = ()
    if role:
        edits = tuple(Edit(s, _fitting(document, s, role)) for s in spans)
        fixes = (Fix(f"write “{role}”", edits, safe=True),)
    meaning = f"; the head calls this person {role}" if role else ""
    return Hit(
        spans[0], f"{name} is named in the text{often}{meaning}", "Which role did they have there?", fixes
    )


def _fitting(document: Document, span: Span, role: str) -> str:
    """The role, with a capital where the sentence begins."""
    before = prose_of(document).sentence_at(span.start)
    lead = document.source.text[before.span.start : span.start]
    begins = not re.sub(r"[\d\s:TZ.\[\]()*_+~–-]|\b(?:UTC|detected|declared|resolved|mitigated)\b", "", lead)
    return role[:1].upper() + role[1:] if begins else role


rule = Rule(
    code="B13",
    title="People appear by their role",
    levels=levels(full="warning", standard="warning", light="info"),
    configured=check,
    foreign=True,
)
