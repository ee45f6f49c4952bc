"""What is said about an open text: the one place that decides which checks an editor shows."""

from __future__ import annotations

from pathlib import Path

from howcome.checks import check
from howcome.checks.registry import troubles_of
from howcome.checks.settings import PLAIN, Settings
from howcome.checks.trouble import Tell
from howcome.document import Document, Finding
from howcome.storage.configuration import settings_at
from howcome.storage.finding import looks_like_one


def is_postmortem(document: Document) -> bool:
    """Whether a text is a postmortem; other Markdown that an editor opens is left alone."""
    return looks_like_one(document)


def settings_of(path: Path | None) -> Settings:
    """The configuration that concerns a text as it stands on disk now; none for a text that lies nowhere yet."""
    return settings_at(path) if path else PLAIN


def findings(document: Document, path: Path | None, tell: Tell) -> list[Finding]:
    """All findings about a document in the order of the text; none for a text that is no postmortem.

    `path` is where the text lies on disk (None: nowhere yet), `tell` hears what is wrong with its configuration and with
    rules that fail.
    """
    if not is_postmortem(document):
        return []
    settings = settings_of(path)
    for trouble in troubles_of(settings):
        tell(trouble)
    return check(document, settings=settings, tell=tell)
