"""Every error that howcome raises on purpose: its message, its exit status and a hint. Nothing here prints.

HowcomeError
├── UsageError          a wrong call: unknown field, value that cannot be read        exit 2
├── InputError          a file that is not there, or is not what was asked for        exit 2
├── OutputExists        an output file that would be overwritten                      exit 2
└── StaleChange         an edit made against a text that has changed since            exit 2

What only one module raises stands there, as a subclass; `docs/reference/errors.md` lists all.
"""

from __future__ import annotations


class HowcomeError(Exception):
    """Base of all. `str(error)` is one line: what, where. `hint` says what to do."""

    exit_status = 2

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(HowcomeError):
    """The call itself cannot be carried out as asked."""


class InputError(HowcomeError):
    """An input is missing, unreadable or of another kind than the call needs."""


class OutputExists(HowcomeError):
    """The output file exists, and nobody said that it may be replaced."""


class StaleChange(HowcomeError):
    """The text has changed since the change was made; apply it to the current text instead."""
