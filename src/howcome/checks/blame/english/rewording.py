"""How a blaming sentence could be said: offered, never applied unasked. Owns the wording of these offers.

Where a reason is missing, the offer has a gap in square brackets for it, which the writer fills in.
"""

from __future__ import annotations

import re

from howcome.text import Span

from .sentence import Reading
from .words import words

Rewording = tuple[Span, str]

REASON = "because [what they saw and knew]"
_FAILED = re.compile(r"\b(?:failed|neglected|omitted|forgot) to (?P<verb>[a-z-]+)", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:should|could|ought to|might)(?P<not> not|n't)? have (?P<adverb>\w+ly )?(?P<verb>[a-z-]+)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:human|operator|user|staff|pilot|manual|people) (?:error|errors|mistake|mistakes)\b", re.IGNORECASE
)
_HINDSIGHT = re.compile(
    r"(?P<start>^\W*)(?:obviously|clearly|evidently|plainly|of course|needless to say|in hindsight|in retrospect|with hindsight),?\s+(?P<next>\w)|"
    r"\b(?:obviously|clearly|evidently|plainly|of course)\s+",
    re.IGNORECASE,
)
_SHRUG = re.compile(r"\b(?:just|simply|merely)\s+", re.IGNORECASE)
_IRREGULAR = {
    "known": "know", "seen": "see", "done": "do", "gone": "go", "taken": "take", "told": "tell", "caught": "catch",
    "read": "read", "run": "run", "made": "make", "given": "give", "held": "hold", "kept": "keep", "set": "set",
    "put": "put", "found": "find", "thought": "think", "sent": "send", "paid": "pay", "chosen": "choose",
    "built": "build", "understood": "understand", "begun": "begin", "spoken": "speak", "written": "write",
    "shut": "shut", "cut": "cut", "let": "let", "left": "leave", "had": "have", "come": "come", "said": "say",
    "brought": "bring", "woken": "wake", "drawn": "draw", "stuck": "stick", "met": "meet", "foreseen": "foresee",
}  # fmt: skip


def rewordings(reading: Reading, code: str, span: Span) -> tuple[Rewording, ...]:
    """Other words for places at or beside a found span, as places of the sentence; often none."""
    text = reading.text
    around = text[: span.end + 40]
    if code in ("B02", "B03") and (found := _FAILED.search(around, span.start)):
        return ((Span(*found.span()), f"did not {found['verb']}"), *_with_reason(text, found, found["verb"]))
    if code == "B04" and (found := _MODAL.search(around, span.start)):
        if found["not"]:
            return ()
        verb = base_form(found["verb"])
        return _with_reason(text, found, verb) if verb else ()
    if code == "B07" and (found := _LABEL.search(text, span.start, span.end)):
        return ((Span(*found.span()), "[how it became possible, and what did not catch it]"),)
    if code == "B08":
        return tuple(_without_adverbs(reading, span))
    if code == "B10" and (found := _HINDSIGHT.search(text, max(0, span.start - 3), span.end + 1)):
        kept = found["start"] + found["next"].upper() if found["next"] else ""
        return ((Span(*found.span()), kept),)
    if code == "B24" and (found := _SHRUG.search(text, span.start, span.end)):
        return ((Span(*found.span()), ""),)
    return ()


def _with_reason(text: str, found: re.Match[str], verb: str) -> tuple[Rewording, ...]:
    """The deed as a fact with a gap for its reason, where the sentence ends soon."""
    rest = re.match(r"(?:[^.;:,!?]|(?<=\d)[:.](?=\d)){0,120}", text[found.end() :])
    tail = rest.group() if rest else ""
    if len(tail) >= 120 or "because" in tail:
        return ()
    return ((Span(found.start(), found.end() + len(tail)), f"did not {verb}{tail.rstrip()} {REASON}"),)


def _without_adverbs(reading: Reading, span: Span) -> list[Rewording]:
    found: list[Rewording] = []
    for token in reading.tokens:
        if span.start <= token.start < span.end and token.low in words("error-adverbs"):
            end = token.end + (reading.text[token.end : token.end + 1] == " ")
            found.append((Span(token.start, end), ""))
    return found[:1]


def base_form(participle: str) -> str | None:
    """The base of a past participle: `checked` → `check`; None where it is not known for sure."""
    word = participle.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.endswith("ed") or len(word) < 5:
        return None
    stem = word[:-2]
    likely = (word[:-1], stem, stem[:-1], stem[:-1] + "y")
    return next((form for form in likely if form in words("diligence") or form in words("base-verbs")), None)
