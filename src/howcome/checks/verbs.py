"""The verbs of action items: strong, weak and empty ones, and where the first verb of an item stands.

Owns these words as data and the reading of an item's beginning. Refuses to demand a verb from a list: any base
verb is an imperative, so only what is surely none (a noun phrase, a gerund, "better …") is told apart.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from howcome.text.pattern import pattern

#: Verbs that name a deliverable by themselves.
STRONG = frozenset(
    """
    add remove replace reject enforce block limit cap throttle isolate split shard automate generate validate verify
    test instrument alert page expire rotate encrypt restore back fail roll stage canary gate require default rename
    delete migrate upgrade pin schedule delegate merge publish measure export link create build write rewrite deploy
    disable enable drop stop fix configure set document install introduce implement extend update revert define refuse
    """.split()  # noqa: SIM905
)
#: Verbs and phrases that never end by themselves. Longest first.
WEAK = (
    "think about", "look into", "look at", "make sure", "work on", "be aware", "follow up", "keep an eye", "see if",
    "check if", "investigate", "explore", "research", "consider", "discuss", "review", "evaluate", "improve", "enhance",
    "optimise", "optimize", "ensure", "try", "aim", "strive", "monitor", "revisit", "analyse", "analyze", "assess",
    "examine", "study", "rethink", "reconsider", "strengthen", "continue",
)  # fmt: skip
#: Verbs that are weak before a vague object and concrete before any other ("handle timeouts").
WEAK_BEFORE_VAGUE = (
    "coordinate",
    "support",
    "help",
    "address",
    "handle",
    "increase",
    "raise",
    "foster",
    "promote",
)
#: Nouns that name no artefact.
VAGUE = pattern(
    r"\b(?:things?|stuff|process(?:es)?|communications?|quality|robustness|resilience|reliability|stability|"
    r"monitoring|observability|documentation|awareness|visibility|culture|collaboration|efficiency|security posture)\b",
    re.IGNORECASE,
)
#: Promises that nobody can keep.
ABSOLUTE = pattern(
    r"\b(?:(?:ensure|make sure|guarantee|see to it)\b[^.;]{0,60}?\b(?:never|not (?:ever|happen again|recur)|"
    r"(?:doesn't|does not|don't|won't|will not|can't|cannot) (?:ever |happen |occur |recur)|no (?:more )?(?:incidents?|outages?|failures?))"
    r"|guarantee(?:s|d)?\b(?! (?:period|of (?:the )?(?:vendor|provider)))"
    r"|(?:eliminate|prevent|avoid|rule out|stop|catch|remove) (?:all|any|every) (?:\w+ ){0,3}?"
    r"(?:incidents?|outages?|failures?|errors?|bugs?|mistakes?|problems?|issues?|downtime|risks?|recurrences?)"
    r"|(?:must|should|can|will|may) never (?:ever |again |happen|occur|recur|be repeated|fail)|never again"
    r"|never happens? again|(?:make|is|be) (?:100 ?%|completely|totally|absolutely) (?:safe|reliable|secure|available|certain))",
    re.IGNORECASE,
)

_LEAD = pattern(
    r"(?:\W*(?:\[[^\[\]]{0,60}\]:?|(?:HIGH|MEDIUM|LOW|CRITICAL|URGENT|TODO|DONE|P[0-4])\b[:.)]?|"
    r"(?:please|also|then|next|finally|first|eventually|instead|to|and)\b,?|"
    r"(?:we|someone|everyone|everybody|you|i|the team|all of us)?\s?(?:will need to|needs? to|have to|has to|ought to|should|will|must|shall|"
    r"need|can|want to|plan to|'ll)\b(?:\s(?:also|then|all))?)(?=[\s:,]))*[^\w`]*",
    re.IGNORECASE,
)
_LABEL = pattern(r"(?:[^:.;,()]|\.(?=\w)){1,60}:\s+(?=\S)")
_FIRST = pattern(r"([^\W\d_][\w'-]*)")


class Beginning(NamedTuple):
    """The first word of what is to be done, and the words from there on."""

    word: str
    rest: str


def beginning(text: str) -> Beginning | None:
    """Where an item says what to do, behind "we should", priorities and a label with a colon."""
    label = _LABEL.match(text)
    if label and len(text) - label.end() > 8 and _is_label(label.group()):
        text = text[label.end() :]
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    first = _FIRST.match(rest)
    return Beginning(first[1], rest) if first else None


def _is_label(words: str) -> bool:
    """Whether words before a colon name a place or a topic ("deploy.yaml:"), and not what is done ("Fix these:")."""
    found = words.split()
    return len(found) < 5 and found[0].lower().strip(":*") not in STRONG


_NO_VERBS = frozenset(
    """
    better more new improved no less fewer the a an our some these this those there it its they additional proper
    automated automatic stronger clearer faster higher regular missing insufficient alerting alarms further
    documentation tests dashboards dashboard runbooks runbook observability tooling capacity guidelines guidance
    awareness ownership visibility resilience robustness potential possible future all every comprehensive deeper
    continuous periodic manual additionally procedure policies best good poor lack root improvements improvement
    checklist playbook postmortem automation rota glossary safer simpler smaller larger
    """.split()  # noqa: SIM905
)
_ING_VERBS = frozenset("bring ping ring string spring swing sling fling cling sting wring king sing".split())  # noqa: SIM905
_NOUN = pattern(r"\w{2,40}(?:tion|sion|ment|ness|ity|ance|ence|ism|ology)\Z")
_NOUNS_THAT_ARE_VERBS = pattern(
    r"(?:re|un|de|pre)?-?(?:implement|document|supplement|complement|experiment|augment|comment|segment|fragment|increment|decrement|cement|"
    r"instrument|provision|partition|condition|position|question|mention|transition|function|caution|section|auction|"
    r"version|commission|decommission|envision|petition|sanction|portion|apportion|ration|requisition|finance|advance|"
    r"balance|enhance|reference|sequence|silence|influence|evidence|fence|commence|harness|witness|station|motion|"
    r"distance|instance|experience|audience|compliment|ferment|invest|tension|action|pension|bastion|appendix)\Z"
)
_NO_PLURAL = pattern(r"\w*(?:ss|us|is|as|os)\Z")
_VERBS_IN_S = frozenset("focus bias canvas process access".split())  # noqa: SIM905


def is_no_verb(word: str) -> bool:
    """Whether a word at the beginning is surely no imperative: a noun, a gerund, an adjective, an article."""
    plain = word.lower().strip("'-")
    if plain in _NO_VERBS:
        return True
    if plain.endswith("ing") and len(plain) > 4:
        return plain not in _ING_VERBS and not plain.endswith("-ring")
    if _NOUN.match(plain):
        return not _NOUNS_THAT_ARE_VERBS.match(plain)
    is_plural = plain.endswith("s") and len(plain) > 3 and plain not in _VERBS_IN_S
    return is_plural and not _NO_PLURAL.match(plain) and word[:2] != word[:2].upper()


_PAST = pattern(
    r"(?:(?:re-|de-|pre-)?[a-z]{2,30}(?<!ne)(?<!fe)(?<!see)(?<!spe)(?<!emb)(?<!proce)(?<!succe)(?<!exce)ed|built|wrote|made|set up|ran|took|sent|bought|"
    r"has been|have been|was|were)\Z"
)
_ED_VERBS = frozenset(
    "need feed seed speed embed proceed succeed exceed shed wed bleed breed shred red bed".split()  # noqa: SIM905
)
_ED_ADJECTIVES = frozenset(
    "automated improved advanced detailed dedicated distributed shared".split()  # noqa: SIM905
)


def is_past(word: str) -> bool:
    """Whether an item begins with what was done ("Added an alert")."""
    plain = word.lower()
    return bool(_PAST.match(plain)) and plain not in _ED_VERBS and plain not in _ED_ADJECTIVES


_DONE = pattern(
    r"\((?:already )?(?:done|completed?|fixed|shipped|merged|deployed)\)\W*\Z|✅|✔|\bha(?:s|ve) (?:already |now )?been [a-z]{3,20}ed\b|"
    r"\A\W*we(?:'ve|’ve| have)?(?: already| now)? (?!need|feed|speed|should)[a-z]{2,20}ed\b",
    re.IGNORECASE,
)


def reads_done(text: str) -> bool:
    """Whether an item tells what was done, and not what is to do."""
    start = beginning(text)
    return bool(_DONE.search(text)) or bool(start and is_past(start.word))


_WEAK_FIRST = pattern(rf"(?:{'|'.join(re.escape(w) for w in WEAK)})\b", re.IGNORECASE)
_WEAK_VAGUE = pattern(rf"(?:{'|'.join(WEAK_BEFORE_VAGUE)})\b", re.IGNORECASE)


def weak_verb(text: str) -> str | None:
    """The weak verb with which an item begins, as written."""
    start = beginning(text)
    if not start:
        return None
    found = _WEAK_FIRST.match(start.rest)
    if not found and (found := _WEAK_VAGUE.match(start.rest)):
        return found.group() if VAGUE.search(start.rest[:80]) else None
    return found.group() if found else None
