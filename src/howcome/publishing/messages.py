"""The text for one audience, in plain Markdown for chat or mail, made of what the document's fields say.

Numbers and times are those of the document; a cause is told only where it is confirmed. What is not known is
left out, and what a person must add stands in one last line, "To fill before sending: …".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from howcome.analysis.durations import spell
from howcome.document import Document
from howcome.document.grammar import Action, Cause, Impact

from .facts import impact_window, is_done, is_dropped, measured, quantity_of, text_of, window_words
from .outside import ABOUT_PEOPLE, INSIDE_WORDS, for_outside, is_about_people
from .view import Audience, View
from .view import audience as known_audience
from .writing import day, plural

FILL = "To fill before sending: "

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
#: What a kind of action means to somebody outside.
_PURPOSES = (
    ("repair", "To repair what was harmed"),
    ("prevent", "To make a repeat less likely"),
    ("detect", "To notice such problems sooner"),
    ("mitigate", "To recover faster"),
    ("process", "To change how we work"),
    ("investigate", "To learn what we do not know yet"),
    ("share", "To share what we learned"),
)


@dataclass(slots=True)
class _Draft:
    """A message under way: blocks of lines, each list with how few of its lines must stay."""

    view: View
    blocks: list[list[str]] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)

    @property
    def document(self) -> Document:
        return self.view.document

    def say(self, *lines: str) -> None:
        """One block; empty lines are left out, and so is a block without lines."""
        kept = [line for line in lines if line]
        if kept:
            self.blocks.append(kept)

    def ask(self, prompt: str) -> None:
        """Something that a person must add."""
        self.prompts.append(f"[{prompt}]")

    def text(self, most_words: int) -> str:
        """The message, with its longest lists cut until it has at most `most_words` words."""
        left_out: Counter[int] = Counter()
        while len(self._joined(left_out).split()) > most_words:
            lists = [(len(bullets), i) for i, b in enumerate(self.blocks) if len(bullets := _bullets(b)) > 2]
            if not lists:
                break
            _, longest = max(lists)
            self.blocks[longest].pop(_bullets(self.blocks[longest])[-1])
            left_out[longest] += 1
        return self._joined(left_out) + "\n"

    def _joined(self, left_out: Counter[int]) -> str:
        parts: list[str] = []
        for i, block in enumerate(self.blocks):
            lines = list(block)
            if left_out[i]:
                lines.insert(_bullets(block)[-1] + 1, f"- and {left_out[i]} more")
            parts.append("\n".join(lines))
        if self.prompts:
            parts.append(FILL + "; ".join(self.prompts))
        return "\n\n".join(parts)


def _bullets(block: Sequence[str]) -> list[int]:
    """Where the lines of a list stand in a block."""
    return [at for at, line in enumerate(block) if line.startswith("- ")]


def message(document: Document, audience: str) -> str:
    """The text for `audience`. Raises `UsageError` for an unknown audience.

    engineering: at most 300 words; customers: at most 200, in short sentences; leadership: at most 200.
    """
    name = known_audience(audience)
    view = View(document, name)
    draft = _Draft(view)
    write, most = _WRITERS[name]
    write(draft)
    return draft.text(most)


def _engineering(draft: _Draft) -> None:
    draft.say(_title(draft))
    draft.say("**What happened**", _summary(draft, 90), _when(draft, "Impact: {when}."))
    draft.say("**Impact**", *_response(draft), *(f"- {line}" for line in _impact(draft, 6)))
    draft.say("**Contributing factors so far**", *_factors(draft))
    changes = [f"- {_action(draft, a)}" for a in _actions(draft.document)]
    draft.say("**What changes**", *(changes or ["Nothing is decided yet."]))
    if draft.document.id:
        draft.say(f"**Read more:** {draft.view.words(draft.document.id)}")
    draft.ask("link to the postmortem")


def _customers(draft: _Draft) -> None:
    document, view = draft.document, draft.view
    when = _when(draft, "On {when}, our service did not work as it should.", on=True)
    seen = _seen_by_people(draft)
    draft.say("**What happened to you**")
    draft.say(" ".join([*([when] if when else []), *seen, _apology(document)]))
    draft.say(*(f"- {line}" for line in _impact(draft, 4, people=True)))
    if not when:
        draft.ask("when it began and ended, with the time zone")
    if not seen:
        draft.ask("what customers saw, in their words")
    draft.say("**What we are doing**")
    draft.say(_cause_for_outside(document))
    draft.say(*_steps(document))
    draft.say("**What happens next**")
    draft.say(*_next(draft))
    draft.ask("when you hear from us again, or that this is the last message")
    draft.ask("how to reach us")
    assert view.public  # noqa: S101 - the words of this message went through a public view


def _status_page(draft: _Draft) -> None:
    document = draft.document
    ended = "impact-ended" in document.marked or "resolved" in document.marked
    draft.say("**Resolved**" if ended else "**Update**")
    when = _when(draft, "On {when}, our service did not work as it should.", on=True)
    draft.say(" ".join(s for s in (when, *_seen_by_people(draft)[:1], _apology(document)) if s))
    draft.say(_cause_for_outside(document))
    if not when:
        draft.ask("when it began and ended, with the time zone")
    draft.ask("time of the next update, or that this is the last one")


def _leadership(draft: _Draft) -> None:
    document = draft.document
    draft.say(_title(draft))
    draft.say("**Effect**", _when(draft, "{when}."), *(f"- {line}" for line in _impact(draft, 4)))
    risks = [f"- Accepted: {draft.view.words(text_of(r))}{_until(r.by)}" for r in document.risks]
    draft.say("**Risk now**", *(f"- {step.removeprefix('- ')}" for step in _steps(document)), *risks)
    draft.say("**Causes**", _cause_state(document))
    draft.ask("the decision or money that you ask for, or that none is needed")


def _support(draft: _Draft) -> None:
    document = draft.document
    draft.say(_title(draft))
    draft.say(
        "**Who is affected, and when**",
        _when(draft, "{when}."),
        *(f"- {i}" for i in _impact(draft, 5, people=True)),
    )
    outside = View(document, "customers")
    seen = _seen_by_people(_Draft(outside))
    draft.say(
        "**What to say**", *(f"- {s}" for s in (*seen, _apology(document), _cause_for_outside(document)) if s)
    )
    draft.say(
        "**What not to say**",
        "- A cause that is not confirmed, names of people or systems, a promise without a date.",
    )
    draft.ask("credits or refunds, and who decides")
    draft.ask("where to send cases that do not fit")


def _responders(draft: _Draft) -> None:
    document = draft.document
    unsure = [e for e in document.timeline if e.moment is None or e.moment.certainty != "exact"]
    draft.say(_title(draft))
    draft.say(
        "Please read the draft and correct what you remember otherwise. It looks for conditions, not for people.",
        f"The timeline has {plural(len(document.timeline), 'entry', 'entries')}"
        + (f"; {plural(len(unsure), 'time is', 'times are')} not exact." if unsure else "."),
    )
    draft.say(
        "**Times that are not exact**",
        *(f"- line {e.line}: {draft.view.words(text_of(e))}" for e in unsure[:8]),
    )
    draft.say("**Open questions**", *(f"- {draft.view.words(text_of(q))}" for q in document.questions[:8]))
    draft.say("**Contributing factors so far**", *_factors(draft))
    draft.ask("link to the draft")
    draft.ask("until when answers are welcome")


_WRITERS: dict[Audience, tuple[Callable[[_Draft], None], int]] = {
    "responders": (_responders, 300),
    "engineering": (_engineering, 300),
    "leadership": (_leadership, 200),
    "support": (_support, 250),
    "customers": (_customers, 200),
    "status-page": (_status_page, 120),
}


# Pieces


def _title(draft: _Draft) -> str:
    document = draft.document
    about = ", ".join(
        w for w in (document.head.severity, (document.head.status or "").replace("-", " ")) if w
    )
    title = draft.view.words(document.title or "Postmortem")
    return f"**{title}**" + (f" ({draft.view.words(about)})" if about else "")


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE_END.split(text.replace("\n", " ")) if s.strip()]


def _summary(draft: _Draft, most_words: int) -> str:
    """The first sentences of the summary, as many as fit; at least one, cut if need be."""
    kept: list[str] = []
    room = most_words
    for sentence in _sentences(draft.view.words(draft.document.summary or "")):
        length = len(sentence.split())
        if length > room:
            return " ".join(kept) if kept else _first_words(sentence, most_words)
        kept.append(sentence)
        room -= length
    return " ".join(kept)


def _first_words(text: str, most: int) -> str:
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + " …"


def _when(draft: _Draft, form: str, *, on: bool = False) -> str:
    """`form` with the time of the impact and how long it was; empty where a mark is missing."""
    window = impact_window(draft.document)
    if not window:
        return ""
    length = spell((window[1] - window[0]).total_seconds())
    return form.format(when=f"{window_words(draft.document, 'from ' if on else '')} ({length})")


def _impact(draft: _Draft, most: int, *, people: bool = False) -> list[str]:
    """`name: text` of the impact items; with `people` those about somebody, not about a system."""
    found: list[str] = []
    has_duration = "impact-duration" in measured(draft.document)
    for item in draft.document.impact:
        line = _impact_line(draft, item)
        if has_duration and quantity_of(item).unit == "min":
            continue
        if line and (not people or is_about_people(item)):
            found.append(_first_words(line, 28))
    return found[:most]


def _impact_line(draft: _Draft, item: Impact) -> str:
    words = draft.view.words(text_of(item))
    name = draft.view.words(item.name or "")
    return f"{name}: {words}" if name and words else words


def _response(draft: _Draft) -> list[str]:
    known = measured(draft.document)
    return [
        f"- {label}: {spell(known[name])} from the first impact"
        for name, label in (("time-to-detect", "Time to detect"), ("time-to-mitigate", "Time to mitigate"))
        if name in known
    ]


def _answers(document: Document) -> list[Cause]:
    """The whys below the questions."""
    return [cause for cause, parent in document.parents() if parent is not None or cause.status]


def _factors(draft: _Draft) -> list[str]:
    """Confirmed factors in their words; all others only as a count of what is under analysis."""
    answers = _answers(draft.document)
    lines = [
        f"- {_first_words(draft.view.words(text_of(c)), 30)} (confirmed)"
        for c in answers
        if _status(c) == "confirmed"
    ]
    return [*lines, _open_state(answers)]


_PLURALS = {"hypothesis": "hypotheses"}


def _open_state(answers: Sequence[Cause]) -> str:
    if not answers:
        return "Under analysis."
    open_ones = Counter(_status(c) for c in answers if _status(c) not in ("confirmed", "refuted"))
    if not open_ones:
        return ""
    said = ", ".join(
        f"{count} {_PLURALS.get(name, name) if count > 1 else name}"
        for name, count in sorted(open_ones.items())
    )
    return f"Under analysis: {said}."


def _status(cause: Cause) -> str:
    return (cause.status or "not rated yet").lower()


def _settled(document: Document) -> bool:
    """Whether there are confirmed causes and none that is still under analysis."""
    states = {_status(c) for c in _answers(document)} - {"refuted"}
    return states == {"confirmed"}


def _cause_state(document: Document) -> str:
    confirmed = sum(_status(c) == "confirmed" for c in _answers(document))
    if _settled(document):
        return f"{plural(confirmed, 'contributing factor')} confirmed."
    return (
        f"{plural(confirmed, 'contributing factor')} confirmed; the rest is under analysis."
        if confirmed
        else "Under analysis."
    )


def _cause_for_outside(document: Document) -> str:
    return (
        "We know how it came about and have confirmed it."
        if _settled(document)
        else "The cause is under analysis."
    )


def _seen_by_people(draft: _Draft) -> list[str]:
    """Up to two short sentences of the summary that tell what people saw, and nothing from inside."""
    found = [
        sentence
        for sentence in _sentences(for_outside(draft.document.summary or ""))
        if ABOUT_PEOPLE.search(sentence)
        and not INSIDE_WORDS.search(sentence)
        and draft.view.words(sentence) == sentence
        and len(sentence.split()) <= 22
    ]
    return found[:2]


def _apology(document: Document) -> str:
    window = impact_window(document)
    if not window:
        return "We are sorry that our service let you down."
    return f"We are sorry that our service let you down for {spell((window[1] - window[0]).total_seconds())}."


def _actions(document: Document) -> list[Action]:
    return [a for a in document.actions if not is_dropped(a)]


def _action(draft: _Draft, action: Action) -> str:
    words = _first_words(draft.view.words(text_of(action)), 24)
    if is_done(action):
        return f"{words} (done)"
    about = [draft.view.words(action.owner)] if action.owner else []
    about += [f"due {action.due.isoformat()}"] if action.due else []
    return f"{words} ({', '.join(about)})" if about else words


def _steps(document: Document) -> list[str]:
    """The actions by what they are for, counted: how many, how many done, by when the last."""
    actions = _actions(document)
    lines = [
        f"- {purpose}: {_count(group)}."
        for kind, purpose in _PURPOSES
        if (group := [a for a in actions if (a.type or "").lower() == kind])
    ]
    known = {kind for kind, _ in _PURPOSES}
    others = [a for a in actions if (a.type or "").lower() not in known]
    if others:
        lines.append(f"- {'Further' if lines else 'Our plan'}: {_count(others)}.")
    return lines


def _count(actions: Sequence[Action]) -> str:
    done = sum(map(is_done, actions))
    said = plural(len(actions), "step")
    if done == len(actions):
        return f"{said}, done"
    due = [a.due for a in actions if a.due and not is_done(a)]
    said += f", {done} done" if done else ""
    return f"{said}, planned by {day(max(due))}" if len(due) == len(actions) - done else f"{said}, planned"


def _next(draft: _Draft) -> Iterable[str]:
    """What is promised with a date: messages to customers that are not sent, checks that measures work."""
    document = draft.document
    lines: list[str] = []
    planned = [
        c.by
        for c in document.communications
        if c.by and not c.done and re.search(r"customer|user|client|public", c.audience or "", re.IGNORECASE)
    ]
    if planned:
        lines.append(f"We will write to you by {day(min(planned))}.")
    verified = [m.verify for m in document.measures if m.verify]
    if verified:
        lines.append(f"On {day(max(verified))} we check that these steps work.")
    return lines or ["We go on with the steps above."] if _actions(document) else lines


def _until(by: date | None) -> str:
    return f" (until {by.isoformat()})" if by else ""
