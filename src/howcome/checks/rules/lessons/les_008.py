"""What went well names what made it work, and not who was a hero.

Why
    Thanks are due, and a way of working that needs heroes is a risk. What let somebody act fast (a rota, a
    drill, a tool) can be kept on purpose.

Example
    - The storage specialist worked through the night

Better
    - Paging the storage specialist took four minutes, because the rota lists skills

When to ignore
    The item is a word of thanks, and the mechanism stands in another one.

Source
    Jeli, Howie: the post-incident guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.blame.subjects import kind_of
from howcome.checks.lesson_groups import lessons_in
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_PRAISE = pattern(
    r"\b(?:did|doing|does)\s(?:an?\s)?(?:great|good|excellent|amazing|fantastic|awesome|outstanding|stellar|terrific|super\w*)\s(?:job|work)\b"
    r"|\b(?:great|excellent|amazing|fantastic|awesome|outstanding|stellar|tireless|incredible|super)\s(?:job|work|effort|team ?work|response|people|"
    r"team|colleagues|reaction)\b"
    r"|\b(?:worked|stayed(?: up)?|up)\s(?:through|all)\s(?:the\s)?night\b|\baround the clock\b|\bquick thinking\b|\bwent above and beyond\b"
    r"|\btirelessly\b|\b(?:kudos|hats off|well done|thanks) to\b|\b(?:acted|reacted|responded|jumped in|worked)\s(?:very |really |so |super )?"
    r"(?:fast|quickly|well|hard|great|promptly|immediately|heroically)\b",
    re.IGNORECASE,
)
#: B22 speaks about these in any section.
_HEROES = pattern(r"\bsaved the day\b|\bhero\w*\b|\bsingle-?handedly\b", re.IGNORECASE)
_MECHANISM = pattern(
    r"\b(?:because|since|as the|as our|due to|thanks to the|so that|by (?:the|a|an|using)|after|with the|drill\w*|rota|run ?book|tool\w*|"
    r"alert\w*|playbook|checklist|automat\w*|train\w*|practi[cs]\w*|dashboards?|channel|process)\b|[:;–—]",
    re.IGNORECASE,
)
_WORD = pattern(r"[^\W_][\w'’-]*")


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    for lesson in lessons_in(document, "went-well"):
        words = lesson.text or ""
        found = _PRAISE.search(words)
        if (
            found
            and not _MECHANISM.search(words)
            and not _HEROES.search(words)
            and _is_about_people(words, found)
        ):
            yield Hit(
                item_span(lesson),
                f"“{' '.join(found.group().split())}” praises people and does not say what made it work",
                "What let them act like that: a rota, a drill, a tool, a habit? That can be kept on purpose.",
            )


def _is_about_people(words: str, found: re.Match[str]) -> bool:
    """Whether somebody is named in front of the praise, or the praise begins the sentence."""
    before = [m.group().lower() for m in _WORD.finditer(words[: found.start()])]
    if not before:
        return True
    kinds = {kind_of(w, b) for w, b in zip(before, ["", *before], strict=False)}
    return bool(kinds & {"person", "team", "self"})


rule = Rule(
    code="LES-008",
    title="Mechanisms, not heroes",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    dimension="blamelessness",
)
