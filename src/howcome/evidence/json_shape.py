"""The shape of JSON that may be cut off, damaged or written as JSON lines, for importers of JSON exports.

Owns the look at a head of 64 KiB and the stream of documents in a file. Knows no kind of evidence.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from .importer import LARGEST_JSON, Context, File, Unreadable, one_line, read_stated_time
from .model import Certainty, Problem

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|["{}\[\],]', re.DOTALL)
_CLOSER = {"{": "}", "[": "]"}

#: JSON nested deeper than this is not looked into: no export is.
_DEEPEST = 64


def glimpse(file: File) -> Any:
    """The first JSON object or array in the file's head, as far as it goes there; None for other content.

    Where the head ends in the middle of it, or it is damaged there, what stands before is given.
    """
    return _first(file.text_head)[0] if file.json_head else None


def documents(file: File) -> Iterator[tuple[str, Any] | Problem]:
    """Each JSON value in the file with its place: one document (place ""), JSON lines ("line 7"), or
    documents written one after another ("document 2").

    JSON lines are read as a stream; a line that is no JSON is a `Problem`. Raises `Unreadable` when
    nothing more can be read.
    """
    text = file.text_head
    end = _first(text)[1] if file.json_head else None
    long_line = bool(file.json_head) and end is None and "\n" not in text.strip()
    more = end is not None and bool(text[end:].strip()) and text[end:].lstrip(" \t\r")[:1] == "\n"
    if more and "\n" in text[:end].strip():
        return _one_after_another(file)
    return _lines(file) if more or long_line else iter([("", whole(file))])


def whole(file: File) -> Any:
    """The file as one JSON document. Raises `Unreadable`, also for content that cannot be unpacked."""
    try:
        return file.document
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("", f"cannot be unpacked: {one_line(error, 80)}") from None
    except ValueError as error:
        raise Unreadable("", f"not valid JSON: {one_line(error, 80)}") from None
    finally:
        vars(file).pop("document", None)  # read once: an export of many files must not stay in memory


def as_object(value: Any) -> Mapping[str, Any]:
    """`value` if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """`value` if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def word(value: Any, limit: int = 120) -> str | None:
    """A text or number as one short line; None for anything else and for blanks."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return one_line(value, limit) or None


def place_in(place: str, part: str) -> str:
    """`line 7, alert 2`: a part of what stands at `place` ("" for the whole file)."""
    return f"{place}, {part}" if place else part


def stated_time(file: File, context: Context, value: Any) -> tuple[datetime, Certainty] | None:
    """A time with how certain it is: "exact" with an offset of its own, else as the file's zone is."""
    zone, certainty = context.zone_for(file.name)
    found = read_stated_time(value, zone)
    return (found[0], "exact" if found[1] else certainty) if found else None


@lru_cache(maxsize=4)
def _first(text: str) -> tuple[Any, int | None]:
    """The first value in `text` and where it ends; None for the end of one that had to be completed."""
    start = len(text) - len(text.lstrip())
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        completed = _completed(text[start : error.pos])
    except (ValueError, RecursionError):
        return None, None
    try:
        return json.loads(completed), None
    except (ValueError, RecursionError):
        return None, None


def _completed(text: str) -> str:
    """`text` up to its last complete member, with the brackets closed that are open there."""
    open_brackets: list[str] = []
    end, closers = 0, ""
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if sign == '"' or len(open_brackets) > _DEEPEST:
            break
        if len(sign) > 1:
            continue
        if sign == ",":
            end = token.start()
        elif sign in _CLOSER:
            open_brackets.append(_CLOSER[sign])
            end = token.end()
        elif open_brackets:
            open_brackets.pop()
            end = token.end()
        closers = "".join(reversed(open_brackets))
    return text[:end] + closers


def _lines(file: File) -> Iterator[tuple[str, Any] | Problem]:
    number = 0
    try:
        with file.open() as stream:
            while raw := stream.readline(LARGEST_JSON + 1):
                number += 1
                if len(raw) > LARGEST_JSON:
                    raise Unreadable(f"line {number}", f"a line of more than {LARGEST_JSON >> 20} MiB")
                text = raw.decode("utf-8-sig", "replace").strip()
                if not text:
                    continue
                try:
                    yield f"line {number}", json.loads(text)
                except (ValueError, RecursionError) as error:
                    if number == 1:
                        yield "", whole(file)
                        return
                    yield Problem(file.name, f"line {number}", f"not valid JSON: {one_line(error, 80)}")
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"line {number + 1}", f"cannot be unpacked: {one_line(error, 80)}") from None


def _one_after_another(file: File) -> Iterator[tuple[str, Any] | Problem]:
    try:
        with file.open() as stream:
            raw = stream.read(LARGEST_JSON + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("", f"cannot be unpacked: {one_line(error, 80)}") from None
    if len(raw) > LARGEST_JSON:
        raise Unreadable("", f"JSON of more than {LARGEST_JSON >> 20} MiB; export it as JSON lines")
    text = raw.decode("utf-8-sig", "replace")
    decoder, number, at = json.JSONDecoder(), 0, 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        number += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Problem(file.name, f"document {number}", f"not valid JSON: {one_line(error, 80)}")
            return
        yield f"document {number}", value
