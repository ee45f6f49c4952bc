"""How strong an action is: the ladder S0 to S5 with its detector words, and one step up for the weak ones.

Owns this translation of the hierarchies of remedies for software. Where the words do not tell, the strength
is None, and no rule counts the action.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from howcome.document.grammar import STRENGTHS, Action


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder: its class, what it means, and the words by which it is known."""

    name: str
    means: str
    words: str

    @property
    def score(self) -> int:
        """0 (a reminder) to 5 (made impossible)."""
        return int(self.name[1])


#: From weak to strong.
LADDER = (
    Rung("S0", "people remember or take care",
         r"(?:re-?)?train(?:ing|ings)?(?! (?:the |a |an |our )?model)|remind(?:er|ers|ing)?|careful(?:ly)?|coach(?:ing)?|"
         r"pay (?:more |closer )?attention|double-?check|be aware|educat(?:e|ion)|tell (?:all|every|the) (?:\w+ )?"
         r"(?:engineers?|developers?|teams?|on-calls?)|e-?mail (?:all|everyone|every)|remember"),
    Rung("S1", "something to read, agree or look up",
         r"document(?:ation|ing)?|run-?books?|playbooks?|guidelines?|guides?|(?<!rls )(?<!iam )(?<!retention )(?<!network )(?<!scaling )polic(?:y|ies)|announce(?:ment)?|wiki|readme|"
         r"warning labels?|procedures?|write[- ]up|meeting|faq|handbook|onboarding|discuss(?:ion)?"),
    Rung("S2", "the machine tells, or the tool helps",
         r"alert(?:s|ing)?|alarms?|pages?|paging|dashboards?|display|show|checklists?|renam(?:e|ing)|monitor(?:s|ing)?|notif(?:y|ication|ications)|"
         r"graphs?|panels?|log|logging|metrics?|instrument|probes?|confirmation|prompt|colou?r|warn"),
    Rung("S3", "the machine does it, or does it twice",
         r"automat(?:e|es|ed|ic|ically|ion)|auto-\w+|autoscal\w*|canar(?:y|ies)|stag(?:e|es|ed)|staged|fail-?over|redundan(?:t|cy)|generat(?:e|ed|or)|"
         r"replicas?|retr(?:y|ies)|roll(?:ed|ing)? back|rollback|backups?|drill|presubmit|test(?:s|ing|ed)?|scripts?|scripted|in ci|pipelines?|cron|scheduled|job|fallback|migrate"),
    Rung("S4", "the system refuses what does harm",
         r"reject(?:s|ed)?|refus(?:e|es|ed)|enforc(?:e|es|ed)|block(?:s|ed)?|requir(?:e|es|ed)|gat(?:e|es|ed)|limit(?:s|ed)?|default(?:s)?|isolat(?:e|es|ed|ion)|"
         r"admission polic(?:y|ies)|immutable|quotas?|cap|throttl(?:e|es|ing)|interlock|validat(?:e|es|ed|ion)|forbid|disallow|pin|lock|circuit breakers?|split|shard|deny|timeouts?"),
    Rung("S5", "it can no longer happen",
         r"remov(?:e|es|ed|al)|delet(?:e|es|ed|ion)|drop(?:s|ped)?|impossible|decommission(?:ed)?|retire|eliminate|get rid of|by (?:type|schema)|turn off"),
)  # fmt: skip
RUNG_BY_NAME = {rung.name: rung for rung in LADDER}
#: The strongest class of what reads as a weak remedy.
WEAK_SCORE = 1
_WORDS = re.compile(r"\b(?:" + "|".join(f"(?P<{r.name}>{r.words})" for r in LADDER) + r")\b", re.IGNORECASE)
_FIRST_WORDS = 120


def detect(text: str) -> Rung | None:
    """The rung that the first telling word of an action names."""
    found = _WORDS.search(text[:_FIRST_WORDS])
    return RUNG_BY_NAME[found.lastgroup] if found and found.lastgroup else None


def rung_of(action: Action) -> Rung | None:
    """The rung that an action states, else the one that its words name."""
    stated = (action.strength or "").strip().upper()
    if stated in STRENGTHS:
        return RUNG_BY_NAME[stated]
    return detect(action.text or "")


#: Words of a weak remedy → the question that leads one step up.
_STEPS = (
    (r"remind|remember|careful|attention|double-?check|be aware",
     "What could ask at the moment of the decision: a prompt that names the target, or a flag that the command requires?"),
    (r"train|educat|coach|onboarding|workshop",
     "What would a drill show, with an outcome that is measured, and what could the tool do so that less must be known?"),
    (r"run-?book|playbook|checklist|procedure",
     "Which steps of it could a script do, or a check refuse when they are left out?"),
    (r"polic|guideline|rule|standard",
     "Where could the rule stand so that a machine keeps it: admission, presubmit, a required parameter?"),
    (r"monitor|observ|visib",
     "Which alert, on which number, tells it in time, and how is it tested that it fires?"),
    (r"document|wiki|readme|guide|write|faq|handbook",
     "What could the tool refuse, or show by itself, so that nobody has to have read it?"),
    (r"announce|tell|e-?mail|inform|communicat|meeting",
     "What in the tool would show it to those who were not there?"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(rf"\b(?:{words})", re.IGNORECASE), question) for words, question in _STEPS)
_ANY_STEP = "What could the tool, the check or the default do, so that nobody has to remember?"


def one_step_stronger(text: str) -> str:
    """A question that leads from a weak remedy to the next rung."""
    for pattern, question in _PATTERNS:
        if pattern.search(text):
            return question
    return _ANY_STEP
