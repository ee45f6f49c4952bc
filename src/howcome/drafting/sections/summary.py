"""The summary: a few sentences of facts, and the questions that only people can answer."""

from __future__ import annotations

from howcome.analysis.durations import spell
from howcome.document.compose import questions
from howcome.document.inline import escape
from howcome.drafting.story import Story
from howcome.drafting.wording import failed_words, stamp
from howcome.evidence.model import Event


def write(story: Story) -> str:
    """Two to four sentences of facts with their evidence, and the questions that only people can answer."""
    harm = story.scope.harm
    who = f" of {' and '.join(story.scope.services[:2])}" if story.scope.services else ""
    cited: list[str] = []
    if harm:
        first = (
            f"On {harm.start:%Y-%m-%d} from {harm.start:%H:%M} to {harm.end:%H:%M} UTC "
            f"({spell((harm.end - harm.start).total_seconds())}), "
            f"{failed_words(harm.total, harm.failed, relative=harm.traffic.relative)}{who} failed."
        )
        cited += story.cite(harm, harm.start, harm.end)
    else:
        first = (
            f"The signs of this incident{who} lie between {story.scope.start:%Y-%m-%d %H:%M} and {story.scope.end:%H:%M} UTC; "
            "no harm to users is counted in the evidence."
        )
        begun, over = story.marks.get("impact-started"), story.marks.get("impact-ended")
        if begun and begun.event and over:
            first += f" It lasted from {stamp(begun.time):%Y-%m-%d %H:%M} to {stamp(over.time):%H:%M} UTC as it was stated afterwards."
            cited.append(begun.event.address)
    sentences = [first]
    if story.scope.exercise:
        sentences.insert(0, "This was an exercise.")
    for name, said in (
        ("detected", "The first signal came at {time} UTC: {what}."),
        ("mitigated", "It was contained at {time} UTC: {what}."),
        ("resolved", "It was called resolved at {time} UTC: {what}."),
    ):
        mark = story.marks.get(name)
        if mark and mark.event:
            sentences.append(said.format(time=f"{stamp(mark.time):%H:%M}", what=_in_short(story, mark.event)))
            cited.append(mark.event.address)
    evidence = f" (evidence: {', '.join(dict.fromkeys(cited))})" if cited else ""
    return "\n".join([escape(" ".join(sentences)) + evidence, "", questions("incident-summary")])


def _in_short(story: Story, event: Event) -> str:
    """An event in a few words: what kind of statement it is, of what."""
    clean = story.lines.wording.clean
    place = f" in #{event.group}" if event.group else ""
    who = story.lines.wording.actors(event)[:1]
    by = f" by {who[0]}" if who and not event.automatic else ""
    about = {
        "alert": f"the alert {event.details.get('alertname', '')}".rstrip(),
        "page": f"a page{f' #{event.group}' if event.group else ''}{by}",
        "message": f"a message{by}{place}",
        "decision": f"a decision{by}{place}",
        "deploy": f"a deployment of {event.service}" if event.service else "a deployment",
        "status": "the status page",
    }
    return about.get(event.kind) or clean(event.text)[:120]
