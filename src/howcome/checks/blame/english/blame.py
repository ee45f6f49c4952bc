"""What in an English sentence is blame. Owns the judgement of one sentence; its weight and wording are others' affairs.

The kinds and the theory are those of Dekker (The Field Guide to Understanding Human Error), of Bergström's three
analytical traps (counterfactual, normative, mechanistic), and of the postmortem guides of Google, PagerDuty and Etsy.
Every function looks for one kind and yields where it stands. Where a sentence does not tell, nothing is yielded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from howcome.checks.blame.observation import Observation, Place
from howcome.text import Span

from .phrases import phrases
from .rewording import rewordings
from .sentence import Actor, Predicate, Reading
from .words import words

Found = tuple[str, str, int, int]  # code, category, and half-open code points of the sentence

_CAUSAL = (
    "incident-summary",
    "impact",
    "causes",
    "lessons",
    "appendix",
    "communication",
    "improvement",
    None,
)
_REMEDY = ("actions", "measures", "improvement")
_SYSTEM_VERBS = frozenset(
    """
    returned fired resulted existed triggered timed expired scaled matched recovered appeared arrived applied propagated
    completed synced restarted retried
    """.split()  # noqa: SIM905
)
_WRONG = frozenset(
    """
    wrong incorrect invalid bad faulty broken stale untested unreviewed unchecked outdated misspelled misspelt mistyped
    malformed live production prod mis-typed erroneous unverified unapproved
    """.split()  # noqa: SIM905
)
_HANDLING = frozenset(
    """
    ran typed entered pushed deployed applied set selected chose picked clicked merged shipped used pasted pulled loaded
    configured pointed put made sent gave opened closed executed started restarted rebooted installed edited changed
    copied wrote specified passed plugged uploaded rolled took read approved cut switched turned pressed issued
    published promoted scheduled attached mounted unplugged removed deleted dropped connected wired swapped renamed
    seated called
    """.split()  # noqa: SIM905
)
_MILD_HARM = frozenset(
    """
    deleted delete deletes deleting dropped drop drops dropping disabled disable disables drained revoked revoke locked lock muted
    mute tripped trip evicted purged purge truncated truncate detached introduced introduce introduces introducing
    triggered trigger triggers triggering delayed delay escalate escalated silenced silence disconnected disconnect
    overwrote overwrite overwritten unplugged invalidated throttle evict expose exposed mixed lost lose loses overloaded
    severed erased erase blew hit collapse collapsed bounced undid prolonged
    """.split()  # noqa: SIM905
)
_CAREFUL = frozenset(
    """
    caught noticed spotted tested reviewed checked double-checked doublechecked verified escalated communicated rolled
    documented foreseen anticipated prevented avoided questioned raised flagged rehearsed consulted considered asked
    informed followed investigated challenged discussed known handled announced warned stopped halted planned seen
    coordinated reverted involved confirmed validated inspected read acted heeded respected obvious clear careful done
    """.split()  # noqa: SIM905
)
_RASH = frozenset(
    """
    approved merged allowed shipped given granted signed left started touched run pushed deployed let made made_it
    released attempted rushed taken hired trusted turned muted ignored skipped happened gone
    """.split()  # noqa: SIM905
)
_RELIEF = frozenset(
    """
    noticed found spotted fixed reported restored recovered helped saved identified traced discovered suggested proposed
    raised caught asked wrote documented built joined volunteered confirmed explained remembered recognised recognized
    """.split()  # noqa: SIM905
)
_CONDITIONS = frozenset(
    """
    been had known seen received gotten heard access
    """.split()  # noqa: SIM905
)


def blame_in(text: str, place: Place) -> list[Observation]:
    """Where a sentence blames, at most one observation for each stretch of words, in the order of the text."""
    reading = Reading(text, place.people, place.systems)
    if reading.first("meta"):
        return []
    found: list[Found] = []
    for look in _LOOKS:
        found += (
            f for f in look(reading, place) if f[1] == "sarcasm-shaming" or not _mentioned(text, (f[2], f[3]))
        )
    observed: list[Observation] = []
    for code, category, start, end in _chosen([_by_name(reading, f) for f in found]):
        span = Span(start, _reached(text, category, end))
        observed.append(Observation(code, category, span, rewordings(reading, code, span)))
    return observed


_TONES = ("sarcasm-shaming", "hindsight", "who-question", "punitive-or-weak-action", "absolutes")
_CLAUSE_END = re.compile(r"[.;!?](?:\s|$)|,\s")


def _reached(text: str, category: str, end: int) -> int:
    """For a tone, the whole clause: what is meant stands behind the word that gives it away."""
    if category not in _TONES:
        return end
    stop = _CLAUSE_END.search(text, min(len(text), end + 20))
    return min(stop.start() if stop else len(text.rstrip()), end + 100)


_NOT_ABOUT_A_NAME = (
    "punitive-or-weak-action",
    "who-question",
    "sarcasm-shaming",
    "named-individual",
    "agentless-passive",
)


def _by_name(reading: Reading, found: Found) -> Found:
    """A fault beside the name of a person is about that person, whatever the fault is."""
    code, category, start, end = found
    if category in _NOT_ABOUT_A_NAME:
        return found
    for actor in reading.actors:
        first, last = reading.tokens[actor.first].start, reading.tokens[actor.last].end
        if (
            actor.named
            and actor.role in ("subject", "possessive", "agent")
            and first <= end
            and last >= start - 20
        ):
            return (
                code,
                "named-individual",
                min(start, first),
                max(end, last) if actor.role == "agent" else end,
            )
    return found


def _chosen(found: list[Found]) -> list[Found]:
    """The most telling of those that overlap; no more than two for a sentence."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: _ORDER.index(f[1])):
        if all(one[3] <= other[2] or one[2] >= other[3] for other in kept):
            kept.append(one)
    return sorted(kept[:2], key=lambda f: f[2])


_ORDER = (
    "named-individual", "punitive-or-weak-action", "who-question", "team-blame", "sarcasm-shaming", "human-error",
    "mechanistic", "absolutes", "hindsight", "normative", "counterfactual", "person-as-cause", "agentless-passive",
)  # fmt: skip


# What people did, or did not do


def _span(reading: Reading, first: int, end: int) -> tuple[int, int]:
    tokens = reading.tokens
    return tokens[first].start, tokens[min(end, len(tokens)) - 1].end


def _of(actor: Actor, category: str) -> str:
    """The category by who it is about: a name and a team come before the kind of deed."""
    if actor.named:
        return "named-individual"
    if actor.kind in ("team", "customer"):
        return "team-blame"
    return category


def _human(actor: Actor) -> bool:
    return actor.kind in ("person", "team", "self")


def deeds(reading: Reading, place: Place) -> Iterator[Found]:
    """Counterfactuals, omissions, judgements and harm that have a person or a group as their subject."""
    for predicate in reading.predicates:
        actor = predicate.actor
        if actor.kind == "attacker":
            continue
        for kind, code, end in _kinds(reading, predicate, place):
            if actor.kind == "customer" and (
                kind not in ("should", "judged")
                or (kind != "judged" and reading.low[predicate.verb] not in _CAREFUL)
            ):
                continue
            if (
                kind == "harmed"
                and actor.kind == "self"
                and reading.low[actor.last] != "i"
                and not _confessed(reading, predicate)
            ):
                continue
            if (
                kind == "harmed"
                and place.section is None
                and not _confessed(reading, predicate)
                and reading.low[predicate.verb] in _MILD_HARM | _PROCESS_ENDED
            ):
                continue
            if kind == "omitted" and actor.kind == "self" and predicate.negated:
                continue
            category = {
                "should": "counterfactual", "omitted": "counterfactual", "if": "counterfactual",
                "known": "hindsight", "judged": "normative", "always": "absolutes", "harmed": "person-as-cause",
            }[kind]  # fmt: skip
            if actor.kind == "self" and kind == "always":
                continue
            named = _of(actor, category)
            if (
                actor.kind == "team"
                and kind in ("known", "should", "always")
                and not _capital_team(reading, actor)
            ):
                named = category if kind != "should" else "counterfactual"
            yield code, named, *_span(reading, actor.first, end)


_PROCESS_ENDED = frozenset("kill kills killed killing crash crashed".split())  # noqa: SIM905


def _confessed(reading: Reading, predicate: Predicate) -> bool:
    """Whether the deed is said to be a mistake."""
    return bool(
        set(reading.low[predicate.actor.last + 1 : predicate.end])
        & (words("error-adverbs") | words("error-nouns") | _WRONG - {"production", "prod", "live"})
    )


def _capital_team(reading: Reading, actor: Actor) -> bool:
    return actor.last > actor.first or reading.tokens[actor.last].text[0].isupper()


def _kinds(reading: Reading, predicate: Predicate, place: Place) -> Iterator[tuple[str, str, int]]:
    low = reading.low
    verb = low[predicate.verb]
    tail = low[predicate.verb + 1 : predicate.end]
    span = low[predicate.first : predicate.verb]
    end = min(predicate.verb + 1 + _reach(low, predicate), predicate.end) or predicate.verb + 1
    end = max(end, predicate.verb + 1)
    modal = predicate.modal.removesuffix("n't").removesuffix("'ve")
    section = place.section
    excused = _excused(reading, predicate)
    # Should have, could have, ought to have.
    if predicate.perfect and (
        modal in ("should", "could", "might", "ought", "would", "shoulda", "coulda", "must")
    ):
        if (predicate.negated and modal in ("could", "would", "might")) or verb in ("worse", "better"):
            return
        if low[predicate.actor.last] in ("nobody", "none", "no-one") or "same" in tail:
            return
        if predicate.passive:
            return
        if predicate.actor.kind == "self" and modal in ("would", "might"):
            return
        if predicate.actor.kind == "self" and modal == "could" and {"with", "by", "if", "had"} & set(low):
            return
        if (predicate.actor.kind == "self" and modal == "must") or (
            predicate.actor.kind == "customer" and modal == "would"
        ):
            return
        if verb in _SYSTEM_VERBS and low[predicate.actor.last] == "they":
            return
        if modal == "would" and not (set(low) & {"any", "competent", "experienced", "had", "if"}):
            return
        if (
            verb in ("known", "realised", "realized", "foreseen", "anticipated", "expected", "suspected")
            and modal != "could"
        ):
            yield "known", "B10", predicate.verb + 1
            return
        yield "should", "B04", predicate.verb + 1
        return
    if (
        predicate.copula
        and verb in ("supposed", "meant", "expected", "obliged", "required")
        and tail[:1] == ["to"]
        and place.section in ("causes", "lessons", "incident-summary", "impact")
    ):
        if not excused and _past_copula(low, predicate) and predicate.actor.kind != "self":
            yield "should", "B04", predicate.verb + 1
        return
    if (
        verb in ("needed", "had")
        and tail[:1] in (["to"], ["only"])
        and ("have" in tail[1:2] or tail[:1] == ["only"])
    ):
        yield "should", "B04", predicate.verb + 2
        return
    if predicate.modal:
        return
    if predicate.perfect and "had" in span[:1] and _conditional(reading, predicate):
        if not (predicate.passive or verb in _CONDITIONS):
            yield "if", "B05", predicate.verb + 1
        return
    if verb in words("judgement-verbs") and not predicate.passive and not excused:
        yield "judged", _grade(verb), end
        return
    if predicate.copula and _judged(low, predicate):
        yield "judged", "B01", min(predicate.verb + 3, predicate.end)
        return
    absolute = _absolute(reading, predicate)
    if absolute:
        yield "always", "B24", end
        return
    if excused:
        return
    if _omits(reading, predicate, place):
        yield (
            "omitted",
            "B02" if verb in words("omission-verbs") else "B03" if verb.startswith("fail") else "B06",
            end,
        )
        return
    if (
        section == "timeline"
        and not _erring(low, predicate)
        and not ("again" in tail and _harms(reading, predicate, place))
    ):
        return
    if _harms(reading, predicate, place):
        yield "harmed", "B08", end


def _reach(low: list[str], predicate: Predicate) -> int:
    """How many words behind the verb still tell what was done."""
    for n, i in enumerate(range(predicate.verb + 1, predicate.end)):
        if (low[i] in words("prepositions") and n >= 2) or n >= 5:
            return n
    return predicate.end - predicate.verb - 1


def _excused(reading: Reading, predicate: Predicate) -> bool:
    """Whether the sentence gives a reason for a deed, and the reason is not again somebody's deed."""
    text = reading.text
    if reading.first("exoneration"):
        return True
    deed = reading.tokens[predicate.verb].start
    for found in reading.find("reason"):
        cause = found.group().lower().strip()
        if found.start() < deed and cause.startswith(
            ("because", "since", "as", "given", "due", "owing", "in that")
        ):
            between = text[found.end() : reading.tokens[predicate.actor.first].start]
            if "," not in between:
                continue  # the deed is the reason: "because the engineer dropped the table"
            behind = between
        else:
            behind = text[found.end() : found.end() + 120]
        if cause in (
            ";",
            ":",
            ": it",
            ": its",
            ": a",
            ": the",
            ": both",
            ": no",
            ": two",
            ": neither",
        ) and not _state(behind):
            continue
        if cause == "since" and re.match(
            r"\s*(?:\d|january|february|march|april|may\b|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|then|noon|midnight|the (?:morning|spring|summer|autumn|winter))",
            behind,
            re.I,
        ):
            continue
        inner = Reading(behind)
        people = [
            a
            for a in inner.actors
            if a.role == "subject" and a.kind in ("person", "team", "self") and a.first <= 2
        ]
        if people and not any(
            w in inner.low[:14]
            for w in (
                "believed",
                "told",
                "instructed",
                "assumed",
                "expected",
                "saw",
                "read",
                "had",
                "thought",
                "taught",
                "knew",
            )
        ):
            continue
        if inner.low[:3] and set(inner.low[:6]) & (
            words("judgement-nouns")
            | words("judgement-adjectives")
            | {"hurry", "lazy", "rush", "carelessness"}
        ):
            continue
        return True
    return False


_STATES = re.compile(
    r"\b(?:is|are|was|were|had|has|have|looks?|looked|reads?|shows?|showed|names?|named|lists?|listed|gives?|gave|prints?|carr(?:y|ies|ied)|says?|said|tells?|told|lights?|counts?)\b",
    re.I,
)
_EFFECTS = re.compile(
    r"\b(?:went|died|crashed|stopped|failed|fell|collapsed|lost|broke|down|offline|outage|unreachable|gone|never|errors?|dark|customers?|users?|minutes|hours)\b",
    re.I,
)


def _state(behind: str) -> bool:
    """Whether what follows a semicolon says how things were, not what came of the deed."""
    first = re.split(r"[.;]", behind, maxsplit=1)[0]
    return bool(_STATES.search(first[:60])) and not _EFFECTS.search(first)


def _conditional(reading: Reading, predicate: Predicate) -> bool:
    """Whether the predicate is the condition of what did not happen: "if X had …, … would have …"."""
    low = reading.low
    first = predicate.actor.first
    before = low[max(0, first - 2) : first]
    return "if" in before and bool({"would", "could", "might", "wouldn't", "couldn't"} & set(low))


def _judged(low: list[str], predicate: Predicate) -> bool:
    behind = low[predicate.verb : min(predicate.verb + 4, predicate.end)]
    if predicate.negated:
        return bool(
            set(behind)
            & frozenset(
                ("careful", "thorough", "vigilant", "attentive", "diligent", "qualified", "competent")
            )
        )
    return bool(set(behind) & words("judgement-adjectives"))


_HABIT = frozenset("always constantly continually invariably perpetually forever permanently".split())  # noqa: SIM905
_SHRUG = frozenset("just simply merely".split())  # noqa: SIM905
_GRIEVANCE = frozenset(
    """
    without late wrong anything anyone anybody us nobody nothing rushes rush friday fridays same untested excuse excuses
    blame blames complain complains leave leaves forget forgets too last everything rubber-stamp rubber-stamps guess
    guesses wait waits cowboy surprise everybody
    """.split()  # noqa: SIM905
)


def _absolute(reading: Reading, predicate: Predicate) -> bool:
    """Always, never and their kin about people, where what is said is a reproach."""
    low = reading.low
    around = low[predicate.actor.last + 1 : predicate.verb] + low[predicate.verb + 1 : predicate.verb + 3]
    ahead = low[predicate.actor.last + 1 : predicate.verb]
    verb = low[predicate.verb]
    clause = low[predicate.verb : predicate.end]
    bad = set(clause) & (_GRIEVANCE | words("omission-verbs") | words("judgement-adjectives"))
    present = not _past(verb) and not predicate.perfect and not predicate.copula
    nobody = low[predicate.actor.last] in ("nobody", "none") or (
        low[predicate.actor.last] == "one" and "no" in low
    )
    if nobody and "ever" in ahead and not predicate.modal:
        return present or _past(verb)
    if predicate.actor.kind == "self":
        return False
    if predicate.negated and "ever" in around + ahead:
        return True
    if "never" in ahead:
        return (present and verb not in ("see", "sees", "had", "have", "has", "need", "needs")) or (
            verb in words("diligence") and predicate.perfect and "once" in clause
        )
    if _HABIT & set(around):
        return bool(bad) or verb in words("harm-verbs")
    if _SHRUG & set(ahead):
        return (
            verb in words("omission-verbs")
            or (verb in words("harm-verbs") and verb not in _MILD_HARM)
            or predicate.negated
            or bool(bad)
        )
    if verb in ("keeps", "keep", "kept"):
        behind = clause[1:3] if clause[1:2] != ["on"] else clause[2:4]
        return bool(set(behind) & (words("omission-verbs") | words("harm-verbs")) - {"locked"}) or bool(
            set(behind) & {"making", "doing", "pushing", "deploying"} and bad
        )
    return False


def _past_copula(low: list[str], predicate: Predicate) -> bool:
    return bool(set(low[predicate.first : predicate.verb]) & {"was", "were"})


def _past(word: str) -> bool:
    return word in words("past") or word.endswith("ed")


def _omits(reading: Reading, predicate: Predicate, place: Place) -> bool:
    low = reading.low
    verb = low[predicate.verb]
    tail = low[predicate.verb + 1 : predicate.end]
    if verb in ("failed", "fails", "fail", "failing") and tail[:1] == ["to"]:
        return not predicate.negated
    if predicate.passive or predicate.copula:
        return False
    nobody = low[predicate.actor.last] in ("nobody", "no-one", "none") or low[
        max(0, predicate.actor.last - 1)
    ] in ("no", "none", "neither")
    if (
        verb in ("waited", "hesitated", "dithered")
        and set(tail) & {"long", "hours", "minutes", "far", "before"}
        and place.section != "timeline"
    ):
        return True
    if verb in words("omission-verbs") and verb not in (
        "slept",
        "sat",
        "waved",
        "brushed",
        "shrugged",
        "missing",
        "snoozed",
    ):
        return (
            not predicate.negated
            and not nobody
            and bool(tail)
            and not set(tail[:3]) & {"goal", "train", "turn-off", "flight"}
        )
    if nobody and not predicate.modal:
        return verb in words("diligence") and place.section != "timeline" and not predicate.negated
    if predicate.negated and not predicate.modal:
        if (
            verb
            in (
                "think",
                "use",
                "used",
                "want",
                "need",
                "make",
                "made",
                "do",
                "done",
                "give",
                "given",
                "put",
                "set",
                "add",
                "added",
            )
            and predicate.actor.kind == "self"
        ):
            return False
        if verb in words("perception") and verb not in ("notice", "noticed"):
            return False
        if predicate.actor.kind == "team" and verb in (
            "answer",
            "respond",
            "reply",
            "react",
            "answered",
            "responded",
            "acknowledge",
        ):
            return False
        return verb in words("diligence") and place.section != "timeline"
    if (
        verb in ("did", "took", "takes") and tail[:2] in (["nothing"], ["no", "action"], ["nothing", "about"])
    ) or (tail[:1] == ["nothing"] and verb == "did"):
        return True
    if (
        (verb in ("slept", "sleeps") and "through" in tail[:1])
        or (verb == "left" and set(tail) & {"unattended", "unread", "unanswered", "unopened", "untouched"})
        or (verb == "blew" and "off" in tail[:1])
    ):
        return True
    if verb in ("chose", "decided", "opted", "preferred") and tail[:2] == ["not", "to"]:
        return True
    if verb in ("refused", "declined", "hesitated") and tail[:1] == ["to"]:
        return True
    return predicate.actor.kind != "self" and "without" in tail and _without_care(low, predicate)


_HARMLESS_WITHOUT = frozenset(
    [
        "affecting",
        "losing",
        "restarting",
        "interrupting",
        "needing",
        "requiring",
        "having",
        "using",
        "being",
        "waiting",
        "stopping",
        "changing",
        "leaving",
    ]
)
_SAFEGUARDS = frozenset(
    "approval review testing asking warning telling permission authorisation authorization backup word notice consultation tests".split()  # noqa: SIM905
)


def _without_care(low: list[str], predicate: Predicate) -> bool:
    i = low.index("without", predicate.verb)
    behind = low[i + 1 : i + 4]
    if not behind:
        return False
    first = (
        behind[1]
        if behind[0]
        in ("first", "even", "ever", "so", "properly", "really", "actually", "any", "a", "prior", "further")
        and len(behind) > 1
        else behind[0]
    )
    return (first.endswith("ing") and first not in _HARMLESS_WITHOUT) or bool(set(behind) & _SAFEGUARDS)


def _erring(low: list[str], predicate: Predicate) -> bool:
    around = set(low[predicate.actor.last + 1 : predicate.end])
    return bool(around & words("error-adverbs")) or bool(around & {"mistake", "wrong", "wrongly", "error"})


_CONSEQUENCE = re.compile(
    r"(?:, (?:and|then|which|and this|and that|causing|leading|leaving|taking|breaking|bringing|wiping|so|thus|thereby)|\band (?:this|that|it|the)\b"
    r"|\bwhich (?:broke|took|led|caused|brought|left|wiped|made|then|in turn)|\b(?:causing|leading to|resulting in|leaving|taking down)\b)",
    re.IGNORECASE,
)


#: Verbs that do harm with a small word behind them.
_PHRASAL = {
    "cut": {"off", "power"}, "set": {"off"}, "knocked": {"over", "out", "down", "offline"}, "knock": {"over", "out", "down"},
    "locked": {"out"}, "let": {"through", "in", "into", "slip", "out", "loose"}, "plunged": {"into"}, "dragged": {"out", "on"},
    "waved": {"through"}, "kicked": {"off", "out"}, "threw": {"away"}, "blew": {"up", "away"}, "tore": {"down"}, "made": {"worse"},
    "makes": {"worse"}, "brought": {"down", "offline", "knees", "halt", "standstill"}, "took": {"down", "offline", "dark"},
    "messed": {"up"}, "mixed": {"up"}, "screwed": {"up"}, "fouled": {"up"}, "gave": {"away"}, "pulled": {"plug"}, "opened": {"floodgates"},
}  # fmt: skip
_LEFT = frozenset(
    [
        "on",
        "open",
        "behind",
        "running",
        "enabled",
        "unlocked",
        "exposed",
        "unprotected",
        "undone",
        "out",
        "unfinished",
        "untested",
        "active",
    ]
)


def _phrasal(reading: Reading, predicate: Predicate, place: Place) -> bool:
    """Harm that two words say together: let through, set off, left open, managed to break."""
    low = reading.low
    verb = low[predicate.verb]
    clause = low[predicate.verb + 1 : predicate.end]
    if verb in _PHRASAL and _PHRASAL[verb] & set(clause[:5]) and not (verb == "let" and "have" in clause[:5]):
        return True
    if verb in ("left", "leaves") and clause and (set(clause[1:7]) & _LEFT):
        return place.section in ("causes", "incident-summary", "impact", "lessons")
    if verb in ("managed", "contrived", "proceeded", "succeeded") and clause[:1] in (["to"], ["in"]):
        return bool(set(clause[1:3]) & (words("harm-verbs") | {"knock", "take", "bring"}))
    return bool(verb == "cost" and clause[:1] and clause[0] in ("us", "the", "them"))


_BRINGS = frozenset("took brought knocked tore threw kicked shot blew".split())  # noqa: SIM905
_TO_RUIN = frozenset("down offline dark knees halt standstill out dead flames fire".split())  # noqa: SIM905


def _harms(reading: Reading, predicate: Predicate, place: Place) -> bool:
    """Whether a person's deed stands as what did the harm."""
    low = reading.low
    verb = low[predicate.verb]
    clause = low[predicate.verb + 1 : predicate.end]
    if verb == "managed" and not predicate.negated and _phrasal(reading, predicate, place):
        return True
    if (
        predicate.passive
        or predicate.copula
        or predicate.negated
        or verb in _RELIEF
        or verb in ("happened", "managed", "helped")
    ):
        return False
    if verb in _PROCESS_ENDED and set(clause[:4]) & {
        "job",
        "jobs",
        "process",
        "processes",
        "query",
        "queries",
        "pod",
        "pods",
        "container",
        "session",
        "sessions",
        "instance",
        "connection",
        "connections",
        "vm",
        "thread",
        "task",
        "worker",
        "workers",
    }:
        return False
    if "?" in reading.text[reading.tokens[predicate.verb].end :] and reading.low[predicate.actor.last] == "i":
        return False
    if _phrasal(reading, predicate, place):
        return True
    around = set(low[predicate.actor.last + 1 : predicate.verb]) | set(clause)
    if (
        around & (words("error-adverbs") - {"deliberately", "knowingly", "prematurely"})
        or {"by", "mistake"} <= around
        or {"in", "error"} <= around
    ):
        return True
    if verb in ("made", "makes", "committed") and set(clause[:5]) & words("error-nouns"):
        return True
    if verb in ("took", "brought") and "down" in clause[:5]:
        return True
    if (
        verb in _BRINGS
        and set(clause[:8]) & _TO_RUIN
        and set(clause) & (words("harm-nouns") | words("systems") | _TO_RUIN)
    ):
        return not set(clause[:1]) & {"an", "hour"}
    if ("wrong" in clause[:3] and verb not in ("went", "was", "proved", "got")) or (
        verb in _HANDLING and set(clause[:6]) & _WRONG and not {"read"} & {verb}
    ):
        return True
    if (
        verb in words("harm-verbs")
        and predicate.actor.named
        and clause
        and place.section in ("causes", "incident-summary", "impact", "lessons")
    ):
        return True
    if verb in words("harm-verbs"):
        if verb not in _MILD_HARM:
            return bool(clause)
        harm = (
            set(
                clause
                if verb
                in (
                    "trigger",
                    "triggers",
                    "triggered",
                    "triggering",
                    "introduced",
                    "introduce",
                    "delayed",
                    "delay",
                )
                else low
            )
            & words("harm-nouns")
            or set(clause) & (_WRONG - {"production", "prod", "live"})
            or (_CONSEQUENCE.search(reading.text) and _EFFECT.search(reading.text))
        )
        return bool(harm) or _is_cause(reading, predicate, place)
    if not (_past(verb) or (verb in words("participles") and predicate.perfect)):
        return False
    return (
        verb not in _NEUTRAL
        and bool(clause)
        and (_is_cause(reading, predicate, place) or _has_effect(reading, predicate, place))
    )


_NEUTRAL = frozenset(
    """
    said told asked answered wrote reported called paged acknowledged declared escalated joined opened saw noticed found confirmed investigated checked tested looked read heard thought
    believed assumed expected knew decided considered suspected agreed met held took had was were been got felt restored recovered fixed repaired helped identified traced discovered
    suggested proposed raised explained rebuilt replaced restarted reverted failed rolled began started continued tried wanted needed worked used waited kept received learned observed
    posted published notified informed announced documented described recommended verified compared measured reviewed approved moved spent handed gave made came went left returned stayed
    became seemed appeared spoke discussed planned prepared listed counted estimated examined analysed analyzed followed monitored watched owned shared updated resolved mitigated closed ended
    confirmed concluded realised realized recognised recognized understood paused stopped drained isolated redirected rerouted credited refunded apologised apologized thanked wished could
    volunteered interviewed requested ordered chose brought run ran set sent put showed
    """.split()  # noqa: SIM905
)
_EFFECT = re.compile(
    r"\b(?:outage|incident|down|offline|unreachable|unavailable|unusable|blackout|brownout|dark|dead|died|crashed|collapsed|stalled|stopped|halted|vanished|disappeared|gone|lost|loss|losing|"
    r"broke|broken|breaking|corrupted|corruption|killed|killing|wiped|bricked|bricking|stranded|locked out|lockout|exposed|leaked|misrouted|overpaid|double|twice|doubled|deadlock|"
    r"could not|couldn't|cannot|unable|failed for|failed to|no longer|blind|blank|empty|froze|frozen|severed|ruined|ruining|damage|damaged|fell over|fell apart|cost(?:ing)? us|with it|for nothing|"
    r"(?:\d[\d,.]* )?(?:users|customers|orders|patients|players|passengers|accounts|tenants|subscribers|suppliers|callers)(?: \w+)? (?:were|was|lost|could|saw|got|received|had))\b",
    re.I,
)
_BETTER = re.compile(
    r"\b(?:recover\w*|restor\w+|fixed|cleared|back (?:to normal|online|up|within)|mitigat\w+|resolved|drained|stopped the|ended|within minutes|dropped to|fell to|returned|subsided|went away|cured)\b",
    re.I,
)
_LEADS = re.compile(r"\b(?:because|since|after|when|once|until|caused when)\W*$", re.I)


def _is_cause(reading: Reading, predicate: Predicate, place: Place) -> bool:
    """Whether a deed is given as the reason: "because the engineer …", or alone as an answer to why."""
    if place.section not in ("causes", "impact", "incident-summary", "lessons"):
        return False
    if predicate.actor.kind == "team" and reading.low[predicate.verb] not in words("harm-verbs"):
        return False
    before = reading.text[: reading.tokens[predicate.actor.first].start].rstrip()
    if re.search(r"\bbecause\W*$", before, re.I):
        return True
    if re.search(
        r"(?:\bwhy\b[^?]*\?|\bwhy ?\d?\s?[:.]|\bcause\W{1,3}|^\s*\d\.)\s*(?:because\s*)?$", before, re.I
    ):
        return True
    if re.search(r"\b(?:cause|trigger|reason|culprit|explanation)\b[^:.]{0,30}:\s*$", before, re.I):
        return True
    return (
        place.whys
        and not before
        and reading.low[predicate.verb] in (words("harm-verbs") | _HANDLING) - _NEUTRAL
    )


def _has_effect(reading: Reading, predicate: Predicate, place: Place) -> bool:
    """Whether the sentence tells what harm came of the deed."""
    if place.section not in ("causes", "impact", "incident-summary", "lessons") or (
        predicate.actor.kind == "team" and not _capital_team(reading, predicate.actor)
    ):
        return False
    text = reading.text
    verb = reading.tokens[predicate.verb].end
    if _BETTER.search(text):
        return False
    behind = text[verb:]
    link = _CONSEQUENCE.search(behind)
    if link and _EFFECT.search(behind, link.start()):
        return True
    before = text[: reading.tokens[predicate.actor.first].start].rstrip()
    return bool(
        _LEADS.search(before)
        and re.search(r"\b(?:after|because|when|until|since)\W*$", before, re.I)
        and _EFFECT.search(before)
    )


# Causes and culprits


def causes(reading: Reading, place: Place) -> Iterator[Found]:
    """A person or group behind "caused by", "because of", "the culprit is", or before "is to blame"."""
    if place.section == "timeline":
        return
    text, tokens = reading.text, reading.tokens
    for found in reading.find("culpable-first"):
        actor = _actor_from(
            reading, found.end(), 0 if found.group().lower().startswith(("the ", "responsible")) else 2
        )
        if (
            actor
            and actor.role == "other"
            and found.group().lower().rstrip().endswith(("is", "was", "are", "were"))
        ):
            continue
        if found.group().lower().startswith(
            ("triggered by", "started by", "created by", "brought on by")
        ) and not set(reading.low) & words("harm-nouns"):
            continue
        if found.group().lower().startswith(("thanks to", "courtesy of")) and (
            (found.start() == 0 and not _EFFECT.search(text))
            or (actor and reading.low[actor.last + 1 : actor.last + 2] in (["for"], ["who"], ["and"]))
        ):
            continue
        if found.group().lower().startswith(
            ("came from", "comes from", "started by", "created by", "produced by", "introduced by")
        ) and not (
            set(reading.low) & (words("harm-nouns") | words("error-nouns") | {"usual", "fault", "wrong"})
        ):
            continue
        if (
            actor
            and _human(actor)
            and not _denied(text, found.start())
            and not _neutral_possession(reading, actor)
        ):
            yield "B09", _of(actor, "person-as-cause"), found.start(), tokens[actor.last].end
    for predicate in reading.predicates:
        if not (_human(predicate.actor) or predicate.actor.kind == "customer") or not (
            predicate.copula or predicate.passive or predicate.first == predicate.verb
        ):
            continue
        start = tokens[predicate.verb].start
        match = phrases("culpable").search(text, max(0, start - 1))
        if (
            match
            and re.fullmatch(
                r"(?:\W|\b(?:is|was|are|were|be|been|being|also|partly|clearly|solely|entirely|mainly|largely|really|again|once|the|only|directly|not)\b)*",
                text[tokens[predicate.first].end : match.start()],
                re.I,
            )
            and predicate.copula
            and not predicate.negated
            and not _denied(text, match.start())
        ):
            start = tokens[predicate.actor.first].start
            yield "B09", _of(predicate.actor, "person-as-cause"), start, match.end()
    for actor in reading.actors:
        if actor.role == "possessive" and _human(actor) and actor.last + 1 < len(tokens):
            behind = reading.low[actor.last + 1 : actor.last + 4]
            at = next((n for n, w in enumerate(behind) if w in words("error-nouns") or w in _GUILT), None)
            if at is not None and (
                set(behind[:at]) & words("systems") or (at and behind[at] in ("sloppy", "careless"))
            ):
                at = None
            if at is not None and not _denied(text, tokens[actor.first].start):
                category = "human-error" if behind[at] in _SLIPS else "person-as-cause"
                yield "B09", _of(actor, category), tokens[actor.first].start, tokens[actor.last + 1 + at].end
            elif at is None and place.section in ("causes", "impact", "incident-summary", "lessons"):
                rest = " ".join(reading.low[actor.last + 2 : actor.last + 7])
                harmed = _DEED_HARMED.match(rest)
                if (
                    harmed
                    and (actor.kind != "self" or reading.low[actor.last] == "my")
                    and not _excused(reading, Predicate(actor, actor.last, actor.last, actor.last + 1))
                ):
                    yield (
                        "B08",
                        _of(actor, "person-as-cause"),
                        tokens[actor.first].start,
                        tokens[min(actor.last + 4, len(tokens) - 1)].end,
                    )
        elif reading.low[actor.last] in ("us", "me", "i", "we"):
            continue
    match = re.search(
        r"\b(?:my|his|her|their|your) (?:own )?(?:fault|mistake|error|doing|screw-up|blunder|carelessness|oversight|negligence|cock-up)\b(?! (?:monitoring|rate|handling|messages?|logs?|budget|tracking|reporting|pages?|tolerance))|\b(?:our|my) (?:own )?(?:fault|mistake|bad)\b(?! tolerance)",
        text,
        re.IGNORECASE,
    )
    if match and not _denied(text, match.start()):
        yield "B09", "person-as-cause", *match.span()
    match = re.search(
        r"\b(?:mea culpa|i (?:broke|messed|screwed|fat-fingered|nuked|take the blame|take full|take the fall|own this|forgot to)|(?:that|this|it) (?:one )?(?:is|was|'s) (?:all |entirely )?on (?:me|us|them|him|her)|my bad)\b",
        text,
        re.IGNORECASE,
    )
    if match:
        yield "B09", "person-as-cause", *match.span()
    yield from _clefts(reading, place)


_HABITUAL_FAULT = re.compile(
    r"\b(?:not|n't|no|nothing|nobody|without|late|last|wrong|too|straight to|blame|excuse|forget|ignor|skip|miss|break|rush|untested|guess|surprise|noise|from memory|without asking|any(?:thing|one|body)|sign|"
    r"wave|stamp|leave|leaves|complain|mess|chaos|trouble|fail|fails|care|cares)\w*\b|n't\b",
    re.I,
)


def habits(reading: Reading, place: Place) -> Iterator[Found]:
    """Always and never about people, where the words for it stand apart from the verb."""
    text, tokens = reading.text, reading.tokens
    if place.section == "timeline" and '"' not in text:
        return
    people = [
        a for a in reading.actors if a.kind in ("person", "team") and a.role in ("subject", "possessive")
    ]
    if not people:
        return
    found = reading.first("absolute-strong")
    if found and not _denied(text, found.start()):
        at = found.start()
        nearest = min(people, key=lambda a: abs(tokens[a.first].start - at))
        if abs(tokens[nearest.last].end - at) < 60:
            yield (
                "B24",
                "absolutes",
                min(found.start(), tokens[nearest.first].start),
                max(found.end(), tokens[nearest.last].end),
            )
            return
    for predicate in reading.predicates:
        if predicate.actor.kind not in ("person", "team") or predicate.passive or predicate.modal:
            continue
        clause = reading.words(predicate.first, predicate.end)
        found = phrases("absolute").search(clause)
        verb = reading.low[predicate.verb]
        if (
            found
            and not _past(verb)
            and not predicate.copula
            and _HABITUAL_FAULT.search(clause.replace(found.group(), " "))
        ):
            yield (
                "B24",
                "absolutes",
                tokens[predicate.actor.first].start,
                tokens[min(predicate.end, len(tokens)) - 1].end,
            )
            return


def agents(reading: Reading, place: Place) -> Iterator[Found]:
    """A deed in the passive with the person behind "by"."""
    if place.section == "timeline":
        return
    low, tokens = reading.low, reading.tokens
    for actor in reading.actors:
        if actor.role != "agent" or not _human(actor) or actor.first < 2:
            continue
        verb = low[actor.first - 2]
        before = low[max(0, actor.first - 7) : actor.first - 1]
        if _excused(reading, Predicate(actor, actor.first, actor.first, actor.last + 1)):
            continue
        start = tokens[max(0, actor.first - 2)].start
        if (
            (
                set(before) & {"not", "never", "n't", "wasn't", "weren't", "without"}
                or verb
                in (
                    "unread",
                    "unheeded",
                    "ignored",
                    "overlooked",
                    "neglected",
                    "skipped",
                    "missed",
                    "forgotten",
                    "unopened",
                    "unanswered",
                    "omitted",
                    "disregarded",
                    "dismissed",
                )
            )
            and (verb in words("diligence") or verb in words("participles") or verb.endswith("ed"))
            and verb not in ("affected", "caused", "used", "seen", "owned", "needed", "noticed", "triggered")
        ):
            if not set(low[actor.first : actor.last]) & {"another", "second", "other", "third"}:
                yield "B06", _of(actor, "counterfactual"), start, tokens[actor.last].end
        elif verb in words("error-nouns") and not _denied(reading.text, start):
            yield (
                "B08",
                _of(
                    actor,
                    "human-error"
                    if verb in _SLIPS | {"oversight", "mis-click", "misclick"}
                    else "person-as-cause",
                ),
                start,
                tokens[actor.last].end,
            )
        elif verb in words("judgement-verbs"):
            yield "B11", _of(actor, "normative"), start, tokens[actor.last].end
        elif (
            actor.kind != "self"
            and verb in words("harm-verbs")
            and (
                verb not in _MILD_HARM
                or set(low) & (words("harm-nouns") | words("error-adverbs"))
                or _EFFECT.search(reading.text)
            )
            and not set(before) & {"not", "never"}
        ):
            yield "B08", _of(actor, "person-as-cause"), start, tokens[actor.last].end
        elif (
            verb not in words("participles")
            and not verb.endswith("ed")
            and place.section in ("causes", "impact", "incident-summary", "lessons")
            and (
                _DEED_HARMED.match(" ".join(low[actor.last + 1 : actor.last + 6]))
                or low[actor.last + 1 : actor.last + 2]
                in (["plunged"], ["disabled"], ["destroyed"], ["suspended"])
            )
        ):
            category = "human-error" if "mistyped" in before or verb in _SLIPS else "person-as-cause"
            yield "B08", _of(actor, category), start, tokens[min(actor.last + 1, len(tokens) - 1)].end
        elif (
            actor.named
            and set(low)
            & (
                words("harm-nouns")
                | words("error-nouns")
                | {"wrong", "faulty", "broken", "fault", "offending", "untested"}
            )
            and verb not in _RELIEF
            and verb
            in (
                "written",
                "made",
                "introduced",
                "committed",
                "merged",
                "approved",
                "deployed",
                "pushed",
                "entered",
                "run",
                "set",
                "added",
                "changed",
                "signed",
                "typed",
            )
        ):
            yield "B13", "named-individual", start, tokens[actor.last].end


_GUILT = frozenset(
    [
        "fault",
        "doing",
        "failure",
        "sloppy",
        "careless",
        "handiwork",
        "recklessness",
        "refusal",
        "insistence",
        "haste",
        "stubbornness",
        "neglect",
        "greed",
        "appetite",
        "indifference",
        "inattention",
        "impatience",
    ]
)
_SLIPS = frozenset("error mistake typo slip misjudgement misjudgment lapse blunder".split())  # noqa: SIM905
_DEED_HARMED = re.compile(
    r"(?:\w+ ){0,2}?(?:(?:is|was) (?:why|what|the reason|behind|how)\b|cost (?:us|the|them)\b|(?:broke|killed|wiped|destroyed|crashed|corrupted|caused|severed|flattened|sank|ruined|"
    r"took (?:the|it|down|out|everything|\w+ down|\w+ offline|\w+ \w+ offline)|brought (?:the|down|\w+ down)|knocked|locked|disabled|deleted|prolonged|triggered the))"
)


def _neutral_possession(reading: Reading, actor: Actor) -> bool:
    """A possessive whose thing is a system: "the team's dashboard"."""
    if actor.role != "possessive":
        return False
    behind = reading.low[actor.last + 1 : actor.last + 3]
    deeds_of = {
        "change",
        "commit",
        "command",
        "push",
        "deploy",
        "decision",
        "action",
        "actions",
        "edit",
        "rollback",
        "restart",
        "script",
        "merge",
        "query",
        "test",
        "release",
    }
    return not (
        set(behind)
        & (
            deeds_of
            | words("error-nouns")
            | {"refactoring", "fix", "hotfix", "doing", "conduct", "failure", "sloppy", "careless"}
        )
    )


def _clefts(reading: Reading, _place: Place) -> Iterator[Found]:
    """It was X who …"""
    low, tokens = reading.low, reading.tokens
    for actor in reading.actors:
        before = low[max(0, actor.first - 2) : actor.first]
        behind = low[actor.last + 1 : actor.last + 3]
        if (
            before[-2:] in (["it", "was"], ["it", "is"])
            and behind[:1]
            and behind[0] in ("who", "that", "which")
            and _human(actor)
        ):
            verb = behind[1] if len(behind) > 1 else ""
            if verb in ("had", "has", "have") and len(low) > actor.last + 3:
                verb = low[actor.last + 3]
            if verb not in _RELIEF and verb not in words("auxiliaries"):
                yield (
                    "B09",
                    _of(actor, "person-as-cause"),
                    tokens[actor.first - 2].start,
                    tokens[min(actor.last + 2, len(tokens) - 1)].end,
                )


def _actor_from(reading: Reading, offset: int, gap: int) -> Actor | None:
    """The person or group that begins at a place of the text, give or take a few words."""
    tokens = reading.tokens
    first = next((i for i, t in enumerate(tokens) if t.end > offset), None)
    if first is None:
        return None
    return next(
        (a for a in reading.actors if a.first <= first + gap and a.last >= first and a.first >= first - 2),
        None,
    )


def _denied(text: str, start: int) -> bool:
    return bool(
        re.search(
            r"\b(?:not|no|never|nobody|nor|neither|without|isn't|wasn't|aren't|weren't|rather than|instead of|avoid\w*|"
            r"ruled? out|none|cannot|can't|stop|excluded?|no one)\b(?! only)[^.;:]{0,40}$",
            text[max(0, start - 60) : start],
            re.IGNORECASE,
        )
    )


# Phrases


_CAUSE_LABEL = re.compile(
    r"(?:root cause|cause|rc|rca|reason|culprit|why ?\d?|at fault|fault|responsible|trigger|found at fault|by)\W{0,3}(?:is|was|=|:)?\W{0,3}$",
    re.I,
)


def named(reading: Reading, place: Place) -> Iterator[Found]:
    """A name that stands alone as the cause."""
    text, tokens = reading.text, reading.tokens
    for actor in reading.actors:
        if not _human(actor) or actor.kind == "self" or actor.role == "agent":
            continue
        before = text[: tokens[actor.first].start]
        if (
            _CAUSE_LABEL.search(before[-24:])
            and re.search(r"[:=]\W*$|\b(?:is|was)\W*$", before)
            and re.match(r"\W*(?:$|[.;,(])", text[tokens[actor.last].end :])
            and place.section in ("causes", "incident-summary", "appendix", "lessons")
            and not _denied(text, tokens[actor.first].start)
        ):
            yield "B09", _of(actor, "person-as-cause"), tokens[actor.first].start, tokens[actor.last].end


def labels(reading: Reading, _place: Place) -> Iterator[Found]:
    """Human error and its idioms."""
    for found in reading.find("human-error"):
        after = reading.text[found.end() : found.end() + 40]
        if phrases("human-error-denied").search(reading.text[max(0, found.start() - 60) : found.start()]):
            continue
        if _mentioned(reading.text, found.span()):
            continue
        if re.match(
            r"[\"”'’*_]*\s(?:is|was|are) (?:a|an|only|never|not|the beginning|the start|where)", after
        ) and not re.search(r"root cause|cause", reading.text, re.I):
            continue
        if re.match(
            r"[\"”'’]*[- ](?:rates?|metrics?|messages?|pages?|codes?|counts?|counter|budget|handling|logs?|reports?|field|types?|class|category of|dashboard|tolerant|proof|responses?|texts?)\b",
            after,
        ):
            continue
        if found.group().lower() in (
            "user errors",
            "user issue",
            "user problem",
            "user failures",
            "people issue",
        ):
            continue
        yield "B07", "human-error", *found.span()
        return


def normative(reading: Reading, place: Place) -> Iterator[Found]:
    """Grades for people's work, traits and folk models."""
    text = reading.text
    for found in reading.find("normative"):
        words_found = found.group().lower()
        if _denied(text, found.start()) and not words_found.startswith(("not", "never", "n't")):
            continue
        if re.match(
            r"(?:idiot|stupid)\b.{0,3}(?: light| failure| backoff| node| problem| question)",
            text[found.start() :],
            re.I,
        ) or re.search(r"idiot (?:light|failure)|babbling idiot|stupid backoff", text, re.I):
            continue
        if _mentioned(text, found.span()) or not _about_people(reading, found):
            continue
        if place.section == "timeline" and not re.search(
            r"careless|negligen|sloppy|panic|incompeten|reckless|lazy", words_found
        ):
            continue
        yield _grade(words_found), "normative", *found.span()
        return


#: Which rule a grade belongs to, the first that matches.
_GRADES = (
    (
        "B12",
        re.compile(
            r"violat|breach|contraven|flout|deviat|depart|disobey|adhere|comply|contrary to|defiance|circumvent|sidestep|disregard of"
        ),
    ),
    (
        "B14",
        re.compile(
            r"\b(?:junior|inexperienced|untrained|unqualified|novice|out of (?:his|her|their) depth|tired|exhausted)\b"
        ),
    ),
    (
        "B17",
        re.compile(
            r"complacen|awareness|tunnel vision|groupthink|wishful|lack|want of|absence of|ownership|deviance|overreliance|fatigue"
        ),
    ),
    (
        "B18",
        re.compile(
            r"panic|flustered|rattled|lost the plot|blind (?:trust|faith)|wilful|willful|couldn't be bothered|could not be bothered|refus|interest|indifferen"
        ),
    ),
    (
        "B01",
        re.compile(
            r"careless|negligen|sloppy|sloppiness|reckless|lazy|laziness|irresponsib|unprofessional|incompeten|thoughtless|foolish|stupid|inept|arrogan|stubborn|hubris|clueless|hapless|naive|half-assed|amateurish|slapdash|shoddy|unfit"
        ),
    ),
)


def _grade(found: str) -> str:
    return next((code for code, pattern in _GRADES if pattern.search(found)), "B11")


_OF_THINGS = re.compile(
    r"\s*(?:of|by|in|from|between|for|to) (?:the |our |a |an |its |this |all )?(?:[\w-]+ ){0,2}?([\w-]+)"
)
_ALONE = re.compile(
    r"carelessness|negligen|sloppiness|recklessness|laziness|incompeten|complacen|unprofessional|wishful|tunnel vision|corners|"
    r"common sense|ownership|situation|dereliction|hubris|arrogance|half-ass|remiss|workmanship|teamwork|lack of (?:communication|coordination|attention|care|"
    r"diligence|discipline)|poor (?:communication|judge?ment|coordination|decision)|communication|judge?ment|decision|attitude|inexcusable|careless|sloppy|"
    r"slapdash|shoddy|amateurish|reckless|lazy",
)


def _about_people(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a grade is one for people: they are named beside it, or the word is never said of things alone."""
    behind = _OF_THINGS.match(reading.text, found.end())
    if behind and behind[1].lower() in words("systems"):
        return False
    if re.match(r"(?:lacks?|lack) of", found.group(), re.I) and re.match(
        r" [a-z]{4,}", reading.text[found.end() :]
    ):
        following = reading.text[found.end() :].split()[0].strip(".,;:)").lower()
        if not (
            following in words("prepositions")
            or following in words("conjunctions")
            or following in words("past")
            or following.endswith(("ed", "ly"))
            or following in words("subordinators")
            or following in words("auxiliaries")
            or following in words("modals")
        ):
            return False
    inside = Reading(found.group())
    if any(_human(a) for a in inside.actors) or any(_human(a) and a.kind != "self" for a in reading.actors):
        return not re.search(
            r"\b(?:classifier|model|parser|algorithm|kernel|daemon|radar|sensor)\b",
            reading.text[found.start() : found.end() + 30],
            re.I,
        )
    return bool(_ALONE.search(found.group().lower())) and not (set(reading.low[:4]) & words("systems"))


_SPEECH = re.compile(
    r"\b(?:said|says|wrote|writes|admitted|admits|told|recalls?|recalled|puts? it|explained|remarked|noted?|concluded?|concludes|added|replied|answered in|sighed|asked (?:on|the)|according to|in the words|states?|stated|quote|calls (?:it|this|him|her|the)|called (?:it|this|him|her|the)|cause is|cause was|the cause|cause:|category is|category was|cause category|verdict|conclusion|classified|rated|recorded (?:as|the)|statement|rca|per the)\b",
    re.I,
)


def _mentioned(text: str, span: tuple[int, int]) -> bool:
    """Whether words stand in quotation marks without a speaker: they are spoken about, not said."""
    start, end = span
    for found in re.finditer(r"[\"“]([^\"“”]{1,300})[\"”]", text):
        if found.start() < start + 1 and end <= found.end() + 1:
            around = text[: found.start()] + " " + text[found.end() :]
            return not _SPEECH.search(around)
    return False


_ADVERB = frozenset(
    [
        "obviously",
        "clearly",
        "plainly",
        "evidently",
        "predictably",
        "inevitably",
        "unsurprisingly",
        "manifestly",
        "self-evidently",
        "patently",
        "undeniably",
        "foreseeably",
    ]
)


_BE = frozenset("was were is are been be seems seemed looks looked proved remained became".split())  # noqa: SIM905


def graded(reading: Reading, place: Place) -> Iterator[Found]:
    """An adjective that grades, beside somebody's work or said of somebody."""
    if place.section == "timeline":
        return
    low, tokens, text = reading.low, reading.tokens, reading.text
    people = [a for a in reading.actors if _human(a)]
    for i, word in enumerate(low):
        strong = word in words("judgement-adjectives")
        if not strong and word not in words("evaluations"):
            continue
        behind = low[i + 1 : i + 4]
        noun = next((n for n, w in enumerate(behind) if w in words("human-work")), None)
        if noun is not None and all(_describes(w) for w in behind[:noun]):
            following = low[i + noun + 2 : i + noun + 3]
            if following and following[0] in words("systems"):
                continue
            if (people or strong) and not _denied(text, tokens[i].start):
                yield _grade(word), "normative", tokens[i].start, tokens[i + 1 + noun].end
                return
            continue
        if behind and behind[0] in words("systems"):
            continue
        be = next((j for j in range(i - 1, max(-1, i - 4), -1) if low[j] in _BE), None)
        if be is None or any(w in ("not", "n't", "never", "no") for w in low[be:i]):
            continue
        subject = low[max(0, be - 9) : be]
        work = [w for w in subject if w in words("human-work")]
        of_thing = bool(subject) and subject[-1] in words("systems")
        if (
            work
            and not of_thing
            and (people or strong)
            and (
                strong
                or work[-1]
                not in (
                    "response",
                    "fix",
                    "review",
                    "performance",
                    "analysis",
                    "execution",
                    "reading",
                    "look",
                )
            )
        ):
            yield _grade(word), "normative", tokens[be].start, tokens[i].end
            return
        if strong and low[max(0, be - 1)] == "it" and re.match(r"\s*(?:of|for|to)\b", text[tokens[i].end :]):
            yield _grade(word), "normative", tokens[be].start, tokens[i].end
            return


def _describes(word: str) -> bool:
    return word not in words("prepositions") and word not in words("auxiliaries") and word not in _STOP_MARKS


_STOP_MARKS = frozenset(",.;:()")


def hindsight(reading: Reading, place: Place) -> Iterator[Found]:
    """What is clear only since the outcome is known."""
    text = reading.text
    people = [a for a in reading.actors if _human(a)]
    for found in reading.find("hindsight"):
        word = found.group().lower()
        around = text[max(0, found.start() - 45) : found.end() + 20]
        if phrases("hindsight-innocent").search(around) or _mentioned(text, found.span()):
            continue
        if _denied(text, found.start()) and not word.startswith(
            ("no ", "not ", "doesn", "didn", "hard", "could", "can")
        ):
            continue
        if "symptom" in word or (word.startswith("tell") and not people):
            continue
        if word in _ADVERB and not _modifies_people(reading, found.end()):
            continue
        if re.match(r"(?:should|ought|must|could|might)\b", word) and not people and "been" not in word:
            continue
        if word in ("of course", "needless to say", "predictably", "unsurprisingly") and not (
            _modifies_people(reading, found.end())
            and place.section in ("causes", "lessons", "incident-summary", "impact")
        ):
            continue
        if re.match(
            r"(?:it )?(?:was|is|were|seems|looks|became|being|feels|should be|had been|would)", word
        ) and re.match(
            r"\s*(?:from the|in the|on the|that the)?\s?(?:graph|log|trace|dashboard|chart|metric|data|capture|slide|tables?|till|timeline)",
            text[found.end() :],
        ):
            continue
        if word.endswith(" evident") and re.match(r" (?:in|from|on|by)\b", text[found.end() :]):
            continue
        yield "B10", "hindsight", *found.span()
        return


def _modifies_people(reading: Reading, end: int) -> bool:
    """Whether an adverb like "clearly" stands in the clause of a person, or before such a clause."""
    at = next((i for i, t in enumerate(reading.tokens) if t.start >= end), None)
    if at is None:
        return False
    if at <= 2 and {"knew", "known", "aware"} & set(reading.low) and any(_human(a) for a in reading.actors):
        return True
    near = [
        a
        for a in reading.actors
        if _human(a) and a.kind != "self" and a.role == "subject" and -6 <= a.last - at <= 3
    ]
    return bool(near)


_SOUND = re.compile(
    r"\b(?:(?:works?|worked|functioned|functioning|performed|behaved|operated|ran|held|reacted|responded|sounded|fired|rang|started|moved|executed|healed)\b(?: up)?(?: (?:\w+ ){0,3}(?:as (?:designed|intended|specified|expected|planned|documented|"
    r"advertised|it should|they should|told|prescribed)|flawlessly|correctly|perfectly|properly|faultlessly|impeccably|well|fine|itself))?|did (?:its|their|exactly|what|the) (?:\w+ ?){1,5}|"
    r"(?:was|were|is|are|stayed|remained|proved|had been|looks?|has been) (?:\w+ ){0,2}?(?:fine|sound|correct|in order|without fault|to spec|healthy|intact|good|error-free|impeccable|green|solid|robust|complete|right|clear|adequate|reliable|functional|"
    r"watertight|well built|in perfect order|under control|safe|ok|okay|faultless|perfect|certified|not the problem)|had (?:it|everything) under control|(?:would have|would've) (?:stopped|healed|worked|caught|been|held|run|recovered|renewed|switched)|"
    r"(?:caught|reported|showed|logged|displayed|said) (?:it|the (?:truth|bug|true|right|correct)\b[^.,;]{0,20})|cannot be blamed|can't be blamed|nothing failed|exists?)(?=[\s.,;:]|$)"
    r"|\b(?:every|all|each)(?: the)? (?:\w+ )?(?:safeguards?|systems?|components?|controls?|barriers?|defences?|checks?|interlocks?|alarms?) (?:\w+ )?(?:held|worked|functioned|passed|fired|performed|confirmed)\b"
    r"|\bno (?:fault|defect|bug|flaw|error|failure|findings?|technical \w+)s? (?:\w+ ){0,3}(?:in|with|on|was|were|could)\b|\bnothing (?:was |is )?wrong with\b|\bthere was nothing wrong\b",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    r"(?:[;,.:]|\bbut|\band|\bonly)\s*(?:the |our |its |your |only the )?(?:[\w-]+ )?(?:humans?|persons?|people|operators?|engineers?|users?|man|men|on-?call|technicians?|admins?|administrator|staff|guy|chap|dba|driver|worker|signaller|checker)"
    r"(?: (?:running|operating|driving|behind|with|at|in|holding) [\w ]{1,24})?,? (?:did not|didn't|didnt|was not|wasn't|wasnt|were not|weren't|isn't|is not|not ok|not reliable|not|does not|doesn't|do|does|rather less so|less so|incorrect|failed|fail|blew it|was wrong|not\.)\W*$",
    re.I,
)
_TURN = re.compile(
    r"[;.:–—]|, (?:but|and|only|until|provided|which|so|the|our|their|it|because|what|people|remains|except|save)\b|\b(?:but|only|except|whereas|while|yet|apart from|save for|until|till|as long as|so long as|however|and|if|provided|because of|which leaves|when)\b",
    re.IGNORECASE,
)
_FELL_SHORT = re.compile(
    r"\b(?:not|failed|failure|fault|error|mistake|problem|wrong|weak|weakest|apart|except|broke|alone|solely|stick to|kept to|respect(?:ed)?|rendered|overrode|overruled|overridden|ignored|let us down|defeated|went around|walked around|got in|chose another|bypassed|misused|"
    r"switched off by|less so|remains?|leaves|deviation|missing|what was missing|lie|lies with|lay with|came from|come from|until|dangerous|used properly|use them|only|because of the people|human side|how it was operated|took over|touched|stepped in|intervened|meddled)\b|n't\b|\bdidnt\b|\bwasnt\b",
    re.IGNORECASE,
)
_ONLY_PERSON = re.compile(
    r"\b(?:(?:only|sole|one|single|weak|weakest|unreliable|missing|broken|faulty) (?:part|thing|component|element|link|piece|factor|one|point)\b[^.;]{0,50}?\b(?:was|is|were|being|had)|what (?:broke|failed|went wrong)[^.;]{0,20} (?:was|is) not (?:the |a )?\w+ but|nothing failed but|"
    r"remains|which leaves|so it was|it is people who|people were|the leak is always|everything (?:worked|held|was fine) (?:but|except)) (?:the |a |an |our )?(?:[\w-]+ )?(?:human|person|people|operator|engineer|responder|technician|admin|administrator|approver|user|staff|crew|agent|coder|dba|man|on-call|individual|clerk|planner|driver)s?\b",
    re.I,
)


_HUMAN_WORD = frozenset(
    [
        "human",
        "humans",
        "person",
        "persons",
        "people",
        "user",
        "users",
        "operator",
        "operators",
        "man",
        "men",
        "hand",
        "hands",
        "nurse",
        "staff",
        "crew",
        "guy",
        "chap",
    ]
)


def mechanistic(reading: Reading, place: Place) -> Iterator[Found]:
    """All worked but the person; take the person away and all is well."""
    text = reading.text
    if place.section in ("timeline", "actions", "measures"):
        return
    found = reading.first("mechanistic")
    if (
        found
        and not _denied(text, found.start())
        and any(_human(a) or reading.low[a.last] == "user" for a in Reading(found.group()).actors)
    ):
        yield "B23", "mechanistic", *found.span()
        return
    for pattern in (_ONLY_PERSON, _ELLIPSIS):
        found = pattern.search(text)
        if found and (
            pattern is _ONLY_PERSON or set(Reading(text[: found.start()]).low) & (words("systems") | _KIT)
        ):
            yield "B23", "mechanistic", *found.span()
            return
    for sound in _SOUND.finditer(text):
        before = {w for w in reading.low if w} and set(Reading(text[: sound.start()]).low)
        if not before & (words("systems") | _KIT):
            continue
        for at, word in enumerate(reading.low):
            start = reading.tokens[at].start
            human = word in _HUMAN_WORD or any(
                a.last == at and a.kind in ("person", "team") and a.role != "other" for a in reading.actors
            )
            if not human or not 0 <= start - sound.end() < 80:
                continue
            between, rest = text[sound.end() : start], text[sound.end() : reading.tokens[at].end + 50]
            if _TURN.search(between) and _FELL_SHORT.search(rest) and not _excused_text(rest):
                yield "B23", "mechanistic", sound.start(), reading.tokens[at].end
                return
        if re.match(r"\W*(?:apart from|except for|save for|without|but for)\b", text, re.I) and any(
            _human(a) for a in reading.actors
        ):
            yield "B23", "mechanistic", 0, sound.end()
            return


_KIT = frozenset(
    [
        "kit",
        "box",
        "bots",
        "computers",
        "automation",
        "technique",
        "everything",
        "technology",
        "installation",
        "tooling",
        "tools",
        "safeguards",
        "safeguard",
        "controls",
        "interlocks",
        "protection",
        "defences",
        "barriers",
        "equipment",
        "machine",
        "platform",
        "robot",
        "generator",
        "documentation",
        "procedures",
        "procedure",
        "hardware",
        "backups",
        "backup",
        "switch",
    ]
)


def _excused_text(text: str) -> bool:
    return bool(phrases("exoneration").search(text) or re.search(r"\b(?:because|since)\b", text))


_SCARE = re.compile(
    r"(?:very |so |fully |thoroughly |quick |careful(?:ly)? |small |simple |minor )?(?:experts?|tested|reviewed|review|testing|fix|fixed|improvements?|improved|help|helped|helpful|senior|professionals?|"
    r"specialists?|engineers?|architects?|planning|planned|plan|optimi[sz]ed|optimi[sz]ation|process|quality|strategy|tests?|checked|carefully|verified|hero|genius|clever|solution|monitoring|"
    r"monitored|works on my machine|simple|trivial|minor|forgot|busy|consultants?|management|responsible|due diligence|just a \w+|harmless|quick change|safe change|small change)"
)
_NAMED = re.compile(
    r"\b(?:says?|named|flag|label\w*|mode|called|field|word|phrase|button|titled|reads|displays?|prints?|answers|column|term|option|state|status|key|value|section|heading|calling|enum|marked)\b",
    re.I,
)


_SIGH = re.compile(r"^\W*(?:as usual|as ever|once again|yet again)\b,?", re.IGNORECASE)


def sarcasm(reading: Reading, place: Place) -> Iterator[Found]:
    """Irony and ridicule about people."""
    text = reading.text
    sigh = _SIGH.match(text) if place.section in ("causes", "lessons", "incident-summary", None) else None
    if sigh and any(
        a.kind in ("person", "team")
        and a.role != "possessive"
        and reading.tokens[a.first].start < sigh.end() + 40
        for a in reading.actors
    ):
        yield "B20", "sarcasm-shaming", *sigh.span()
        return
    people = [a for a in reading.actors if a.kind in ("person", "team", "customer") or a.kind == "self"]
    for found in reading.find("sarcasm"):
        if _mentioned(text, found.span()) or (place.section in ("actions", "measures") and not people):
            continue
        if not [a for a in people if a.kind != "self"] and not re.search(
            r"clap|palm|genius|🤦|🤡|🙄|👏|🏆|stupid|idiot|moron|clown|amateur|rookie|ashamed|embarrass|who would have|who knew|slept|asleep",
            found.group().lower(),
        ):
            continue
        yield "B20", "sarcasm-shaming", *found.span()
        return
    for found in re.finditer(r"[\"“‘]([\w -]{3,24})[\"”’]", text):
        if (
            len(found[1].split()) <= 3
            and _SCARE.fullmatch(found[1].lower())
            and [a for a in people if a.kind != "self"]
            and not _NAMED.search(text[max(0, found.start() - 30) : found.end() + 14])
        ):
            yield "B20", "sarcasm-shaming", *found.span()
            return


_WHY = re.compile(
    r"\bwhy (?:on earth |the hell )?(didn't|did|does|doesn't|hadn't|couldn't|wouldn't|wasn't|weren't|haven't|hasn't|do|don't|was|were|had|has|is|can't|could|would|should|must)\b",
    re.I,
)
_THINKING = re.compile(
    r"\bwhat (?:was|were|is|are|on earth (?:was|were)|could|did|made) (?:the |our |he |she |they |you |his |her )?(?:[\w-]+ ){0,3}?(?:thinking|smoking|think (?:would|was|they|he|she)|have been thinking|expect would|doing (?:when|while|at|on|with|in)|think s?he)\b"
    r"|\bwhat (?:kind|sort) of (?:an? )?(?:[\w-]+ )?(?:engineer|developer|operator|admin|dba|person|team|manager|reviewer|professional|company|idiot|lead|architect|technician)\b"
    r"|\b(?:who|where) (?:on earth|the hell|in god's name|in their right mind)\b|\bhow (?:on earth|the hell) (?:did|could|can|does)\b",
    re.I,
)
_RIGHT_QUESTIONS = re.compile(
    r"make sense|been given|hold the|given access|reasonable|sensible|have to\b|asked to\b|\b(?:know|see|notified|paged|told|aware|able|informed|need(?:ed)?|allowed|no (?:graph|alert|way|access))\b",
    re.I,
)


_HUNT = re.compile(
    r"\b(?:(?:find|found|figure|work|make) out|know|dunno|ask(?:ed|s)?(?: around)?|unclear|unknown|establish|determine|identify|discover|ascertain|say|see|tell|learn|wonder|clear|question(?: is)?|settle|decide|admit|guessing|not known)"
    r"(?: (?:exactly|now|yet|still|just|us|in all channels|of|is|as to|precisely|first|out))* (?:who(?:m|se)?|by whom|on whose|which (?:of (?:them|us|the)|person|engineer|employee|individual|operator|developer|admin|one of|intern|contractor|technician|shift|reviewer|team member))"
    r" (?!(?:owns?|receives?|is (?:on|paged|affected|called|told|to (?:be|call|page|ask))|to (?:call|page|ask|contact|escalate|tell|inform)|gets?|needs?|can|may|should|will|has access|have access|maintains?|depends?|uses?|is responsible for the (?:service|component|system)))",
    re.I,
)
_ACCUSING = re.compile(
    r"\b(?:by whom\?|who did (?:it|this|that)|(?:the )?(?:hunt|search) for the (?:person|culprit|one|individual|engineer)|identity of the (?:person|officer|engineer|operator|individual|employee|admin)|name of the (?:person|engineer|operator|individual|culprit)|"
    r"was it (?:the )?[\w' -]{2,30} or (?:was it )?(?:the )?[\w' -]{2,30} who|where (?:was|were) (?:the |our )?(?:on-call|incident commander|operator|reviewer|qa|manager|dba|team|engineer|admin|vendor|support|duty \w+)|did (?:it not occur to|nobody|no one|anyone|anybody|the \w+ even)|"
    r"(?:know|knows) who to (?:yell|shout|blame|thank)|own up|who owns up|whoever (?:did|edited|pushed|deleted|changed|made|ran|deployed|approved|broke|left|caused|wrote|merged|typed|removed)(?=[^.]*\?)|how many (?:reviewers|engineers|developers) does it take|"
    r"what (?:excuse|possessed|made (?:him|her|them) think)|(?:person|individual|employee|engineer|one) (?:who is |who was )?(?:responsible|behind|to blame|accountable) (?:for (?:this|the (?:outage|incident|error|mistake|change|failure|omission))|is|was|must)|perpetrator)",
    re.I,
)


def questions(reading: Reading, place: Place) -> Iterator[Found]:
    """Questions for the culprit, and questions that accuse."""
    text = reading.text
    found = _THINKING.search(text)
    if found:
        yield (
            "B15",
            "sarcasm-shaming" if re.search(r"kind of|sort of", found.group(), re.I) else "who-question",
            *found.span(),
        )
        return
    for found in _WHY.finditer(text):
        asked = text.find("?", found.end())
        if asked < 0 and place.section != "causes":
            continue
        clause = text[found.start() : asked + 1 if asked > 0 else len(text)]
        actor = _actor_from(reading, found.end(), 1)
        if actor is None or actor.kind not in ("person", "team", "self") or _RIGHT_QUESTIONS.search(clause):
            continue
        answer = text[asked + 1 :].strip() if asked > 0 else ""
        behind = {
            t.low
            for t in reading.tokens
            if reading.tokens[actor.last].end <= t.start < found.start() + len(clause)
        }
        accuses = (
            found[1].lower().endswith("n't")
            or "not" in behind
            or reading.low[actor.last] in ("nobody", "anyone", "no-one")
            or bool(
                behind
                & (
                    words("omission-verbs")
                    | words("judgement-verbs")
                    | {
                        "wrong",
                        "without",
                        "long",
                        "late",
                        "instead",
                        "anyway",
                        "just",
                        "even",
                        "think",
                        "wait",
                        "careless",
                    }
                )
            )
            or bool(behind & words("harm-verbs"))
        )
        if accuses and not (answer and not any(_human(a) for a in Reading(answer).actors)):
            yield (
                "B15",
                _of(actor, "who-question") if actor.named else "who-question",
                found.start(),
                reading.tokens[actor.last].end,
            )
            return
    for pattern in (_HUNT, _ACCUSING):
        found = pattern.search(text)
        if (
            found
            and not _mentioned(text, found.span())
            and not _denied(text, found.start() + 0)
            and not _RIGHT_QUESTIONS.search(text[found.end() : found.end() + 24])
        ):
            yield "B15", "who-question", *found.span()
            return
    for found in reading.find("who"):
        word = found.group().lower()
        if word.startswith("why"):
            continue
        if _mentioned(text, found.span()):
            continue
        if word.startswith(("who", "whose", "which")):
            before = text[: found.start()].rstrip()
            asked_behind = "?" in text[found.end() :] and (
                not before
                or before[-1] in '.!?:;,—–-"“('
                or re.search(r"(?:and|but|or|so|well)$", before, re.I)
            )
            if not asked_behind or phrases("who-neutral").match(text, found.start()):
                continue
            if word.startswith("whose") and not re.search(
                r"fault|mistake|idea|error|decision|doing|keyboard|login|account|credentials|signature|hands|laptop|blunder|approval|command|change|commit|job|responsib|negligence|failure|oversight|watch|bright",
                word,
            ):
                continue
        yield "B15", "who-question", *found.span()
        return


_TEACH = frozenset(
    [
        "retrain",
        "re-train",
        "train",
        "coach",
        "educate",
        "re-educate",
        "instruct",
        "re-instruct",
        "remind",
        "admonish",
        "lecture",
        "sensitise",
        "sensitize",
        "urge",
        "encourage",
        "exhort",
        "warn",
        "tell",
        "teach",
        "brief",
        "ask",
        "advise",
        "caution",
        "counsel",
        "school",
        "drill",
        "nag",
        "reprimand",
        "discipline",
    ]
)
_TEACH_ALONE = frozenset(
    [
        "retrain",
        "re-train",
        "coach",
        "re-educate",
        "admonish",
        "lecture",
        "remind",
        "sensitise",
        "sensitize",
        "exhort",
        "urge",
        "reprimand",
        "discipline",
        "instruct",
        "re-instruct",
        "educate",
    ]
)
_TO_CARE = re.compile(
    r"\b(?:to (?:be|follow|check|read|pay|double|take|remember|think|respect|use common|use better|ask|look|never|not|always|comply|adhere|stick|test|verify|review|escalate|communicate|avoid|stop|watch|act|own|exercise|slow|refrain|observe|know|do)|"
    r"not to|that|about|against|on (?:the|how|our|proper|correct|best|being|following|change|safe|good)|in (?:the proper|proper|correct|our)|how to|of (?:the|their|his|her)|again|regularly)\b",
    re.I,
)
_ACCESS = frozenset(
    [
        "access",
        "rights",
        "permissions",
        "permission",
        "privileges",
        "privilege",
        "role",
        "badge",
        "duties",
        "credentials",
        "rota",
        "rotation",
        "roster",
        "account",
        "sudo",
        "licence",
        "login",
        "key",
        "keys",
        "shell",
    ]
)
_TAKE_AWAY = frozenset(
    [
        "revoke",
        "remove",
        "withdraw",
        "suspend",
        "strip",
        "restrict",
        "cancel",
        "pull",
        "take",
        "curtail",
        "rescind",
        "reduce",
        "disable",
        "block",
        "limit",
        "downgrade",
    ]
)


def remedies(reading: Reading, place: Place) -> Iterator[Found]:
    """Punishment, and remedies that ask people to be other people."""
    text, low, tokens = reading.text, reading.low, reading.tokens
    for found in reading.find("punishment"):
        if (
            not _denied(text, found.start())
            and not _mentioned(text, found.span())
            and not re.search(r"\b(?:processes|process|thread|pod|instance|field|column)\b", found.group())
        ):
            yield "B16", "punitive-or-weak-action", *found.span()
            return
    remedy = place.section in ("actions", "measures", "improvement", "lessons", "communication")
    if not remedy:
        return
    for i, word in enumerate(low):
        if word in _TAKE_AWAY and (
            i == 0 or low[i - 1] in (":", "-", "–", "to", "and", ".", "will", "should", "]", "be", ",", "—")
        ):
            clause = low[i : reading.clause_end(i)]
            owner = next(
                (
                    a
                    for a in reading.actors
                    if i < a.first <= i + 8
                    and (a.kind == "person" or (a.kind == "team" and a.role == "possessive"))
                    and not (
                        set(low[a.first : a.last + 1])
                        & {"all", "every", "everyone", "everybody", "any", "anyone", "each", "no"}
                    )
                ),
                None,
            )
            single = owner and (
                owner.named
                or low[owner.last] in ("his", "her", "him")
                or not low[owner.last].endswith("s")
                or owner.kind == "team"
            )
            if set(clause) & _ACCESS and (single or {"his", "her"} & set(clause)):
                yield (
                    "B16",
                    "punitive-or-weak-action",
                    tokens[i].start,
                    tokens[owner.last if owner else i + 1].end,
                )
                return
        if word in _TEACH and (i == 0 or low[i - 1] in _IMPERATIVE_BEFORE):
            actor = next(
                (
                    a
                    for a in reading.actors
                    if i < a.last <= i + 6 and a.first <= i + 3 and a.kind in ("person", "team")
                ),
                None,
            )
            if actor is None or _automatic(reading):
                continue
            rest = text[tokens[actor.last].end :]
            if low[actor.last] in (
                "vendor",
                "vendors",
                "provider",
                "supplier",
                "carrier",
                "manufacturer",
                "bot",
            ):
                continue
            if word in _TEACH_ALONE or _TO_CARE.match(rest.lstrip()) or _TO_CARE.search(rest[:40]):
                yield "B16", "punitive-or-weak-action", tokens[i].start, tokens[actor.last].end
                return
    for found in reading.find("vigilance"):
        if (
            place.section in ("lessons", "communication")
            and not (
                found.start() <= 3
                or re.search(
                    r"(?:\b(?:must|should|need to|needs to|have to|has to|will|to|please|ought to|shall|let's|and|is|was|lesson)\W*|[:;,–—-]\s*|\")$",
                    text[: found.start()],
                    re.I,
                )
            )
            and not any(
                w in found.group().lower() for w in ("must", "should", "need", "have to", "has to", "will")
            )
        ):
            continue
        if (
            not _denied(text, found.start())
            and not _mentioned(text, found.span())
            and not _automatic(reading)
        ):
            yield "B16", "punitive-or-weak-action", *found.span()
            return


_IMPERATIVE_BEFORE = frozenset(
    (
        ":",
        "-",
        "–",
        "—",
        "to",
        "and",
        ".",
        "will",
        "should",
        "]",
        ",",
        "must",
        "please",
        "also",
        "then",
        "we",
        "(",
        ";",
        "again",
        "regularly",
    )
)


def _automatic(reading: Reading) -> bool:
    """A reminder or a training that is a mechanism, or has a content and a date."""
    text = reading.text
    return bool(
        re.search(
            r"\b(?:automatic\w*|automated|bot|cron|job|tool|script|linter|prompt|banner|hook|game day|drill|tabletop|exercise|simulator|"
            r"agenda|curriculum|scenario|syllabus|module|modules|hands-on|lab|checklist in the|by default|pipeline|pre-commit|pop-up|popup|"
            r"calendar|template|the model|classifier|dashboard|form|button|workshop \(|course \(|on \d|by \d|in week \d)\b",
            text,
            re.IGNORECASE,
        )
    )


#: Idioms that say what was left undone.
_IDIOM_KINDS = dict.fromkeys(
    (
        "did nothing",
        "sat on it",
        "sat on the",
        "stood by",
        "stood idle",
        "looked on",
        "sat idle",
        "sat back",
        "dragged his feet",
        "dragged her feet",
        "dragged their feet",
    ),
    "counterfactual",
)


def idioms(reading: Reading, _place: Place) -> Iterator[Found]:
    for found in reading.find("team-idioms"):
        actors = [
            a
            for a in reading.actors
            if (_human(a) or a.kind == "customer") and reading.tokens[a.first].start < found.end()
        ]
        if not actors or _denied(reading.text, found.start()):
            continue
        nearest = actors[-1]
        gap = reading.text[
            reading.tokens[nearest.last].end : max(found.start(), reading.tokens[nearest.last].end)
        ]
        if len(gap.split()) > 4 or re.search(r"\b(?:that|who|which|if)\b", gap):
            continue
        start = reading.tokens[nearest.first].start
        yield (
            "B19",
            _of(nearest, _IDIOM_KINDS.get(found.group().lower(), "normative"))
            if nearest.kind != "self"
            else "person-as-cause",
            min(start, found.start()),
            found.end(),
        )
        return


_LEFT_UNDONE = (
    re.compile(r"^\W*(?:instead of|rather than) \w+ing\b[^,]{0,60}, (?=\w)", re.I),
    re.compile(r"^\W*without (?:first |even |ever )?\w+ing\b[^,]{0,60}, (?=\w)", re.I),
    re.compile(r"\bat no (?:point|time|stage) did (?=\w)", re.I),
    re.compile(
        r"\bit took (?=\w)[^.]{2,60}?(?:seconds|minutes|hours|days|long|ages|too long|forever)[^.]{0,20}? to (?:think|notice|find|realise|realize|look|call|see|check|spot|ask|react|respond|admit|escalate|understand|understood|pick up|acknowledge)\b",
        re.I,
    ),
    re.compile(
        r"\b(?:made no (?:attempt|effort|move) to|showed no (?:interest|sign)|saw no need to|lost track of|(?:let|left) (?:it|them|the [\w -]{2,30}?|that|this|all of them) (?:pass|sit|slide|lie|slip|go unanswered|stand)|was (?:far )?too late (?:in|to)|had only to|only had to|left out (?:step|the|a|one|two|part))\b",
        re.I,
    ),
    re.compile(r"\bwas left (?:undone|unread|open|out|unfinished|unanswered|untested) by (?=\w)", re.I),
    re.compile(r"\bwhat (?=[\w ]{2,40}? (?:needed|had|ought|was supposed) to)", re.I),
)


def _left_undone(reading: Reading, place: Place) -> Iterator[Found]:
    """Ways to say that a person left something undone, beside the plain verb."""
    if place.section not in ("causes", "impact", "incident-summary", "lessons"):
        return
    for pattern in _LEFT_UNDONE:
        found = pattern.search(reading.text)
        if not found:
            continue
        actor = next(
            (
                a
                for a in reading.actors
                if a.kind in ("person", "team")
                and a.role in ("subject", "agent", "other")
                and abs(reading.tokens[a.first].start - found.start()) < 60
            ),
            None,
        )
        if actor is None or _denied(reading.text, found.start()):
            continue
        if _excused(reading, Predicate(actor, actor.first, actor.last, actor.last + 1)):
            continue
        start, end = (
            min(found.start(), reading.tokens[actor.first].start),
            max(found.end(), reading.tokens[actor.last].end),
        )
        yield "B06", _of(actor, "counterfactual"), start, end
        return


def hypotheses(reading: Reading, place: Place) -> Iterator[Found]:
    """What would have been if somebody had …, and what should have been done by nobody in particular."""
    yield from _left_undone(reading, place)
    low, tokens, text = reading.low, reading.tokens, reading.text
    for i, word in enumerate(low):
        if word == "had" and (
            i == 0
            or low[i - 1] in (",", ";", "and", ".", ":", "–", "—")
            or {"would", "could", "might"} & set(low[max(0, i - 12) : i])
        ):
            actor = next((a for a in reading.actors if a.first in (i + 1, i + 2)), None)
            if actor and _human(actor) and {"would", "could", "might"} & set(low):
                verb = next(
                    (
                        j
                        for j in range(actor.last + 1, min(actor.last + 5, len(low)))
                        if low[j] in words("participles") or low[j].endswith("ed")
                    ),
                    None,
                )
                if verb and low[verb] not in ("been", "had", "known") and low[actor.last] not in ("nobody",):
                    yield "B05", _of(actor, "counterfactual"), tokens[i].start, tokens[verb].end
                    return
        if word in ("should", "ought", "could", "shouldn't", "must") and i + 2 < len(low):
            found = re.match(
                r"(?:should|ought|could|must|shouldn't)(?: not| never| really| at least| easily| have| to| also| long ago| well| probably| readily| simply| just)* have (?:\w+ )?been ((?:\w+ly )?[\w-]+)",
                " ".join(low[i : i + 10]),
            )
            if not found:
                continue
            done = found[1].split()[-1]
            negated = " not " in found.group() or " never " in found.group() or word.endswith("n't")
            behind = low[i : i + 14]
            subject = low[max(0, i - 3) : i]
            if set(subject) & {"alert", "alarm", "page"}:
                continue
            by = behind.index("by") if "by" in behind else None
            human_by = by is not None and any(a.role == "agent" and _human(a) for a in reading.actors)
            if by is not None and not human_by:
                continue
            rest = reading.text[tokens[min(i + len(found.group().split()), len(tokens)) - 1].end :]
            if (
                re.match(r"\s*(?:with|by|if|in case)\b", rest)
                and not human_by
                and word in ("could", "should")
            ):
                continue
            if word == "could" and done not in (
                "prevented",
                "avoided",
                "caught",
                "foreseen",
                "spotted",
                "stopped",
            ):
                continue
            if done in _CAREFUL or (negated and done in _RASH) or human_by:
                stop = i + len(found.group().split())
                yield "B04i", "counterfactual", tokens[i].start, tokens[min(stop, len(tokens)) - 1].end
                return
    found = re.match(
        r"\W*(?:in )?(?:ignoring|neglecting|overlooking|disregarding|skipping|forgetting|omitting|bypassing|instead of (?:checking|asking|calling|reading|waiting|testing|verifying|escalating|looking))\b",
        text,
        re.I,
    )
    if (
        found
        and any(_human(a) and a.role == "subject" for a in reading.actors)
        and not phrases("reason").search(text[found.end() :])
    ):
        yield "B02", "counterfactual", *found.span()
        return
    found = re.match(
        r"\W*(?:\d[\d:.]*\s*\w?\s*[-–:]?\s*)?(?:root cause|cause|rca|why \d|because)?\W*(?:forgot|neglected|omitted) to \w+|\W*(?:didn't|did not) (?:check|test|verify|read|ask|escalate|look|review|bother|double-check)\b",
        text,
        re.I,
    )
    if found and place.section != "timeline":
        yield "B02", "counterfactual", *found.span()
        return
    found = re.search(
        r"\b(?:more|earlier|quicker|sooner|faster|closer|better|timelier|prompter|proper|careful|attentive|simple|quick) (?:[\w-]+ ){0,3}(?:by|from|on the part of) (?:the |an? |our )?(?:[\w-]+ ){0,3}?would have\b",
        text,
        re.I,
    )
    if found and any(_human(a) for a in reading.actors):
        yield "B05", "counterfactual", *found.span()
        return
    found = re.search(
        r"\bif (?:only )?(?:the |an? |our |any |some)?(?:[\w-]+ ){0,3}(?:had|hadn't) (?:not |only |just |also |simply |at least |instead )*(?!been |had |known|seen )[\w-]+(?:ed|en|un|ut|ught|ead|old|aid|one|ade|ept)\b",
        text,
        re.IGNORECASE,
    )
    if found and re.search(r"\b(?:would|could|might)(?:n't)?\b", text):
        inside = Reading(found.group())
        if any(_human(a) for a in inside.actors):
            yield "B05", "counterfactual", *found.span()
            return
    found = re.search(
        r"\b(?:one|a|an|any|(?:five|ten|two|three|thirty) (?:seconds|minutes) of|the (?:simplest|merest|slightest|briefest) (?:of )?)(?: (?:single|quick|simple|brief|short|mere|cursory|second))?(?: ?(?:look|glance|checks?|question|phone call|call|word|reading|read|second pair of eyes|dry run|thought))(?: [\w'-]+){0,9} would have\b",
        text,
        re.IGNORECASE,
    )
    if found:
        yield "B05", "counterfactual", *found.span()
        return
    found = re.search(
        r"\b(?:were it not for|but for|had it not been for|if it (?:had not been|hadn't been|weren't|were not) for|without|in (?:his|her|their) place) (?:the |an? |our |this )?(?:[\w'’-]+ ){0,5}",
        text,
        re.I,
    )
    if (
        found
        and re.search(
            r"\b(?:would|could|might)(?:n't| not)? (?:have|never have|be|still)\b|\bthere (?:is|was) no\b",
            text,
        )
        and found.group().lower().split()[0] != "without"
    ):
        actors = [a for a in Reading(found.group()).actors if _human(a)]
        if actors:
            yield "B05", _of(actors[0], "counterfactual"), found.start(), found.end()
            return
    found = re.search(
        r"\b(?:it (?:would|might) have been (?:right|prudent|better|wise|wiser|sensible|advisable|proper|good|nice|best|easy|enough|appropriate)(?: (?:of|for) [\w'’ -]{2,40}?)? to|it would(?: not|n't) have (?:hurt|killed|cost|taken)|"
        r"would not have gone amiss|wouldn't have gone amiss|would have (?:taken|cost) (?:him|her|them|us|anybody|anyone|the [\w -]{2,30}?) (?:only |just |all of )?(?:\w+ )?(?:two|a few|five|one|ten|thirty|seconds|minutes?|a minute|no time|nothing)|"
        r"it (?:would have )?(?:behoved|behooved|was incumbent (?:up)?on|fell to|was up to)|(?:had|with) (?:every|ample|plenty of) (?:opportunity|chance|chances|time) to|the (?:right|proper|correct|obvious|sensible) (?:call|course|thing|step|move|decision|choice|reaction|response)(?: [\w' ]{0,40}?)? (?:would have been|was) to|"
        r"(?:would have been|were|was) well advised to|need not have|needn't have|nothing (?:prevented|stopped|kept) [\w ]{2,40}? from|one would have expected [\w ]{2,40}? to|more could have been done|could have been done (?:sooner|earlier|better|faster))\b",
        text,
        re.I,
    )
    if found and (
        any(_human(a) for a in reading.actors) or re.search(r"more could|one would", found.group(), re.I)
    ):
        yield "B05", "counterfactual", *found.span()
        return
    found = re.search(
        r"\b(?:easily |entirely |wholly |completely |perfectly )(?:avoidable|preventable)\b|\bif only (?:the |we |he |she |they |someone |somebody |anybody )(?:\w+ ){0,4}had\b|\bwas (?:avoidable|preventable)\b",
        text,
        re.IGNORECASE,
    )
    if found:
        yield "B05", "counterfactual", *found.span()
        return
    found = re.search(
        r"\b(?:nobody|no one|no-one|neither of (?:them|us|the \w+)|not one of (?:us|them|the \w+)|none of (?:us|the \w+)|not a single \w+) (?:ever |even |once |had |has |on the \w+ |in the \w+ )*(?:noticed|checked|asked|looked|questioned|thought|verified|tested|read|bothered|spotted|escalated|told|called|raised|reviewed|picked up|reacted|responded|acted|cared|opened|stopped|challenged|listened|warned|remembered|realised|realized|took|owned)\b",
        text,
        re.IGNORECASE,
    )
    if found and not phrases("reason").search(text[found.end() :]) and not reading.first("exoneration"):
        yield "B06", "counterfactual", *found.span()


def passives(reading: Reading, _place: Place) -> Iterator[Found]:
    if any(_human(a) and a.role in ("subject", "agent") for a in reading.actors):
        return
    found = reading.first("passive")
    if (
        found
        and not re.match(r"[^.;]{0,20}\bby (?:the|a|an)\b", reading.text[found.end() :])
        and not reading.first("reason")
    ):
        yield "B21", "agentless-passive", *found.span()


_LOOKS: tuple[Callable[[Reading, Place], Iterator[Found]], ...] = (
    deeds, habits, graded, causes, agents, named, hypotheses, labels, normative, hindsight, mechanistic, sarcasm, questions, remedies, idioms, passives,
)  # fmt: skip
