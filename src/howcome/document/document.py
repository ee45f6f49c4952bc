"""A `Document`: the immutable parse of a text, with the span of every field. Parsing never raises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from howcome.text import Source, Span
from howcome.text.pattern import pattern

from .blocks import Block, split
from .finding import Finding
from .grammar import (
    LESSON_GROUPS,
    MARKS,
    Action,
    Attachment,
    Cause,
    Communication,
    EarlierIncident,
    Impact,
    Lesson,
    Measure,
    Option,
    Question,
    Review,
    Risk,
    TimelineEntry,
)
from .head import FrontMatter, Head, mark_keys, read_head
from .inline import plain
from .items import Item, parse_item
from .moment import Clock, Moment, match_moment, read_moment, zone_of
from .problems import problems_of
from .sections import SECTION_KEYS, group_of, section_of
from .tables import read_table

SectionState = Literal["present", "empty", "not-applicable", "absent"]
I = TypeVar("I", bound=Item)  # noqa: E741

_KIND_OF_SECTION: dict[str, type[Item]] = {
    cls.section: cls for cls in (TimelineEntry, Impact, Cause, Lesson, Action, Measure, Communication, Review)
}
_KIND_OF_GROUP: dict[str, type[Item]] = {
    "risks": Risk,
    "questions": Question,
    "options": Option,
    "earlier-incidents": EarlierIncident,
    "evidence": Attachment,
}
_CITATION = pattern(r"\s*\(evidence: ([^()\n]{1,2000})\)\s*\Z")
_NOT_APPLICABLE = pattern(r"\W*(?:not applicable|n/a)\b", re.IGNORECASE)
_ZONE_SAID = pattern(
    r"\btimes?\b[^.\n]{0,40}?\b(?:in|are|is|:)\s+(?:\w+\s)?\(?(UTC(?:\s?[+-]\d{1,2})?|GMT|[A-Z][a-z]+/[A-Z]\w+|[A-Z]{3,4})\b"
    r"|\(\s*(?:all\s)?(?:times?\s)?(?:in\s)?(UTC|GMT|[A-Z][a-z]+/[A-Z]\w+|[A-Z]{3,4})\s*\)"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the ten sections: its heading and all blocks below it, in the order of the text."""

    key: str
    title: str
    heading: Block
    blocks: tuple[Block, ...]

    @property
    def span(self) -> Span:
        last = self.blocks[-1] if self.blocks else self.heading
        return Span(self.heading.span.start, last.span.end)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with where it stands: the section's key, the group named by a heading inside it."""

    block: Block
    section: str | None
    group: str | None
    heading: str | None


class _Heading(NamedTuple):
    """A heading under which the next blocks stand, with the section and group that hold below it."""

    level: int
    section: str | None
    group: str | None
    words: str


class Document:
    """What a text says, as howcome reads it. Build with `Document.parse`; everything is derived once."""

    def __init__(self, source: Source, stem: str | None = None) -> None:
        self.source = source
        self.stem = stem

    @classmethod
    def parse(cls, text: str | Source, stem: str | None = None) -> Document:
        """Any text is a document. `stem` is the file's name without ending: the default id."""
        return cls(text if isinstance(text, Source) else Source(text), stem)

    @cached_property
    def blocks(self) -> list[Block]:
        return split(self.source)

    @cached_property
    def front_matter(self) -> FrontMatter:
        first = self.blocks[0] if self.blocks else None
        return read_head(self.source, first.content if first and first.kind == "front-matter" else None)

    @property
    def head(self) -> Head:
        return self.front_matter.head

    @property
    def id(self) -> str | None:
        return self.head.document_id or self.stem

    @cached_property
    def title(self) -> str | None:
        """The head's title, else the first heading of level 1."""
        if self.head.title:
            return self.head.title
        for block in self.blocks:
            if block.kind == "heading" and block.level == 1:
                words = plain(self.source[block.content])
                return words or None
        return None

    @cached_property
    def placed(self) -> list[Placed]:
        """Every block with its section: the nearest heading above that names one."""
        found: list[Placed] = []
        open_headings: list[_Heading] = []
        for block in self.blocks:
            if block.kind == "heading":
                while open_headings and open_headings[-1].level >= block.level:
                    open_headings.pop()
                words = plain(self.source[block.content])
                above = open_headings[-1] if open_headings else None
                open_headings.append(_Heading(block.level, *_named(words, block.level, above), words))
            if open_headings:
                _, section, group, heading = open_headings[-1]
                found.append(Placed(block, section, group, heading))
            else:
                found.append(Placed(block, None, None, None))
        return found

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The recognised sections, in the order of the text (one key may occur more than once)."""
        found: list[Section] = []
        open_key: str | None = None
        heading: Block | None = None
        blocks: list[Block] = []
        for placed in self.placed:
            named = (
                placed.block.kind == "heading"
                and placed.section is not None
                and section_of(placed.heading or "") == placed.section
                and placed.group is None
            )
            if placed.section != open_key or (named and placed.block is not heading):
                if heading and open_key:
                    found.append(self._section(open_key, heading, blocks))
                open_key, heading, blocks = placed.section, None, []
                if placed.section and placed.block.kind == "heading":
                    heading = placed.block
                    continue
            if open_key:
                blocks.append(placed.block)
        if heading and open_key:
            found.append(self._section(open_key, heading, blocks))
        return tuple(found)

    def _section(self, key: str, heading: Block, blocks: list[Block]) -> Section:
        return Section(key, plain(self.source[heading.content]), heading, tuple(blocks))

    def section_state(self, key: str) -> SectionState:
        """`empty`: nothing but headings, comments and guiding questions; `not-applicable`: it says so."""
        states: set[SectionState] = set()
        for section in self.sections:
            if section.key == key:
                states.add(self._state(section))
        order: tuple[SectionState, ...] = ("present", "not-applicable", "empty")
        for state in order:
            if state in states:
                return state
        return "present" if any(i.section == key for i in self.items) else "absent"

    def _state(self, section: Section) -> SectionState:
        said = [b for b in section.blocks if b.kind not in ("heading", "comment", "blank", "rule")]
        if not said:
            return "empty"
        return "not-applicable" if _NOT_APPLICABLE.match(self.source[said[0].content]) else "present"

    @cached_property
    def states(self) -> dict[str, SectionState]:
        return {key: self.section_state(key) for key in SECTION_KEYS}

    @cached_property
    def zone_said(self) -> str | None:
        """The zone that holds for times without one: the head's, or one sentence of the text."""
        if self.head.timezone:
            return self.head.timezone
        for placed in self.placed:
            if placed.block.kind in ("paragraph", "heading", "item", "quote") and placed.section in (
                None,
                "timeline",
            ):
                found = _ZONE_SAID.search(self.source[placed.block.content][:2000])
                if found and zone_of(found[1] or found[2]):
                    return found[1] or found[2]
        return None

    @cached_property
    def clock(self) -> Clock:
        return Clock(self.head.date, zone_of(self.zone_said) if self.zone_said else None)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items of all kinds, in the order of the text."""
        return tuple(self._items())

    def _items(self) -> Iterator[Item]:
        clock = self.clock
        indents: list[int] = []
        for placed in self.placed:
            block = placed.block
            indented = self.source.text[block.span.start : block.span.start + 1].isspace()
            if block.kind in ("heading", "table", "rule") or (block.kind == "paragraph" and not indented):
                indents = []
            if block.kind == "heading" and placed.section == "timeline":
                clock = self._clock_of_heading(placed.heading or "", clock)
            kind = _KIND_OF_GROUP.get(placed.group or "") or _KIND_OF_SECTION.get(placed.section or "")
            if kind is None or (placed.section is None and kind not in (Risk, Question)):
                continue
            if block.kind == "table":
                for row in read_table(kind, self.source, block, clock, placed.group):
                    clock = _later_clock(row, clock)
                    yield row
            if block.kind != "item":
                continue
            while indents and indents[-1] >= block.level:
                indents.pop()
            indents.append(block.level)
            if len(indents) > 1 and kind is not Cause:
                continue
            item = parse_item(
                kind,
                self.source.text,
                block.content,
                span=block.span,
                line=self.source.line_at(block.span.start),
                clock=clock,
                depth=len(indents) - 1,
                group=placed.group,
            )
            clock = _later_clock(item, clock)
            yield item

    def _clock_of_heading(self, words: str, clock: Clock) -> Clock:
        for at in (m.start() for m in re.finditer(r"\d{4}-\d\d-\d\d", words)):
            found = match_moment(words, at, clock)
            if found and found[0].time:
                return replace(clock, day=found[0].time.date())
        return clock

    def of(self, kind: type[I]) -> tuple[I, ...]:
        """All items of one kind, in the order of the text."""
        return tuple(i for i in self.items if isinstance(i, kind))

    @cached_property
    def timeline(self) -> tuple[TimelineEntry, ...]:
        return self.of(TimelineEntry)

    @cached_property
    def impact(self) -> tuple[Impact, ...]:
        return self.of(Impact)

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        return self.of(Cause)

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        return self.of(Lesson)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        return self.of(Action)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return self.of(Measure)

    @cached_property
    def communications(self) -> tuple[Communication, ...]:
        return self.of(Communication)

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        return self.of(Risk)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return self.of(Question)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        return self.of(Review)

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        return self.of(Attachment)

    @cached_property
    def times(self) -> dict[str, Moment]:
        """The moment of each mark: the head's, else that of the first entry that carries it."""
        found: dict[str, Moment] = {}
        for mark, cell in mark_keys(self.front_matter.maps).items():
            moment = read_moment(cell.raw, self.clock)
            if moment and moment.time:
                found[mark] = moment
        for entry in self.timeline:
            for mark in entry.labels:
                if mark in MARKS and mark not in found and entry.moment and entry.moment.time:
                    found[mark] = entry.moment
        return found

    @cached_property
    def marked(self) -> dict[str, datetime]:
        """`times` without certainty: mark → time in UTC (so that differences hold across a change of clocks)."""
        found: dict[str, datetime] = {}
        for mark, moment in self.times.items():
            with suppress(OverflowError):
                if moment.time:
                    found[mark] = moment.time.astimezone(UTC)
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Items by their written id; the first where an id stands twice."""
        found: dict[str, Item] = {}
        for item in self.items:
            if item.id:
                found.setdefault(item.id, item)
        return found

    def find(self, ref: str) -> Item | None:
        """The item of an id (`a7kq2`, `^a7kq2`), of a line (`:42`), of a mark (`detected`), or the head (`head`)."""
        if ref == "head":
            return self.head
        if ref in MARKS and ref not in self.by_id:
            return next((e for e in self.timeline if ref in e.labels), None)
        if ref.startswith(":") and ref[1:].isdigit():
            return next((i for i in self.items if i.line == int(ref[1:])), None)
        return self.by_id.get(ref.removeprefix("^"))

    def parents(self) -> list[tuple[Cause, Cause | None]]:
        """Every cause with the one above it (its effect); None for a root."""
        open_causes: list[Cause] = []
        pairs: list[tuple[Cause, Cause | None]] = []
        for cause in self.causes:
            del open_causes[cause.depth :]
            pairs.append((cause, open_causes[-1] if open_causes else None))
            open_causes.append(cause)
        return pairs

    @cached_property
    def summary(self) -> str | None:
        """The paragraphs of the summary as plain words, without the evidence that they cite at their end."""
        words = [
            plain(split_citation(self.source[b.content])[0])
            for s in self.sections
            if s.key == "incident-summary"
            for b in s.blocks
            if b.kind in ("paragraph", "item", "quote")
        ]
        return "\n".join(w for w in words if w) or None

    @cached_property
    def problems(self) -> tuple[Finding, ...]:
        """What could not be read as it was meant."""
        return tuple(problems_of(self))


def _named(words: str, level: int, above: _Heading | None) -> tuple[str | None, str | None]:
    """Section and group of a heading with these words, below the heading `above`."""
    group = group_of(words)
    section = section_of(words)
    if above and above.section and (group or section is None):
        return above.section, group or above.group
    if section and (level > 1 or above is None):
        return section, None
    if group in LESSON_GROUPS:
        return "lessons", group
    return (above.section, above.group) if above else (None, group)


def split_citation(paragraph: str) -> tuple[str, tuple[str, ...]]:
    """A paragraph without its closing `(evidence: a#1, b#2)`, and the addresses that it cites."""
    found = _CITATION.search(paragraph)
    if not found:
        return paragraph, ()
    return paragraph[: found.start()], tuple(a.strip() for a in found[1].split(",") if a.strip())


def citation_in(text: str, paragraph: Span) -> Span | None:
    """Where the addresses stand that a paragraph at this place cites at its end; None if it cites nothing."""
    found = _CITATION.search(text[paragraph.start : paragraph.end])
    return Span(paragraph.start + found.start(1), paragraph.start + found.end(1)) if found else None


def _later_clock(item: Item, clock: Clock) -> Clock:
    """Later bare times in a list belong to the date that was written last."""
    moment = item.moment
    if moment and moment.time and re.match(r"\W*\d{4}-", moment.words):
        return replace(clock, day=moment.time.date())
    return clock
