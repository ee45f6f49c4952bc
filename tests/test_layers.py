"""The layers of the house hold, and a wrong import breaks the contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "lint-imports"
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.run(
        [command, "--no-cache", "--config", folder / "pyproject.toml"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_deliberately_wrong_import_breaks_the_contract(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert lint(tmp_path).returncode == 0
    module = tmp_path / "src/howcome/text/source.py"
    module.write_text(
        module.read_text("utf-8") + "\nfrom howcome.document import Document as _Wrong  # noqa\n", "utf-8"
    )
    broken = lint(tmp_path)
    assert broken.returncode != 0
    assert "howcome.text.source -> howcome.document" in broken.stdout
