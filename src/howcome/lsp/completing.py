"""What is offered at the cursor, as completions of the protocol: written so that the grammar reads it back."""

from __future__ import annotations

import re

from lsprotocol import types

from howcome.document.compose import quote_value, yaml_scalar
from howcome.document.fields import LIST
from howcome.document.head import Head
from howcome.document.mentions import kinds_of
from howcome.document.offers import Offer, offers
from howcome.document.unfinished import Unfinished, What, unfinished

from .texts import OpenText

#: What begins something that can be completed.
TRIGGERS = ("(", ";", ":", "[", ",", "#", "^", " ")
_KINDS: dict[What, types.CompletionItemKind] = {
    "key": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.Value,
    "label": types.CompletionItemKind.EnumMember,
    "id": types.CompletionItemKind.Reference,
    "heading": types.CompletionItemKind.Struct,
}
_KEY_FOLLOWS = re.compile(r"[\w-]*[ \t]*:")


def completions(text: OpenText, offset: int) -> types.CompletionList | None:
    """What may stand at an offset; None where nothing is typed that howcome knows."""
    place = unfinished(text.document, offset)
    if place is None:
        return None
    found = [
        item
        for number, offer in enumerate(offers(text.document, place))
        if (item := _item(text, place, offer, number))
    ]
    return types.CompletionList(is_incomplete=False, items=found)


def _item(text: OpenText, place: Unfinished, offer: Offer, number: int) -> types.CompletionItem | None:
    words = _written(text, place, offer)
    if words is None:
        return None
    typed = text.source[place.span]
    mark = "^" if typed.startswith("^") and place.what == "value" else ""
    return types.CompletionItem(
        label=offer.word,
        kind=_kind(place),
        detail=offer.about or None,
        sort_text=f"{number:04}",
        # What it says finds it too, behind what it is called.
        filter_text=f"{mark}{offer.word} {offer.about}".strip(),
        text_edit=types.TextEdit(text.range(place.span), f"{mark}{words}"),
    )


def _kind(place: Unfinished) -> types.CompletionItemKind:
    if place.what == "value" and (place.kind is None or kinds_of(place.field, place.kind)):
        return types.CompletionItemKind.Reference
    return _KINDS[place.what]


def _written(text: OpenText, place: Unfinished, offer: Offer) -> str | None:
    """The offer as it stands in the text; None where it cannot stand there as one part of a list."""
    if place.what == "key":
        written = _KEY_FOLLOWS.match(text.source.text, place.span.end, place.span.end + 100)
        return offer.word if written else f"{offer.word}: "
    if place.what == "heading":
        newline = text.source.newline
        return f"{offer.word}{newline}{newline}{offer.more}{newline}".replace("\n", newline).replace(
            "\r\r", "\r"
        )
    if place.what != "value" or place.kind is None:
        return offer.word
    field = place.kind.fields.get(place.field)
    several = field is not None and field.type is LIST
    if place.kind is Head:
        return yaml_scalar(offer.word, in_list=several)
    written_so = quote_value(offer.word)
    return None if several and written_so != offer.word else written_so
