"""People whom a document names: as owners of itself, of actions, messages, risks, questions, reviews, or only in its text.

Owns which of those words are names of people; refuses roles, teams and services, months and days, and words that the
text also writes in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from howcome.document import Document
from howcome.text import Span

from .profiles import is_foreign
from .prose import prose_of
from .unlisted_people import CALENDAR, Named, unlisted_people

_NAME = re.compile(r"@?[^\W\d_][\w.'’-]{2,40}(?:\s[^\W\d_][\w.'’-]{0,40}){0,2}\Z")
_NO_PERSON = re.compile(
    r"\b(?:team|teams|on-?call|oncall|engineer\w*|lead|leads|manager\w*|desk|group|crew|guild|squad|support|platform|"
    r"operations|ops|sre|security|legal|finance|product|everyone|everybody|all|nobody|none|unknown|rota|officer|office|"
    r"commander|tbd|tba|director|head|owner|board|council|department|infra\w*|payments|database|data|search|web|mobile|"
    r"marketing|sales|customer\w*|network|vendor|provider|responders?)\b",
    re.IGNORECASE,
)


def owners(document: Document) -> set[str]:
    """Names of people who own something that the document lists; first names stand for full ones too."""
    said = [document.head.owner, document.head.facilitator]
    for item in document.items:
        said += [item.cells[key].raw for key in ("owner", "responsible") if key in item.cells]
    found = {name for words in said if words and (name := _person(words))}
    return found | {first for name in found if len(first := name.split()[0]) > 2}


def with_roles(document: Document) -> set[str]:
    """Every word of the names that the head gives a role; the rule about names in general (B13) looks for those."""
    words = [cell.raw for cell in document.front_matter.maps.get("roles", {}).values()]
    return {word for said in words for word in re.findall(r"[^\W\d_][\w'’-]+", said)}


def people_without_role(
    document: Document, sections: Sequence[str], policy: str
) -> Iterator[tuple[str, list[Span]]]:
    """People to whom the head gives no role, with where the prose of these sections names them."""
    if policy == "free":
        return
    found: dict[str, list[Span]] = {}
    for section in sections:
        for sentence in prose_of(document).sentences(section):
            for name, start, end in people_in(document, sentence.text, policy):
                span = Span(sentence.span.start + start, sentence.span.start + end)
                found.setdefault(name, []).append(span)
    yield from found.items()


def people_in(document: Document, text: str, policy: str) -> Iterator[Named]:
    """People to whom the head gives no role, where a text of the document names them although the policy does not.

    `policy` is `roles`, `handles` or `free`.
    """
    if policy == "free":
        return
    listed = [n for n in _listed_in(document, text) if not (policy == "handles" and text[n.start] == "@")]
    yield from listed
    if policy == "roles" and not is_foreign(document):
        known = with_roles(document) | {word for n in listed for word in n.name.split()}
        yield from (n for n in unlisted_people(document, text) if not known & set(n.name.split()))


def _listed_in(document: Document, text: str) -> Iterator[Named]:
    wanted = _owners_without_role(document)
    if not any(name in text for name in wanted):
        return
    names = "|".join(re.escape(n) for n in sorted(wanted, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w@/.-])@?(?:{names})(?![\w/-])", text):
        yield Named(match.group().lstrip("@"), *match.span())


_OWNERS: WeakKeyDictionary[Document, frozenset[str]] = WeakKeyDictionary()


def _owners_without_role(document: Document) -> frozenset[str]:
    """Names of owners, without an @; found once for a document."""
    found = _OWNERS.get(document)
    if found is None:
        head, prose = with_roles(document), prose_of(document).text
        names = {name.lstrip("@") for name in owners(document)}
        found = _OWNERS[document] = frozenset(
            name
            for name in names
            if not head & set(name.split())
            and name.lower() not in CALENDAR
            and not re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", prose)
        )
    return found


def _person(words: str) -> str | None:
    name = words.strip()
    personal = name[:1].isupper() or name.startswith("@")
    return name if personal and _NAME.match(name) and not _NO_PERSON.search(name) else None
