"""Every open action has exactly one owner.

Why
    What belongs to everybody is done by nobody. The owner sees it through and may well not be the one who
    does the work, or who was there.

Example
    - [ ] Limit workers per release (owner: the team)

Better
    - [ ] Limit workers per release (owner: Dana)

When to ignore
    Ownership is agreed in the review meeting, and the document is a draft until then.

Source
    Google, Site Reliability Engineering, chapter 15; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import odd_one_out, open_actions, without
from howcome.checks.places import is_present, item_span
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_NOBODY = pattern(
    r"\W*(?:tbd|tba|\?+|none|nobody|n/a|unassigned|unknown|open|all|everyone|everybody|anyone|somebody|someone|team|"
    r"the team|we|us|all teams|whoever)?\W*\Z",
    re.IGNORECASE,
)
_WHOLE_TEAM = pattern(r"(?:the\s)?[\w /-]{0,40}\bteams?\Z", re.IGNORECASE)
_SEVERAL = pattern(r"[,;&+]|\sand\s|(?<=\w)\s?/\s?(?=@?\w)", re.IGNORECASE)
_DONE = levels(full="warning", standard="info")
_ONE = "Which one person sees it through?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    actions = open_actions(document)
    ownerless = [a for a in actions if not a.owner]
    # Where nobody is named at all in another template, owners probably stand in a form that is not read.
    if not (is_foreign(document) and len(ownerless) == len(actions)):
        yield from without(document, ownerless, "no owner", _ONE)
    for action in odd_one_out(document, "owner", fewest=1):
        yield Hit(
            item_span(action), "this action is done, and nobody is named as its owner", _ONE, levels=_DONE
        )
    for action in actions:
        cell = action.cells.get("owner")
        owner = (action.owner or "").strip()
        if not cell or not owner:
            continue
        if _NOBODY.match(owner):
            yield Hit(cell.span, f"“{owner}” is nobody in particular", _ONE)
        elif _SEVERAL.search(re.sub(r"\([^()]*\)", "", owner)):
            if not is_foreign(document):
                yield Hit(cell.span, "this action has more than one owner", _ONE)
        elif _WHOLE_TEAM.match(owner) and not is_foreign(document):
            yield Hit(cell.span, f"“{owner}” is a whole team", f"{_ONE} Write `name (team)`.")


rule = Rule(
    code="ACT-003",
    title="Every action has one owner",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
    foreign=True,
)
