"""Draws the parts together: evidence → incident → marks, timeline, impact, causes → the document's text.

Every line that states a fact cites its evidence. What the evidence does not state is asked, not written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from howcome.analysis.error_budget import Slo
from howcome.document.compose import compose_document, compose_head
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event

from . import sections
from .changes import Change, candidates, latent, warnings_before
from .incident import Scope, Wanted, find_incident
from .lines import Lines
from .marks import Mark, find_marks
from .measures import Metric, telling_metrics
from .roles import cast
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


@dataclass(frozen=True)
class Findings:
    """Everything that the sections are written from."""

    collected: Collected
    scope: Scope
    marks: dict[str, Mark]
    timeline: Timeline
    changes: Sequence[Change]
    latent: Sequence[Event]
    warnings: Sequence[Event]
    metrics: Sequence[Metric]
    slo: Slo | None
    lines: Lines


def draft(
    collected: Collected, wanted: Wanted | None = None, *, title: str | None = None, slo: Slo | None = None
) -> Draft:
    """A postmortem's first text. Raises `InputError` when the wanted incident is not in the evidence."""
    scope = find_incident(collected, wanted or Wanted())
    began = scope.harm.start if scope.harm else scope.start
    changes = candidates(collected.events, scope, began)
    likely = changes[0] if changes and changes[0].is_likely else None
    marks = find_marks(collected.events, scope, likely)
    hidden = latent(collected.events, scope, began)
    warned = warnings_before(collected.events, scope, began, likely)
    timeline = choose(collected.events, scope, marks, changes, [*hidden, *warned])
    wording = Wording(cast(collected, scope, likely))
    findings = Findings(
        collected, scope, marks, timeline, [c for c in changes if c.score >= 1], hidden, warned,
        telling_metrics(collected.series, scope, began), slo, Lines(wording),
    )  # fmt: skip
    name = wording.clean(title or sections.title(findings))
    bodies = {
        "timeline": sections.timeline(findings),
        "impact": sections.impact(findings),
        "causes": sections.causes(findings),
        "communication": sections.communication(findings),
    }
    bodies["incident-summary"] = sections.summary(findings)
    bodies["appendix"] = sections.appendix(findings)
    head = compose_head(sections.head(findings, name))
    return Draft(compose_document(head, name, bodies), scope, timeline, marks)
