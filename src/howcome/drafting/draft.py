"""Draws the parts together: evidence → incident → marks, timeline, impact, causes → the document's text.

Every line that states a fact cites its evidence. What the evidence does not state is asked, not written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from howcome.analysis.error_budget import Slo
from howcome.document.compose import compose_document, compose_head
from howcome.evidence.gather import Collected

from .changes import candidates, latent, warnings_before
from .incident import Scope, Wanted, find_incident
from .lines import Lines
from .marks import Mark, find_marks, is_related
from .measures import telling_metrics
from .roles import cast
from .sections import appendix, causes, communication, head, impact, summary
from .sections import timeline as timeline_section
from .story import Story
from .timeline import LeftOut, Timeline, choose
from .wording import Wording


@dataclass(frozen=True)
class Draft:
    """The text, and what the person should know about how it came to be."""

    text: str
    scope: Scope
    timeline: Timeline
    marks: dict[str, Mark]

    @property
    def how(self) -> tuple[str, ...]:
        """How the incident was found, in sentences."""
        return self.scope.how

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        return self.timeline.left_out


#: Sections that a draft fills, in the order in which they are written; the rest holds questions.
_SECTIONS = {
    "timeline": timeline_section,
    "impact": impact,
    "causes": causes,
    "communication": communication,
    "incident-summary": summary,
    "appendix": appendix,
}


def draft(
    collected: Collected, wanted: Wanted | None = None, *, title: str | None = None, slo: Slo | None = None
) -> Draft:
    """A postmortem's first text. Raises `InputError` when the wanted incident is not in the evidence."""
    scope = find_incident(collected, wanted or Wanted())
    began = _began(collected, scope)
    changes = candidates(collected.events, scope, began)
    likely = changes[0] if changes and changes[0].is_likely else None
    marks = find_marks(collected.events, scope, likely)
    hidden = latent(collected.events, scope, began)
    warned = warnings_before(collected.events, scope, began, likely)
    timeline = choose(collected.events, scope, marks, changes, [*hidden, *warned])
    wording = Wording(cast(collected, scope, likely))
    story = Story(
        collected, scope, marks, timeline, [c for c in changes if c.score >= 1], hidden, warned,
        telling_metrics(collected.series, scope, began), slo, Lines(wording),
    )  # fmt: skip
    name = wording.clean(title or head.title(story))
    bodies = {key: section.write(story) for key, section in _SECTIONS.items()}
    text = compose_document(compose_head(head.head(story, name)), name, bodies)
    return Draft(text, scope, timeline, marks)


def _began(collected: Collected, scope: Scope) -> datetime:
    """When requests first failed; else, of an exercise, the first signal (people speak of it long before);
    else the first sign of the incident."""
    if scope.harm:
        return scope.harm.start
    if scope.exercise:
        for event in collected.events:
            loud = event.signal in ("fired", "triggered") or (event.kind == "log" and event.count >= 20)
            if scope.start <= event.time <= scope.end and loud and is_related(event, scope):
                return event.time
    return scope.start
