"""Evidence as it was given, kept below `.evidence/` by hash, and found again by the hash of each piece in it.

An upload stays one folder (or archive) as people gave it, since a piece may need its neighbours to be read. Each
piece of it has a pointer: its own hash, which the document cites. Nothing here reads what evidence says.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from howcome.text import without_surrogates

from .files import locked, make_ignored, replace
from .texts import NameRefused, NoSuchText, StoreRefuses

_HASH = re.compile(r"[0-9a-f]{64}\Z")
_ODD = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]")
_MOST_PARTS, _LONGEST_NAME = 24, 1500


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """One piece of evidence: its hash, its name within the upload, its importer, and where the upload lies."""

    sha256: str
    name: str
    kind: str
    upload: Path


class EvidenceFolder:
    """The evidence of a library, below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, staged: Path, pieces: Iterable[tuple[str, str, str]]) -> Path:
        """Takes over a staged folder for good, with its pieces: (sha256, name, kind). Gives where it lies."""
        try:
            make_ignored(self.folder)
            with locked(self.folder / "any"):
                upload = self._taken(staged)
        except OSError as error:
            raise StoreRefuses(f"the evidence cannot be kept: {error.strerror or error}") from None
        for sha, name, kind in pieces:
            if _HASH.match(sha):
                pointer = json.dumps({"in": upload.name, "name": name, "kind": kind})
                replace(self.folder / f"{sha}.json", pointer.encode())
        return upload

    def _taken(self, staged: Path) -> Path:
        if not staged.is_dir():
            raise StoreRefuses("the evidence is not there any more", hint="give it once more")
        upload = self.folder / _hash_of(staged)
        if upload.exists():
            shutil.rmtree(staged, ignore_errors=True)
        else:
            shutil.move(staged, upload)
        return upload

    def find(self, sha256: str) -> KeptPiece:
        """The piece of this hash. Raises `NoSuchText` where it is not kept here."""
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            if _HASH.match(sha256):
                said = json.loads((self.folder / f"{sha256}.json").read_bytes())
                upload = self.folder / str(said["in"])
                if _HASH.match(str(said["in"])) and upload.is_dir():
                    return KeptPiece(sha256, str(said["name"]), str(said["kind"]), upload)
        raise NoSuchText("this evidence is not kept in this library")

    def has(self, sha256: str) -> bool:
        """Whether the piece can be opened."""
        return bool(_HASH.match(sha256)) and (self.folder / f"{sha256}.json").is_file()


def staged_path(staging: Path, name: str) -> Path:
    """Where an uploaded file of this name goes below the staging folder. Raises `NameRefused` for a name that
    climbs out or that a file system could read otherwise."""
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p.strip("/") not in ("", ".")]
    long = len(parts) > _MOST_PARTS or len(os.fsencode(without_surrogates(name))) > _LONGEST_NAME
    refused = not parts or long or without_surrogates(name) != name
    if refused or any(p == ".." or _ODD.search(p) or len(p.encode()) > 200 for p in parts):
        raise NameRefused(f"{name[:80]!r} cannot be a file's name here")
    return staging.joinpath(*parts)


def _hash_of(folder: Path) -> str:
    """The hash of all names and bytes below a folder."""
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(where, name)
            if path.is_file() and not path.is_symlink():
                yield path
