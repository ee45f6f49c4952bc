"""Markdown of hostile origin to HTML that can stand in a page: parsed without raw HTML, then sanitised.

Comments never come through; links go to http, https, mailto or a place of the page; pictures are data of
four known types (those of the document are given as data), and any other picture becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from howcome.text import without_surrogates

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Beyond this a text is shown as it is: no postmortem is that long, and parsers are not linear everywhere.
_LONGEST = 200_000
_TAGS = {
    "p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img", "hr", "h3", "h4",
    "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "span",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "th": {"scope"}, "ol": {"start"}}
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_MARKDOWN = re.compile(r"[\\`*_~\[\]<>&!]|https?:|\n")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*[^\s][^\n]{0,2000}$", re.MULTILINE)
_MOST_REFERENCES = 500
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def without_comments(text: str) -> str:
    """`text` without HTML comments that are closed; in linear time."""
    if "<!--" not in text:
        return text
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])


class References(NamedTuple):
    """What a piece needs to know of its whole document: link definitions, and pictures by their address."""

    links: Mapping[str, Any] = {}
    pictures: Mapping[str, str] = {}


def references_of(text: str, pictures: Mapping[str, str] | None = None) -> References:
    """The link definitions (`[name]: address`) of a whole text, for the pieces that are rendered apart."""
    lines = [found.group() for found in _DEFINITION.finditer(text)][:_MOST_REFERENCES]
    env: dict[str, Any] = {}
    if lines:
        _parser().parse(_fit("\n\n".join(lines)), env)
    return References(dict(env.get("references", {})), pictures or {})


def render_blocks(text: str, references: References | None = None) -> str:
    """Safe HTML of Markdown blocks. Headings in it become bold words, so that the page keeps its outline."""
    text = _fit(text)
    if len(text) > _LONGEST:
        return f"<pre>{escape(text)}</pre>"
    return _sanitised(_parser().render(text, _env(references)))


def render_line(text: str, references: References | None = None) -> str:
    """Safe HTML of the Markdown of one line or paragraph, without a block around it."""
    text = _fit(without_comments(text)).strip()
    if not _MARKDOWN.search(text):
        return escape(text)
    if len(text) > _LONGEST:
        return escape(text)
    return _sanitised(_parser().renderInline(text, _env(references)))


def render_code(text: str) -> str:
    """Code as it stands, escaped."""
    return f"<pre><code>{escape(_fit(text))}</code></pre>"


def _env(references: References | None) -> dict[str, Any]:
    return {"references": dict(references.links), "pictures": references.pictures} if references else {}


def _fit(text: str) -> str:
    return _CONTROLS.sub("\ufffd", without_surrogates(text)).replace("\r\n", "\n").replace("\r", "\n")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _image)
    parser.add_render_rule("th_open", _column)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _image(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    address = str(token.attrGet("src") or "")
    address = env.get("pictures", {}).get(unquote(address), address)
    words = self.renderInlineAsText(token.children, options, env) or "picture"
    if _DATA_PICTURE.match(address):
        return f'<img src="{escape(address)}" alt="{escape(words)}">'
    if _LINK.match(address):
        return f'<a href="{escape(address)}">{escape(words)}</a>'
    return escape(f"{words} ({address})" if address else words)


def _column(_self: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    return '<th scope="col">'


def _heading(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """Headings inside of quotes and lists; those of the text itself never come here."""
    return "<p><strong>" if tokens[index].nesting == 1 else "</strong></p>\n"


def _sanitised(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if _LINK.match(value) else None
    if attribute == "src":
        return value if tag == "img" and _DATA_PICTURE.match(value) else None
    return value
