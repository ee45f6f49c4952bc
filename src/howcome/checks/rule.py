"""What a rule is, and what it says about a place. Owns the two shapes of rules; decides no severity.

To add a rule, put one module into `checks/rules/` that defines `rule`; its docstring is its reference page
(see `page`). A rule of another package is found through the entry point group `howcome.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from howcome.document import Document, Finding, Fix, Severity
from howcome.text import Span

from .families import Dimension, family_of
from .prose import Sentence
from .settings import PLAIN, Settings


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule has found. `levels` replaces the rule's own level for this hit, profile by profile.

    `category` replaces the rule's own category: a name or a group weighs more than the kind of deed.
    """

    span: Span
    message: str
    suggestion: str | None = None
    fixes: tuple[Fix, ...] = ()
    levels: Mapping[str, Severity] = field(default_factory=dict)
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place where a word rule's trigger stands. `word` is the trigger as declared, in lower case.

    `settings` is what the organisation has configured, with its own words.
    """

    word: str
    span: Span
    sentence: Sentence
    settings: Settings = PLAIN

    @property
    def before(self) -> str:
        """The words of the sentence before the trigger; what is no prose is blank."""
        return self.sentence.text[: self.span.start - self.sentence.span.start]

    @property
    def after(self) -> str:
        """The words of the sentence after the trigger."""
        return self.sentence.text[self.span.end - self.sentence.span.start :]


Structural = Callable[[Document], Iterable[Hit]]
Configured = Callable[[Document, Settings], Iterable[Hit]]
Judge = Callable[[Candidate, Document], Hit | None]
Conclusion = Callable[[Document, Sequence[Finding]], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    A *structural* rule has `check`, a function on the document; one that needs what the organisation has
    configured (its own words) has `configured` instead. A *word* rule has `triggers` (literal words or phrases
    in lower case) and `judge`, called only where one of them stands in prose. `conclude` looks at what all
    other rules found. A rule may have more than one of them.

    `levels` gives the severity in each profile; a profile that is missing there switches the rule off.
    `gap`: the rule speaks about something not written yet, which weighs less in a draft. `foreign`: it
    also runs on documents that do not use howcome's head. `dimension` is given where the rule belongs to another
    one than its family. `page` is the module's docstring. `origin` says whose the rule is; empty: built in.
    """

    code: str
    title: str
    levels: Mapping[str, Severity]
    check: Structural | None = None
    triggers: tuple[str, ...] = ()
    judge: Judge | None = None
    conclude: Conclusion | None = None
    category: str | None = None
    gap: bool = False
    foreign: bool = False
    configured: Configured | None = None
    dimension: Dimension | None = None
    page: str = ""
    origin: str = ""

    def with_page(self, page: str, origin: str = "") -> Rule:
        """The same rule with its reference page, and whose it is."""
        return replace(self, page=page, origin=origin)

    @property
    def belongs_to(self) -> Dimension:
        """The dimension of a review that its findings belong to: exactly one."""
        return self.dimension or family_of(self.code).dimension
