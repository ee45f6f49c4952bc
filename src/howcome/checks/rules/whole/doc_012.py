"""People are named where they own something, and nowhere in the story.

Why
    Names belong to what somebody takes on: an action, a message, a question. In the story they add no cause,
    and stay for years. People to whom the head gives a role are looked for by the rule about names in general
    (B13), the timeline is read by TL-010; this rule reads all other sections for the owners of the document, of its
    actions, messages and questions, and for given names with a deed or a family name behind them.

Example
    Dana looked at the wrong dashboard for ten minutes.

Better
    The on-call engineer looked at the dashboard of another region, whose title is the same, for ten minutes.

When to ignore
    Your team writes names on purpose: `names: free` in the head switches this off. Thanks keep their names.

Source
    NASA, Procedural Requirements 8621.1; Amazon Web Services, correction of errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.known_people import people_without_role
from howcome.checks.levels import levels
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.settings import Settings, names_policy
from howcome.document import Document
from howcome.text.pattern import pattern

_SECTIONS = ("incident-summary", "impact", "causes", "lessons")
_THANKS = pattern(r"\b(?:thank\w*|kudos|grateful|credit\w*|appreciat\w*)\b", re.IGNORECASE)


def check(document: Document, settings: Settings) -> Iterator[Hit]:
    prose = prose_of(document)
    for name, spans in people_without_role(document, _SECTIONS, names_policy(document, settings)):
        told = [s for s in spans if not _THANKS.search(prose.sentence_at(s.start).text)]
        if told:
            often = "" if len(told) == 1 else f" ({len(told)} times)"
            yield Hit(told[0], f"{name} is named in the story{often}", "Which role did they have there?")


rule = Rule(
    code="DOC-012",
    title="Names stand with what people own",
    levels=levels(full="warning", standard="info", light="info"),
    configured=check,
    dimension="blamelessness",
)
