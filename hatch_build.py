"""Puts the browser's editor into every wheel and editable installation (see editor/build.py), and into wheels the page
of all rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `src/howcome/web/static/built` from `editor/`, where the sources are there."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fails the build where the editor cannot be built: an app without it would be found out too late."""
        build = Path(self.root, "editor", "build.py")
        if build.is_file():
            subprocess.run([sys.executable, str(build)], check=True)
        build_data["artifacts"].append("src/howcome/web/static/built/*")
        reference = Path(self.root, "docs", "reference")
        if version == "standard" and reference.is_dir():
            # Editors link a finding to its page; an editable installation has it in `docs`.
            build_data["force_include"][str(reference)] = "howcome/checks/reference"
