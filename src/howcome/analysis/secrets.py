"""Finds what must never be written out: credentials, e-mail addresses, phone and card numbers.

Owns the merging of what the detectors find and the words put in its place; refuses to judge whether a
credential is still valid. What stands beside a secret (`password=`, `Authorization: Bearer`) stays.

Runs in linear time. A marker `[redacted …]` is opaque: nothing is found in it or across it, so blanking
a blanked text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from howcome.analysis.secret_assignments import find_assigned
from howcome.analysis.secret_contacts import find_contacts
from howcome.analysis.secret_tokens import find_tokens
from howcome.text.pattern import pattern

_MARKER = pattern(r"\[redacted[^\[\]\n]{0,40}\]")
_ROUNDS = 5

#: Kinds that tell how a person is reached; the others give access to something.
CONTACTS = ("e-mail", "phone")


@dataclass(frozen=True, slots=True)
class Secret:
    """One value to blank. `start` and `end` are half-open code points of the value alone, without the
    words around it; `kind` is one of token, key, secret, password, cookie, signature, e-mail, phone,
    card number."""

    kind: str
    start: int
    end: int

    @property
    def marker(self) -> str:
        """What is written in its place."""
        return f"[redacted {self.kind}]"


def find_secrets(text: str) -> list[Secret]:
    """Every secret of `text`, sorted, not overlapping. Never raises."""
    masked = _MARKER.sub(_opaque, text) if "[redacted" in text else text
    found: list[Secret] = []
    # What stands beside a secret can look like one only after the first is gone: look until nothing is left.
    for _ in range(_ROUNDS):
        more = _scan(masked)
        if not more:
            break
        found = _merge([*found, *more])
        masked = _cover(masked, more)
    return found


def blank(text: str, keep: Collection[str] = ()) -> tuple[str, list[Secret]]:
    """`text` with every secret replaced by its marker, and the secrets (offsets in `text`).

    Secrets of the kinds in `keep` stay as they are.
    """
    found = [secret for secret in find_secrets(text) if secret.kind not in keep]
    if not found:
        return text, []
    parts: list[str] = []
    position = 0
    for secret in found:
        parts += (text[position : secret.start], secret.marker)
        position = secret.end
    parts.append(text[position:])
    return "".join(parts), found


def _opaque(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _cover(text: str, secrets: Iterable[Secret]) -> str:
    parts: list[str] = []
    position = 0
    for secret in secrets:
        parts += (text[position : secret.start], "\0" * (secret.end - secret.start))
        position = secret.end
    parts.append(text[position:])
    return "".join(parts)


def _scan(text: str) -> list[Secret]:
    # Only U+0130 grows when it is lowered; without it, both texts have the same offsets.
    lowered = text.replace("\u0130", "I").lower()
    hits = [*find_tokens(text, lowered), *find_assigned(text, lowered), *find_contacts(text, lowered)]
    return _merge(Secret(kind, start, end) for kind, start, end in hits if start < end)


def _merge(secrets: Iterable[Secret]) -> list[Secret]:
    """Overlapping ones become one, named after the longest."""
    merged: list[Secret] = []
    longest = 0
    for secret in sorted(secrets, key=lambda one: (one.start, -one.end)):
        length = secret.end - secret.start
        if not merged or secret.start >= merged[-1].end:
            merged.append(secret)
            longest = length
            continue
        last = merged[-1]
        kind = secret.kind if length > longest else last.kind
        longest = max(longest, length)
        merged[-1] = Secret(kind, last.start, max(last.end, secret.end))
    return merged
