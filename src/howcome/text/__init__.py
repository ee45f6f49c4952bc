"""Text with positions: `Source`, `Span`, `Edit`, `Change`. Knows nothing of postmortems or Markdown."""

from .edit import Change, Edit, apply, diff, minimal_edit
from .source import Position, Source, Span, without_controls, without_surrogates

__all__ = [
    "Change",
    "Edit",
    "Position",
    "Source",
    "Span",
    "apply",
    "diff",
    "minimal_edit",
    "without_controls",
    "without_surrogates",
]
