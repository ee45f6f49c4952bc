"""Which status an error of howcome has over HTTP."""

from __future__ import annotations

from howcome.errors import HowcomeError, InputError, StaleChange, UsageError
from howcome.storage.texts import NameRefused, NoSuchText, StoreRefuses, TextTooLarge

_STATUS: tuple[tuple[type[HowcomeError], int], ...] = (
    (NoSuchText, 404),
    (NameRefused, 400),
    (TextTooLarge, 413),
    (StoreRefuses, 507),
    (StaleChange, 409),
    (UsageError, 400),
    (InputError, 422),
)


def status_of(error: HowcomeError) -> int:
    """The HTTP status that says the same."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
