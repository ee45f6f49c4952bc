"""People whom a document names as owners of something: of itself, of actions, messages, risks, questions, reviews.

Owns which of those words are names of people; refuses roles, teams and services, and words that the text also
writes in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from howcome.document import Document
from howcome.text import Span

from .prose import prose_of

_NAME = re.compile(r"@?[^\W\d_][\w.'’-]{2,40}(?:\s[^\W\d_][\w.'’-]{0,40}){0,2}\Z")
_NO_PERSON = re.compile(
    r"\b(?:team|teams|on-?call|oncall|engineer\w*|lead|leads|manager\w*|desk|group|crew|guild|squad|support|platform|"
    r"operations|ops|sre|security|legal|finance|product|everyone|everybody|all|nobody|none|unknown|rota|officer|office|"
    r"commander|tbd|tba|director|head|owner|board|council|department|infra\w*|payments|database|data|search|web|mobile|"
    r"marketing|sales|customer\w*|network|vendor|provider|responders?)\b",
    re.IGNORECASE,
)


def is_free(document: Document) -> bool:
    """Whether the team writes names on purpose."""
    return (document.head.names or "roles").strip().lower() == "free"


def owners(document: Document) -> set[str]:
    """Names of people who own something that the document lists; first names stand for full ones too."""
    said = [document.head.owner, document.head.facilitator]
    for item in document.items:
        said += [item.cells[key].raw for key in ("owner", "responsible") if key in item.cells]
    found = {name for words in said if words and (name := _person(words))}
    return found | {first for name in found if len(first := name.split()[0]) > 2}


def in_head(document: Document) -> set[str]:
    """Every word of the names that the head gives to somebody; other rules look for those."""
    words = [document.head.owner or "", document.head.facilitator or ""]
    words += [cell.raw for cell in document.front_matter.maps.get("roles", {}).values()]
    return {word for said in words for word in re.findall(r"[^\W\d_][\w'’-]+", said)}


def named_only_as_owners(document: Document, sections: Sequence[str]) -> Iterator[tuple[str, list[Span]]]:
    """Owners whom the head does not name, with where the prose of these sections names them."""
    if is_free(document):
        return
    people = sorted(owners(document))
    head = in_head(document)
    wanted = [p for p in people if not head & set(p.lstrip("@").split())]
    if not wanted:
        return
    prose = prose_of(document)
    pattern = re.compile(
        rf"(?<![\w@/.-])@?(?:{'|'.join(re.escape(p.lstrip('@')) for p in reversed(wanted))})(?![\w/-])"
    )
    handles = (document.head.names or "").strip().lower() == "handles"
    found: dict[str, list[Span]] = {}
    for section in sections:
        for sentence in prose.sentences(section):
            for match in pattern.finditer(sentence.text):
                if handles and match.group().startswith("@"):
                    continue
                start = sentence.span.start
                span = Span(start + match.start(), start + match.end())
                found.setdefault(match.group().lstrip("@"), []).append(span)
    for name, spans in found.items():
        if not re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", prose.text):
            yield name, spans


def _person(words: str) -> str | None:
    name = words.strip()
    personal = name[:1].isupper() or name.startswith("@")
    return name if personal and _NAME.match(name) and not _NO_PERSON.search(name) else None
