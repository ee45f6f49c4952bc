"""Writes what does not exist yet: an item's line, a new id, a document with its ten sections.

Never writes over anything; changing what stands is `change`'s work.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from .fields import Field
from .inline import escape
from .items import Item, unnamed
from .sections import SECTION_BY_KEY, SECTIONS

#: Base 32 without letters that look like digits (Crockford), in lower case.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def mint_id(letter: str, taken: Collection[str]) -> str:
    """The kind's letter and four random characters: two people or branches never mint the same."""
    while True:
        new = letter + "".join(secrets.choice(_ALPHABET) for _ in range(4))
        if new not in taken:
            return new


def derive_id(letter: str, words: str, taken: Collection[str]) -> str:
    """An id made of what an item says: the same words give the same id, other words (almost) never do."""
    number = int.from_bytes(hashlib.sha256(words.encode("utf-8", "surrogateescape")).digest(), "big")
    while True:
        new = letter + "".join(_ALPHABET[(number >> 5 * i) & 31] for i in range(4))
        if new not in taken:
            return new
        number += 1


def quote_value(value: str) -> str:
    """A trailing field's value; in double quotes where it holds `;`, `(`, `)`, `"` or white space outside."""
    line = " ".join(value.split())
    if not line or any(c in line for c in ';()"') or line != value:
        escaped = line.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return line


def compose(kind: type[Item], words: str, *, id: str | None, depth: int = 0, **values: Any) -> str:
    """One item as one line without line end. `words` are plain; `values` are its fields by attribute.

    A field whose value is None, "", () or False is left out, but for a check box.
    """
    named = {f.name: values.pop(a) for a, f in _attributes(kind).items() if a in values}
    if values:
        raise ValueError(f"{kind.kind} has no field {', '.join(values)}")
    line = "  " * depth + "- "
    trailing = []
    labels = lead = ""
    for name, field in kind.fields.items():
        value = named.get(name)
        if field.place == "box":
            line += f"[{field.type.write(value)}] "
        elif value in (None, "", (), [], False):
            continue
        elif field.place == "lead":
            lead = f"{value} " if kind.timed else f"**{escape(str(value))}:** "
        elif field.place == "labels":
            labels = field.type.write(value)
        elif field.place == "trailing":
            trailing.append(f"{name}: {quote_value(field.type.write(value))}")
    pieces = [lead.strip()]
    body = escape(words)
    if not kind.timed and not lead and any(f.place == "lead" for f in kind.fields.values()):
        body = unnamed(body)
    pieces += [labels, body] if kind.timed else [body, labels]
    if id:
        pieces.append(f"^{id}")
    if trailing:
        pieces.append(f"({'; '.join(trailing)})")
    return line + " ".join(p for p in pieces if p)


def _attributes(kind: type[Item]) -> dict[str, Field[Any]]:
    """Python attribute → field, for fields of the kind (also those that are written otherwise)."""
    found: dict[str, Field[Any]] = {}
    for cls in reversed(kind.__mro__):
        found |= {a: f for a, f in vars(cls).items() if isinstance(f, Field)}
    return found


def compose_head(values: Mapping[str, str | Iterable[str] | Mapping[str, str] | None]) -> str:
    """Front matter of `key: value` lines; lists are written as `[a, b]`, mappings below their key, what is
    None or empty is left out."""
    lines = ["---", "howcome: 1"]
    for key, value in values.items():
        if not value:
            continue
        if isinstance(value, Mapping):
            lines += [f"{key}:", *(f"  {k}: {yaml_scalar(v)}" for k, v in value.items())]
            continue
        if isinstance(value, str):
            lines.append(f"{key}: {yaml_scalar(value)}")
        else:
            lines.append(f"{key}: [{', '.join(yaml_scalar(v, in_list=True) for v in value)}]")
    return "\n".join([*lines, "---", ""])


def yaml_scalar(value: str, *, in_list: bool = False) -> str:
    """A value for one line of the front matter, quoted where YAML would read something else."""
    line = " ".join(value.split())
    odd = not line or line[0] in "&*!|>{}[]%@`'\"#,?:-" or ": " in line or " #" in line or line.endswith(":")
    if odd or (in_list and any(c in line for c in ",[]{}")) or line != value:
        escaped = line.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return line


def compose_document(head: str, title: str, bodies: Mapping[str, str]) -> str:
    """A whole document: the head, the title and all ten sections, with questions where a body is empty.

    `bodies` maps section keys to their Markdown; a section without one holds its guiding questions.
    """
    parts = [head, f"# {escape(title)}\n"]
    for section in SECTIONS:
        body = bodies.get(section.key, "").strip("\n")
        parts.append(f"## {section.title}\n\n{body or questions(section.key)}\n")
    return "\n".join(parts)


def questions(key: str) -> str:
    """The guiding questions of a section as comments, which are never published."""
    return "\n".join(f"<!-- ? {q} -->" for q in SECTION_BY_KEY[key].questions)
