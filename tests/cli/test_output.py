"""Where a command's words go."""

from __future__ import annotations

from pathlib import Path

from howcome.cli import output


def test_a_dash_is_standard_output() -> None:
    assert output.output_path("-") is None
    assert output.output_path("./-") == Path("-")
