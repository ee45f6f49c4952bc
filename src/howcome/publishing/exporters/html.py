"""A document as one HTML page that needs nothing else: no network, no scripts, the same bytes every time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from howcome.document import Document
from howcome.publishing import look
from howcome.publishing.page import page_of
from howcome.publishing.view import Artefact, View
from howcome.publishing.writing import file_stem

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def export(document: Document, view: View) -> Artefact:
    """The page for the view's audience, as UTF-8."""
    text = _environment().get_template("document.html").render(page=page_of(view), style=_style())
    return Artefact(
        text.encode("utf-8", "replace"), "text/html; charset=utf-8", f"{file_stem(document)}.html"
    )


@cache
def _style() -> Markup:
    from markupsafe import Markup

    return Markup("\n".join(look.read(name) for name in ("tokens.css", "document.css", "pictures.css")))  # noqa: S704 - files of our own


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(look.read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
