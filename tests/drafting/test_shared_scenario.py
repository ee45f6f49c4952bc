"""A whole incident with its truth, where it lies beside the repository: the scorer must be content."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCENARIO = Path(__file__).parents[2] / ".." / "shared" / "scenario"


@pytest.mark.skipif(not SCENARIO.is_dir(), reason="the scenario is not on this machine")
def test_the_scenario_is_drafted_well(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, SCENARIO / "generate.py", "--out", tmp_path, "checkout"],
        check=True,
        capture_output=True,
    )
    howcome = f"{sys.executable} -m howcome"
    scored = subprocess.run(
        [
            sys.executable, SCENARIO / "score.py", "--json", "--draft", f"{howcome} draft {{evidence}} -o {{out}} {{args}}",
            "--show", f"{howcome} show {{file}} --format json", "--check", f"{howcome} check --format json {{file}}",
            tmp_path / "checkout",
        ],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    overall = json.loads(scored.stdout)["overall"]
    assert overall["crashed"] == overall["leaked"] == overall["invented"] == 0
    assert overall["marks"] >= 0.85
    assert overall["events"] >= 0.85
    assert overall["impact"] == 1
    assert overall["score"] >= 85
