"""Derived rows and words of many documents: lists, filters, search. May be lost and made again at any time."""

from .facets import Count, Facets
from .index import Hit, Index, Known
from .query import Filter, Query, Term, read_query
from .refresh import Listed, Progress, refresh
from .rows import Row, row_of
from .selection import Sort
from .snippet import Snippet

__all__ = [
    "Count",
    "Facets",
    "Filter",
    "Hit",
    "Index",
    "Known",
    "Listed",
    "Progress",
    "Query",
    "Row",
    "Snippet",
    "Sort",
    "Term",
    "read_query",
    "refresh",
    "row_of",
]
