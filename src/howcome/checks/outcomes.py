"""Whether words state an outcome that somebody could observe: a number, a quantity in words, a testable event.

Owns the words that make an outcome observable and those that only sound like one; judges no target as such.
"""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

_NUMBER = pattern(
    r"\d|[≤≥<>%]|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|twice|"
    r"a (?:third|quarter|tenth|hundred|thousand|minute|hour|day|week|month))\b",
    re.IGNORECASE,
)
_EVENT = pattern(
    r"\b(?:reject(?:s|ed)?|refus(?:e|es|ed)|fail(?:s|ed)?|pass(?:es|ed)?|page(?:s|d)?|fires?|fired|merged|deployed|"
    r"published|removed|deleted|turns? (?:red|green)|shows?|lists?|returns?|opens?|closes?|starts?|stops?|ends?|holds?|"
    r"exists?|runs?|cannot|can be|impossible|visible|signed|accepted|closed|answers?|names|exit|no|none|nobody|nothing|"
    r"never|every|each|all|only|without|by (?:itself|themselves))\b",
    re.IGNORECASE,
)
_VAGUE = pattern(
    r"\b(?:smooth(?:ly)?|robust|resilient|resilience|reliable|reliability|stable|stability|healthy|happy|good|well|optimal|"
    r"confidence|awareness|understanding|quality|ok|okay|fine|works|working|done|finished|completed?|ready|fixed|resolved)\b",
    re.IGNORECASE,
)
#: What people know or mind, which nobody can see.
_IN_HEADS = pattern(
    r"\b(?:teams?|everyone|everybody|people|engineers?|developers?|operators?|responders?|on-calls?|staff|colleagues?|we|all|they)\b"
    r"[^.;:]{0,30}\b(?:aware|informed|trained|familiar|careful|attentive|knows?|understands?|remembers?|pays? attention)\b",
    re.IGNORECASE,
)
#: More or less of something, without saying of how much; "more than forty" and "no more" do.
_GRADUAL = pattern(
    r"\b(?:better|improv(?:e|es|ed|ing|ement|ements)|safer|faster|slower|quicker|sooner|stronger|smoother|easier|simpler|enhanced?|"
    r"(?<!no )(?:more|less|fewer) (?!than\b)[a-z-]+|fewer|reduc(?:e|es|ed|ing|tion)|increas(?:e|es|ed|ing)|"
    r"greater|higher|lower|shorter|rarer|rarely|minimi[sz]e[sd]?)\b",
    re.IGNORECASE,
)
_COMPARATIVE = pattern(
    r"\b(?:better|safer|faster|quicker|stronger|easier|simpler|cleaner|clearer|smoother|smarter|tighter|"
    r"more (?:robust|resilient|reliable|stable|secure|efficient|visible|transparent|scalable|consistent|proactive|careful|"
    r"maintainable|predictable|modular|flexible|observable)|less (?:fragile|brittle|error-prone|risky|flaky))\b",
    re.IGNORECASE,
)


def has_number(words: str) -> bool:
    """Whether words name a quantity."""
    return bool(_NUMBER.search(words))


def is_observable(words: str) -> bool:
    """Whether somebody could see that an outcome is there. Where the words do not tell, it is."""
    if has_number(words):
        return True
    if _GRADUAL.search(words) or _IN_HEADS.search(words):
        return False
    return bool(_EVENT.search(words)) or not _VAGUE.search(words)


def is_only_better(words: str) -> bool:
    """Whether words promise that something is better, and not by how much: "make deploys safer"."""
    return bool(_COMPARATIVE.search(words)) and not has_number(words)
