"""The ten sections: their headings, by which other names they are known, and what each asks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from howcome.text.pattern import pattern


@dataclass(frozen=True, slots=True)
class SectionKind:
    """One of the ten. `aliases` are headings that mean it; `questions` guide whoever fills it."""

    key: str
    title: str
    aliases: tuple[str, ...]
    questions: tuple[str, ...]


SECTIONS = (
    SectionKind(
        "incident-summary",
        "Incident Summary",
        ("summary", "executive summary", "overview", "tl;dr", "tldr", "abstract", "synopsis", "in short"),
        (
            "What did users see, from when to when, and how did it end?",
            "How bad was it, and is the condition fixed, contained or still there?",
        ),
    ),
    SectionKind(
        "timeline",
        "Timeline of Events",
        ("timeline", "chronology", "what happened", "sequence of events", "incident timeline", "detailed timeline"),
        (
            "What was already in place before, and what changed shortly before?",
            "What did people see at that moment, and what did they do with it?",
            "What was tried that did not help?",
        ),
    ),
    SectionKind(
        "impact",
        "Impact Assessment",
        ("impact", "customer impact", "user impact", "business impact", "impacts", "affected", "who was affected"),
        (
            "How many users, requests, orders or records, out of how many?",
            "Was data lost, changed, doubled or shown to the wrong people? How was that checked?",
            "What was not affected?",
        ),
    ),
    SectionKind(
        "causes",
        "Root Cause Analysis",
        (
            "root cause", "root causes", "contributing factors", "contributing factor", "causes", "cause",
            "5 whys", "five whys", "the five whys", "root causes and trigger", "root cause and trigger", "analysis",
            "what went wrong and why", "why did it happen", "causal analysis", "trigger", "technical analysis",
        ),
        (
            "How did it become possible that this began?",
            "How did it come that it was not known sooner?",
            "What made it last as long as it did?",
            "Which condition of a system, a process or an organisation stands behind each answer?",
        ),
    ),
    SectionKind(
        "lessons",
        "Lessons Learned",
        ("lessons", "lessons learnt", "learnings", "what we learned", "what did we learn", "takeaways",
         "lessons learned and next steps", "key takeaways"),
        (
            "What worked well, and what made it work?",
            "What would help next time, in technology and in the way of working?",
            "Where was luck on our side?",
        ),
    ),
    SectionKind(
        "actions",
        "Action Items",
        (
            "actions", "action item", "follow-ups", "follow ups", "followups", "follow-up", "follow up", "next steps",
            "corrective actions", "follow-up actions", "follow up actions", "remediation", "remediation items",
            "action plan", "todo", "todos", "to do", "corrective and preventive actions", "actionables",
        ),
        (
            "Which one change would make a recurrence less likely, sooner known or less harmful?",
            "Who sees it through, by when, and how will we see that it is done?",
            "Which risks do we accept, until when, and who decided?",
        ),
    ),
    SectionKind(
        "measures",
        "Preventive Measures",
        ("preventive measures", "preventative measures", "prevention", "measures", "preventive actions"),
        (
            "What is different once the actions are done: which number, from what to what, by when?",
            "How and when is that verified?",
        ),
    ),
    SectionKind(
        "communication",
        "Communication Plan",
        ("communication", "communications", "communication plan", "comms", "stakeholder communication"),
        (
            "Who needs to hear of it: responders, engineering, leadership, support, customers?",
            "Through which channel, from whom, by when?",
        ),
    ),
    SectionKind(
        "improvement",
        "Continuous Improvement",
        ("continuous improvement", "improvement", "reviews", "future practice", "continual improvement"),
        (
            "Which runbook, alert, test, design rule or training changes because of this?",
            "When do we look at this again, and who does?",
            "Which earlier incidents are alike, and what did they teach?",
        ),
    ),
    SectionKind(
        "appendix",
        "Appendix",
        ("appendices", "supporting information", "supporting data", "evidence", "references", "attachments"),
        ("Which evidence, charts or logs should a reader be able to check?",),
    ),
)  # fmt: skip

SECTION_KEYS = tuple(s.key for s in SECTIONS)
SECTION_BY_KEY = {s.key: s for s in SECTIONS}

#: Headings inside a section that say what its items are: the group of a lesson, or another kind of item.
GROUPS = {
    "went-well": ("what went well", "went well", "things that went well", "what worked", "what worked well",
                  "what went right", "good", "positives"),
    "to-change": ("what to change", "to change", "what went wrong", "went wrong", "what didn't go well",
                  "what did not go well", "what didn't go so well", "what went poorly", "what could be improved",
                  "what could have gone better", "what to do differently", "things that went poorly", "negatives",
                  "areas for improvement", "what went badly"),
    "lucky": ("where we got lucky", "got lucky", "where we were lucky", "luck", "lucky", "what went lucky"),
    "risks": ("accepted risks", "accepted risk", "risks accepted"),
    "questions": ("open questions", "open question", "questions", "unknowns", "what we do not know yet"),
    "options": ("options considered", "alternatives considered", "ideas", "considered"),
    "earlier-incidents": ("earlier incidents", "similar incidents", "related incidents", "previous incidents",
                          "what earlier incidents taught"),
    "evidence": ("evidence", "evidence list", "sources"),
}  # fmt: skip

_DECORATION = pattern(
    r"[^\w\s;'/&-]+|^\s*(?:section\s+)?\d{1,2}(?:\.\d{1,2})*(?=[.):\s])[.):]?", re.IGNORECASE
)


def normal(heading: str) -> str:
    """A heading for comparison: lower case, without numbering, emphasis, emoji and punctuation."""
    return " ".join(_DECORATION.sub(" ", heading.replace("’", "'")).replace("_", " ").lower().split()).strip(
        "-/& "
    )


_KEYS = {normal(n): s.key for s in reversed(SECTIONS) for n in (s.title, *s.aliases)}
_GROUP_KEYS = {normal(n): group for group, names in GROUPS.items() for n in names}


def section_of(heading: str) -> str | None:
    """The key of the section that a heading (plain words) names, or None."""
    return _KEYS.get(normal(heading))


def group_of(heading: str) -> str | None:
    """The group that a heading inside a section names, or None."""
    return _GROUP_KEYS.get(normal(heading))
