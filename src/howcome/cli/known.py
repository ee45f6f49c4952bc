"""The baseline of one call: read before, asked for each document, written after. What it means is `checks.baseline`'s."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from howcome.storage import files

from .output import say

if TYPE_CHECKING:
    from howcome.checks import Settings
    from howcome.checks.baseline import Known
    from howcome.document import Document, Finding


class Baseline:
    """`old` is the file to compare with, `new` the file to write. Both may be missing, and both may be the same.

    Paths in a baseline count from its own folder. Raises `InputError` for a file that is no baseline.
    """

    def __init__(self, old: Path | None, new: Path | None) -> None:
        self._target = new
        self._folder = (new or old or Path()).absolute().parent
        self._known: list[Known] = []
        self._looked: dict[str, Settings] = {}
        self._active = old is not None or new is not None
        if old is not None:
            self._known = _read(old)
            if old.absolute().parent != self._folder:
                self._known = [_moved(k, old.absolute().parent, self._folder) for k in self._known]
        elif new is not None and new.exists():
            self._known = _read(new)
        if old is not None and new is not None and new.exists() and not _same(old, new):
            _read(new)

    def unknown(self, path: Path, document: Document, findings: list[Finding]) -> list[Finding]:
        """The findings of a document that the baseline does not know."""
        if not self._active:
            return findings
        from howcome.checks.baseline import sift

        return list(sift(self._name(path), document, findings, self._known).new)

    def said(
        self, path: Path, document: Document, findings: list[Finding], settings: Settings
    ) -> list[Finding]:
        """The findings that are to be said of a document: all that are not known, and what is settled.

        Nothing where a baseline is written, since all is known then. `settings` are those of the call: only
        entries are settled that were looked for.
        """
        if not self._active:
            return findings
        from howcome.checks.baseline import SETTLED, about_settled, sift

        name = self._name(path)
        self._looked.setdefault(name, settings)
        if self._target is not None:
            return []
        sifted = sift(name, document, findings, self._known)
        settled = [k for k in sifted.settled if settings.wants(k.code)]
        if settled and settings.wants(SETTLED):
            return [about_settled(settled), *sifted.new]
        return list(sifted.new)

    def finish(self, checked: Iterable[tuple[Path, Document, Sequence[Finding]]]) -> None:
        """Writes the next baseline, or says which entries are about files that are gone."""
        if not self._active:
            return
        from howcome.checks.baseline import entries_of, renewed, write_baseline

        gone = {k.path for k in self._known if not (self._folder / k.path).exists()}
        if self._target is None:
            if gone:
                say(
                    f"howcome: the baseline knows {_listed(gone)}, which {'is' if len(gone) == 1 else 'are'} gone; "
                    "--write-baseline takes out what no longer occurs"
                )
            return
        current = [
            entry
            for path, document, found in checked
            for entry in entries_of(self._name(path), document, found)
        ]
        looked = self._looked
        known = renewed(
            self._known,
            current,
            lambda k: k.path in gone or (k.path in looked and looked[k.path].wants(k.code)),
        )
        files.replace(self._target, write_baseline(known).encode("utf-8"))
        out = (_places(self._known) - _places(known)).total()
        say(
            f"howcome: {self._target}: {len(known)} {'finding is' if len(known) == 1 else 'findings are'} known"
            + (
                f"; {out} no longer {'occurs and is' if out == 1 else 'occur and are'} taken out"
                if out
                else ""
            )
        )

    def _name(self, path: Path) -> str:
        return _relative(path.absolute(), self._folder)


def _read(path: Path) -> list[Known]:
    from howcome.checks.baseline import read_baseline

    return read_baseline(files.read_source(path).text, str(path))


def _relative(path: Path, folder: Path) -> str:
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _moved(entry: Known, old: Path, new: Path) -> Known:
    from dataclasses import replace

    return replace(entry, path=_relative(Path(os.path.normpath(old / entry.path)), new))


def _places(known: Iterable[Known]) -> Counter[tuple[str, str, str]]:
    return Counter((k.path, k.code, k.place) for k in known)


def _same(one: Path, other: Path) -> bool:
    return os.path.abspath(one) == os.path.abspath(other)


def _listed(names: Iterable[str]) -> str:
    found = sorted(names)
    more = len(found) - 3
    return ", ".join(found[:3]) + (f" and {more} more" if more > 0 else "")
