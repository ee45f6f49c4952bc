"""Regular expressions that are compiled when they are first used. Owns nothing else about them.

A check of one document needs a tenth of the patterns that its modules declare, and compiling all of them takes longer
than the check. So patterns of modules that are always loaded are declared with `pattern` in place of `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern until one of its methods is asked for; then takes over all of them."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"):
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but an error in the expression shows at its first use; a test uses every one of them."""
    return cast("re.Pattern[str]", _Pattern(source, int(flags)))
