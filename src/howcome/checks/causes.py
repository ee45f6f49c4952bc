"""The graph of whys: its ends, its chains, and which of the three questions each root asks.

Owns how the nested list is read as a graph. Owns no judgement about what a cause says, except whether it is
an answer at all: questions, refuted causes and things that worked are none.
"""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from howcome.document import Document
from howcome.document.grammar import ROOTS, Cause

#: What a root asks, where the field `root` does not say it; the first pattern that stands in it counts.
_ASKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "lasted",
        re.compile(
            r"\blast(?:ed|ing)?\b(?!\s(?:week|month|year|night|time))|\b(?:so long|how long|as long)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "not-known-sooner",
        re.compile(
            r"\b(?:known?|notic\w+|detect\w*|discover\w*|spotted|aware|found out|seen|see it)\b"
            r"|\b(?:alert|alarm|page)\w*\b[^?]{0,40}\b(?:fire|late|miss|quiet|silent|not)",
            re.IGNORECASE,
        ),
    ),
    (
        "lasted",
        re.compile(
            r"\b(?:take|took|until)\b|\b(?:recover\w*|restor\w*|mitigat\w*|resol\w+|repair\w*|respon\w+|rollback)\b"
            r"|\b(?:spread|reach(?:ed)? so)\b",
            re.IGNORECASE,
        ),
    ),
)
_REFUTED = re.compile(
    r"\b(?:ruled out|refuted|disproved|(?:was|were|is) not (?:the|a) (?:\w+ )?(?:cause|reason)|turned out (?:not|to be unrelated))\b",
    re.IGNORECASE,
)
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d|\d\d\sseconds?|\d\d\ss)"
_WORKED = re.compile(
    r"\bas (?:designed|intended|planned|expected|it should|(?:\w+'s? )?(?:\w+ )?promised)\b"
    r"|\b(?:worked|works) (?:as|well|fine|correctly|in time)\b|\b(?:limit|guard|check|canary|fallback|alert)\w* (?:held|worked)\b"
    r"|\b(?:fired|paged|alerted|detected|caught|known|noticed|seen|reported)\b[^.;?]{0,30}\b(?:at once|immediately|in time|"
    rf"right away|(?:within|after|in)\s{_SMALL}(?:\s?(?:min(?:ute)?s?|s(?:ec(?:ond)?s?)?))?\b)",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"\]\(|https?://|\(evidence:|\[E\d|\^t[\w-]", re.IGNORECASE)
_CONTRAST = re.compile(
    r"\b(?:but|although|though|however|yet|only after|too late|too long|(?:is|was) long|instead|except)\b",
    re.IGNORECASE,
)


def leaves(document: Document) -> list[Cause]:
    """Causes at the end of a chain that are answers and not questions.

    A cause whose explanations were all refuted is an end. In a flat list (five whys, one below the other,
    without nesting) only the last one ends a chain when the items are questions with answers; otherwise
    each stands for itself.
    """
    pairs = document.parents()
    explained = {id(parent) for child, parent in pairs if parent is not None and not is_refuted(child)}
    ends = [cause for cause, _ in pairs if id(cause) not in explained and is_answer(cause)]
    flat = all(parent is None for _, parent in pairs) and len(pairs) > 2
    if flat and sum("why" in (c.text or "").lower() for c in document.causes) * 2 > len(pairs):
        return ends[-1:]
    return ends


def is_question(cause: Cause) -> bool:
    """Whether a cause asks and does not answer."""
    return (cause.text or "").strip().endswith("?")


def is_refuted(cause: Cause) -> bool:
    """Whether a cause was considered and found not to be one."""
    return status_of(cause) == "refuted" or bool(_REFUTED.search(cause.text or ""))


def is_answer(cause: Cause) -> bool:
    """Whether a cause states something: it has words, is no question, and was not refuted."""
    return bool((cause.text or "").strip()) and not is_question(cause) and not is_refuted(cause)


def worked(cause: Cause) -> bool:
    """Whether a cause says that something did its part: "the alert fired within three minutes"."""
    words = cause.text or ""
    return bool(_WORKED.search(words)) and not _CONTRAST.search(words)


def status_of(cause: Cause) -> str:
    """The status in lower case; an empty word where none is stated."""
    return (cause.status or "").strip().lower()


def is_settled(cause: Cause) -> bool:
    """A hypothesis, a refuted or an unknown cause asks for an answer to itself, not for an action."""
    return status_of(cause) not in ("hypothesis", "refuted", "unknown") and not is_refuted(cause)


def is_trigger(cause: Cause) -> bool:
    """Whether it is labelled as what turned conditions into an incident."""
    return "trigger" in cause.labels


def factors(document: Document) -> list[Cause]:
    """The ends of all chains that something could be changed about."""
    return [c for c in leaves(document) if not worked(c)]


def chain(document: Document, cause: Cause) -> list[Cause]:
    """A cause and all above it, up to its root."""
    above = _above(document)
    found = [cause]
    while (parent := above.get(id(found[-1]))) is not None:
        found.append(parent)
    return found


_KNOWN: WeakKeyDictionary[Document, dict[int, Cause | None]] = WeakKeyDictionary()


def _above(document: Document) -> dict[int, Cause | None]:
    """The cause above each cause, by `id()`; found once for a document."""
    found = _KNOWN.get(document)
    if found is None:
        found = _KNOWN[document] = {id(c): parent for c, parent in document.parents()}
    return found


def children(document: Document) -> dict[int, list[Cause]]:
    """The causes directly below each cause, by `id()` of the one above; refuted ones are left out."""
    found: dict[int, list[Cause]] = {}
    for cause, parent in document.parents():
        if parent is not None and not is_refuted(cause):
            found.setdefault(id(parent), []).append(cause)
    return found


def roots(document: Document) -> list[Cause]:
    """The causes with nothing above them."""
    return [cause for cause, parent in document.parents() if parent is None]


def asks(root: Cause) -> str | None:
    """Which of the three questions a root asks: by its field, else by its words; None for a plain cause."""
    stated = (root.root or "").strip().lower()
    if stated in ROOTS:
        return stated
    words = root.text or ""
    if not is_question(root) and not words.lower().lstrip(" *_").startswith(("why", "how")):
        return None
    return next((kind for kind, pattern in _ASKED if pattern.search(words)), "began")


def is_shown(cause: Cause) -> bool:
    """Whether a cause names where it can be seen: evidence, a link, or an entry of the timeline."""
    if cause.evidence:
        return True
    cell = cause.cells.get("text")
    return bool(cell and _SHOWN.search(cell.raw))
