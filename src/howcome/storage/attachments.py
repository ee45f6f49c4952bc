"""Pictures and other files of a document, in the folder of its name beside it. Never replaces one by another."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from howcome.errors import InputError, OutputExists

from .files import write
from .texts import NameRefused, NoSuchText, StoreRefuses

#: Picture kinds that a browser may show in a page, by their first bytes. SVG is none: it can hold scripts.
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"GIF87a": ("gif", "image/gif"),
    b"GIF89a": ("gif", "image/gif"),
}
LARGEST_ATTACHMENT = 32 << 20


def picture_type(data: bytes) -> str | None:
    """The media type of a picture that is safe to show; None for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, (_, kind) in _PICTURES.items() if data.startswith(start)), None)


def keep_attachment(folder: Path, name: str, data: bytes) -> Path:
    """Writes a file into a document's folder under a safe name; the same bytes are kept once."""
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    safe = re.sub(r"[^\w-]+", "-", stem or ending).strip("-").lower()[:50] or "file"
    suffix = re.sub(r"[^A-Za-z0-9]+", "", ending if stem else "").lower()[:8] or "bin"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{safe}.{suffix}"
        if _holds_other(path, data):
            path = folder / f"{safe}-{hashlib.sha256(data).hexdigest()[:16]}.{suffix}"
        if not path.exists():
            write(path, data)
    except (OSError, InputError, OutputExists) as error:
        raise StoreRefuses(f"{folder.name}: cannot be written: {error}") from None
    return path


def _holds_other(path: Path, data: bytes) -> bool:
    """Whether the name is taken: by other bytes, or by a link, which could lead out of the folder."""
    return path.is_symlink() or (path.exists() and not (path.is_file() and path.read_bytes() == data))


def pictures_of(folder: Path) -> dict[str, str]:
    """The pictures in a document's folder as `data:` addresses, by the address that its text has for them.

    At most two dozen, and 16 MB in all: a page that holds them is still a page.
    """
    found: dict[str, str] = {}
    left = 16 << 20
    if folder.is_symlink() or not folder.is_dir():
        return found
    for path in sorted(folder.iterdir()):
        if len(found) >= 24 or path.is_symlink() or not path.is_file() or path.stat().st_size > left:
            continue
        data = path.read_bytes()
        kind = picture_type(data)
        if kind:
            left -= len(data)
            found[f"{folder.name}/{path.name}"] = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    return found


def attachment(folder: Path, name: str) -> Path:
    """The file of this name in a document's folder. Raises `NameRefused` or `NoSuchText`."""
    if not name or "/" in name or "\\" in name or "\0" in name or name.startswith("."):
        raise NameRefused("no such attachment")
    path = folder / name
    try:
        inside = path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # too long for the system; links that go in a circle
        inside = False
    if not inside:
        raise NoSuchText("there is no such attachment")
    return path
