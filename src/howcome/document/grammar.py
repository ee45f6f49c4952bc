"""The grammar of a postmortem: every kind of item with its fields, each declared once, here.

To add a field, add one row. Reading, `howcome set`, tables, completion and the reference page follow.
"""

from __future__ import annotations

from typing import Literal, get_args

from .fields import COUNT, DATE, FLAG, LABELS, LIST, TEXT, Field
from .items import Item
from .moment import Certainty
from .quantity import Quantity, read_quantity

#: Every mark with the moment that it means, in the order in which an incident usually passes them.
MARK_MEANINGS = {
    "introduced": "the condition came into the system: a merge, a setting, a design",
    "trigger": "something turned the condition into an incident",
    "impact-started": "the first user or system was harmed",
    "detected": "the first signal told somebody or something of it",
    "notified": "a person was told who can act",
    "acknowledged": "that person took it on",
    "declared": "it was called an incident",
    "diagnosed": "a mechanism was named that explains it",
    "mitigated": "the harm was contained",
    "impact-ended": "the last user or system was no longer harmed",
    "resolved": "it was called over",
}
MARKS = tuple(MARK_MEANINGS)
EventKind = Literal[
    "alert", "page", "deploy", "change", "message", "decision", "action", "log", "metric", "status",
    "external", "other",
]  # fmt: skip
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
ROOTS = ("began", "not-known-sooner", "lasted")
CAUSE_LABELS = ("trigger", "contributing", "systemic")
CAUSE_STATES = ("confirmed", "probable", "hypothesis", "refuted", "unknown")
LESSON_GROUPS = ("went-well", "to-change", "lucky")
DONE_STATES = ("done", "done-alternative", "exceeds")
DROPPED_STATES = ("wont-do", "superseded", "no-longer-applicable")
ACTION_STATES = ("open", "in-progress", *DONE_STATES, *DROPPED_STATES)
ACTION_KINDS = ("prevent", "detect", "mitigate", "repair", "process", "investigate", "share")
STRENGTHS = ("S0", "S1", "S2", "S3", "S4", "S5")
STATUSES = ("draft", "in-review", "approved", "published", "closed")
CLASSES = ("incident", "near-miss", "security", "drill")
NAME_POLICIES = ("roles", "handles", "free")
PROFILES = ("full", "standard", "light", "near-miss", "security")


class TimelineEntry(Item):
    """`- 2026-11-20 14:02Z [detected] Alert CheckoutErrorRate fired ^t5fk2 (evidence: alerts#1812)`"""

    kind, letter, section, timed = "timeline", "t", "timeline", True
    about = "Something that happened: before, during or after; done by people, systems or from outside."

    time = Field(TEXT, "When it happened", place="lead", columns=("time", "when", "date", "timestamp"))
    until = Field(TEXT, "When it ended, for something that lasted", columns=("until", "end"))
    marks = Field(
        LABELS, "Which moments of the incident it marks", place="labels", choices=MARKS, named="labels"
    )
    certainty = Field(TEXT, "How sure the time is", choices=CERTAINTIES)
    event = Field(
        TEXT, "What kind of event it is", choices=EVENT_KINDS, columns=("type", "kind"), named="kind"
    )
    actors = Field(LIST, "Roles, teams or systems that acted", columns=("who", "actor", "actors", "by"))
    evidence = Field(LIST, "Where it is stated", columns=("evidence", "source", "link"))
    words = Field(
        TEXT, "What happened", place="text", columns=("event", "description", "what", "details"), named="text"
    )


class Impact(Item):
    """`- **Failed requests:** 182 340 of 1.9 M (9.6 %) ^i9ma4 (evidence: metrics#http_errors)`"""

    kind, letter, section = "impact", "i", "impact"
    about = "One number that says how somebody or something was affected, with its unit and denominator."

    name = Field(TEXT, "What is measured", place="lead", columns=("impact", "name", "dimension", "metric"))
    unit = Field(TEXT, "The unit of the value", example="requests")
    window = Field(TEXT, "The time that the number covers", example="2026-11-20 14:02Z/14:36Z")
    method = Field(TEXT, "How the number was found", columns=("method", "how"))
    owner = Field(TEXT, "Who finds out a number that is not known yet")
    by = Field(DATE, "By when it is known")
    evidence = Field(LIST, "Where it is stated", columns=("evidence", "source"))
    words = Field(
        TEXT, "The number in words", place="text", columns=("value", "number", "description"), named="text"
    )

    @property
    def quantity(self) -> Quantity:
        """The number that the text states; `unit` of the fields wins over the text's."""
        found = read_quantity(self.text or "")
        return Quantity(found.value, found.of, found.share, self.unit or found.unit)


class Cause(Item):
    """`- The connection pool was exhausted [contributing] ^w81bd (evidence: logs#4411; status: confirmed)`"""

    kind, letter, section = "cause", "w", "causes"
    about = "A why: a question at the root, conditions below it, each a cause of the one above."

    root = Field(
        TEXT, "Which question a root asks: why it began, was not known sooner, lasted", choices=ROOTS
    )
    label = Field(
        LABELS, "What the cause is", place="labels", choices=CAUSE_LABELS, columns=("label",), named="labels"
    )
    status = Field(TEXT, "How sure it is", choices=CAUSE_STATES, columns=("status", "confidence"))
    since = Field(TEXT, "How long the condition was there", example="2024-06")
    also = Field(LIST, "Ids of further effects of this cause (joins branches)", refers=("cause",))
    evidence = Field(LIST, "Where it is shown", columns=("evidence",))
    words = Field(TEXT, "The condition", place="text", columns=("cause", "factor", "why"), named="text")


class Lesson(Item):
    """`- Queue depth says little when consumers stall; age does ^l2x7b (kind: technical)`"""

    kind, letter, section = "lesson", "l", "lessons"
    about = "Something learned that others can use. Its group is the heading above it."

    group_field = Field(TEXT, "Went well, to change, or lucky", choices=LESSON_GROUPS, named="group")
    area = Field(
        TEXT,
        "Technical, process or collaboration",
        choices=("technical", "process", "collaboration"),
        named="kind",
    )
    evidence = Field(LIST, "Where it shows")
    words = Field(TEXT, "The lesson", place="text", named="text")

    @property
    def lesson_group(self) -> str | None:
        """`went-well`, `to-change` or `lucky`: stated, or by the heading above."""
        return self.group_field or (self.group if self.group in LESSON_GROUPS else None)


class Action(Item):
    """`- [ ] Limit workers per release ^a7kq2 (owner: Dana; due: 2026-12-04; kind: prevent; addresses: wk0zz)`"""

    kind, letter, section = "action", "a", "actions"
    about = "One deliverable that makes a recurrence less likely, sooner known or less harmful."

    done = Field(FLAG, "Whether it is done", place="box", living=True, columns=("done",))
    owner = Field(
        TEXT, "The one person who sees it through", columns=("owner", "assignee", "who", "responsible")
    )
    due = Field(DATE, "By when", columns=("due", "due date", "deadline", "by", "when", "date"))
    state = Field(TEXT, "Where it stands", living=True, choices=ACTION_STATES, columns=("state", "status"))
    type = Field(
        TEXT, "What it does", choices=ACTION_KINDS, columns=("type", "kind", "category"), named="kind"
    )
    strength = Field(TEXT, "How strong it is, S0 (a reminder) to S5 (made impossible)", choices=STRENGTHS)
    priority = Field(TEXT, "How urgent it is", columns=("priority", "prio"), example="P1")
    done_when = Field(TEXT, "What can be seen when it is done", example='"presubmit rejects an empty list"')
    tracker = Field(
        TEXT, "Its ticket", living=True, columns=("ticket", "tracker", "issue", "bug", "link", "jira")
    )
    addresses = Field(
        LIST,
        "Ids of the causes or lessons that it answers",
        columns=("addresses", "cause"),
        refers=("cause", "lesson"),
    )
    evidence = Field(LIST, "What shows that it is done", living=True)
    words = Field(
        TEXT,
        "The deliverable, beginning with a verb",
        place="text",
        columns=("action", "action item"),
        named="text",
    )


class Measure(Item):
    """`- Roll out behind a flag ^m2pp8 (for: a7kq2; responsible: Dana; by: 2026-12-18; expects: "…")`"""

    kind, letter, section = "measure", "m", "measures"
    about = "What an action is to achieve: who, by when, the expected outcome and how it is verified."

    for_actions = Field(
        LIST,
        "Ids of the actions that it belongs to",
        columns=("for", "action", "actions"),
        named="for",
        refers=("action",),
    )
    responsible = Field(TEXT, "Who answers for the outcome", columns=("responsible", "owner", "who"))
    by = Field(DATE, "By when", columns=("by", "due", "when", "timeline"))
    expects = Field(TEXT, "The outcome, measurable", columns=("expects", "expected outcome", "outcome"))
    verify = Field(DATE, "When the outcome is verified", living=True, columns=("verify", "verified"))
    how = Field(TEXT, "How it is verified", columns=("how", "verification"))
    words = Field(TEXT, "The measure", place="text", columns=("measure", "description"), named="text")


class Communication(Item):
    """`- [ ] **Customers:** what happened to their orders ^c8k1d (channel: status page; owner: Ines; by: 2026-11-21)`"""

    kind, letter, section = "communication", "c", "communication"
    about = "Who hears of it, through which channel, from whom and by when."

    done = Field(FLAG, "Whether it was sent", place="box", living=True, columns=("done", "sent", "status"))
    audience = Field(TEXT, "Who hears of it", place="lead", columns=("audience", "who", "to"))
    channel = Field(TEXT, "Where they hear it", columns=("channel", "where", "how"))
    owner = Field(TEXT, "Who tells them", columns=("owner", "responsible", "from"))
    by = Field(DATE, "By when", columns=("by", "when", "due", "date"))
    evidence = Field(LIST, "What was sent, where it is kept")
    words = Field(TEXT, "What they hear", place="text", columns=("message", "what"), named="text")


class Risk(Item):
    """`- The rollback needs an approval at night ^r4d2s (owner: Dana; by: 2027-03-01; reason: "…")`"""

    kind, letter, section = "risk", "r", "actions"
    about = "A risk that is accepted: with a reason, an approver and a date when that ends."

    owner = Field(TEXT, "Who accepted it", columns=("owner", "approver"))
    by = Field(DATE, "Until when it is accepted", columns=("by", "until", "expires"))
    reason = Field(TEXT, "Why not acting is fine", columns=("reason",))
    addresses = Field(LIST, "Ids of the causes that it leaves unanswered", refers=("cause", "lesson"))
    words = Field(TEXT, "The risk", place="text", columns=("risk",), named="text")


class Question(Item):
    """`- Did the cache serve stale prices? ^q1m3x (owner: Teun; by: 2026-12-01)`"""

    kind, letter, section = "question", "q", "causes"
    about = "Something that is not known yet, and who finds out."

    owner = Field(TEXT, "Who finds out", columns=("owner",))
    by = Field(DATE, "By when", columns=("by", "due"))
    evidence = Field(LIST, "What raised it")
    words = Field(TEXT, "The question", place="text", columns=("question",), named="text")


class Option(Item):
    """`- Move the pool into the proxy ^o3k9w (reason: "two quarters of work")`"""

    kind, letter, section = "option", "o", "actions"
    about = "An idea that was considered and is no commitment."

    reason = Field(TEXT, "Why it was not chosen (yet)")
    words = Field(TEXT, "The idea", place="text", columns=("option", "idea"), named="text")


class Review(Item):
    """`- Check that the limit held during the sale ^v7j2m (owner: Dana; by: 2027-01-15)`"""

    kind, letter, section = "review", "v", "improvement"
    about = "When this postmortem is looked at again, and how it changes future practice."

    done = Field(FLAG, "Whether it was held", place="box", living=True)
    owner = Field(TEXT, "Who holds it", columns=("owner", "who"))
    by = Field(DATE, "When", columns=("by", "when", "date"))
    words = Field(TEXT, "What is looked at", place="text", columns=("review", "practice"), named="text")


class EarlierIncident(Item):
    """`- The same pool ran out during the spring sale ^e5n8c (incident: 2026-03-11-pool; taught: "…")`"""

    kind, letter, section = "earlier-incident", "e", "improvement"
    about = "What an earlier incident taught, or a search that found none."

    incident = Field(TEXT, "Its document or number", columns=("incident",))
    taught = Field(TEXT, "What it taught", columns=("lesson",))
    words = Field(TEXT, "What it has in common with this one", place="text", named="text")


class Attachment(Item):
    """`- alerts/alertmanager.json ^alerts (kind: alertmanager; sha256: 9f2c…; events: 5)`"""

    kind, letter, section = "attachment", "x", "appendix"
    about = "One piece of evidence. Citations are its id, `#`, and the place in it."

    type = Field(TEXT, "What it is", columns=("kind", "type"), named="kind")
    sha256 = Field(TEXT, "Hash of its bytes", columns=("sha256", "hash"))
    events = Field(COUNT, "How many events it states", columns=("events",))
    covers = Field(TEXT, "The time that it covers", columns=("covers", "time range"))
    words = Field(
        TEXT,
        "Its name or address",
        place="text",
        columns=("name", "evidence", "file", "source"),
        named="text",
    )


KINDS: tuple[type[Item], ...] = (
    TimelineEntry, Impact, Cause, Lesson, Action, Measure, Communication, Risk, Question, Option, Review,
    EarlierIncident, Attachment,
)  # fmt: skip
KIND_BY_NAME: dict[str, type[Item]] = {kind.kind: kind for kind in KINDS}
