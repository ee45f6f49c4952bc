"""Settings from the text of a configuration, for tests."""

from __future__ import annotations

from textwrap import dedent

from howcome.checks import Settings
from howcome.checks.configuration import read_settings


def configured(text: str) -> Settings:
    """The settings that a `howcome.toml` with this text gives."""
    settings = read_settings(dedent(text), "howcome.toml")
    assert settings is not None
    return settings
