"""The grammar of a postmortem: parse, locate, change, compose. Imports no framework and judges nothing."""

from .document import Document, Section
from .finding import Finding, Fix, Severity

__all__ = ["Document", "Finding", "Fix", "Section", "Severity"]
