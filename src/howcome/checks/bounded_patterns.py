"""Regular expressions that other people write into a configuration: compiled only if they can never take long.

The standard engine tries one way after another, and some expressions have exponentially many. Here the ways are
counted on the parsed expression before it is compiled: an upper bound of the steps that a search can take from one
place of a sentence. What may take more is refused, with how to write it instead. Reference: the parse tree of the
standard library's `re`. Decision: docs/decisions/0014-own-rules-are-data.md.
"""

from __future__ import annotations

import re
import warnings
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from howcome.errors import UsageError

#: A sentence of the prose is never longer (code points), so `*` and `+` go no further.
LONGEST_SENTENCE = 1000
#: Steps from one place; a search over a whole sentence with a word behind it takes about 8000.
MOST_STEPS = 12_000
_LONGEST_PATTERN = 500
_ONE_STEP = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN, op.AT)
_REFUSED = {
    op.GROUPREF: "a reference to what a group has found",
    op.GROUPREF_EXISTS: "a part that depends on a group",
}


class PatternRefused(UsageError):
    """A pattern of an own rule is no regular expression, or may take too long."""


class _Cost(NamedTuple):
    """`ways` in which a part can match from one place, and `steps` to try them all."""

    ways: int
    steps: int


def bounded_pattern(pattern: str) -> re.Pattern[str]:
    """The compiled pattern, if a search with it takes at most `MOST_STEPS` from each place of a sentence.

    Raises `PatternRefused`, which says what to write instead.
    """
    if len(pattern) > _LONGEST_PATTERN:
        raise PatternRefused(
            f"a pattern of more than {_LONGEST_PATTERN} characters", hint="make several rules of it"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(pattern)
            steps = _sequence(tree).steps
            compiled = re.compile(pattern)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        raise PatternRefused(
            f"no regular expression: {error.msg}{place}", hint="a backslash makes a mark stand for itself"
        ) from None
    except (RecursionError, OverflowError):
        raise PatternRefused(
            "a pattern with too many parts inside of each other", hint="write it flat"
        ) from None
    if tree.getwidth()[0] == 0:
        raise PatternRefused(
            "this pattern finds nothing at all everywhere", hint="name at least one character"
        )
    if steps > MOST_STEPS:
        raise PatternRefused(
            "this pattern may take long: it can match the same words in too many ways",
            hint=r"give repeats a bound such as \w{1,30}, put none inside of another, or name words with match",
        )
    return compiled


def _sequence(parts: Any) -> _Cost:
    """Parts behind each other: each way of the first is followed by all ways of the rest."""
    cost = _Cost(1, 0)
    for kind, value in reversed(list(parts)):
        first = _part(kind, value)
        cost = _Cost(_cut(first.ways * cost.ways), _cut(first.steps + first.ways * cost.steps))
    return cost


def _part(kind: Any, value: Any) -> _Cost:
    if kind in _ONE_STEP:
        return _Cost(1, 1)
    if kind in _REFUSED:
        raise PatternRefused(
            f"{_REFUSED[kind]} is not possible here",
            hint="name the words in match = [...], or make two rules",
        )
    if kind is op.SUBPATTERN:
        return _sequence(value[-1])
    if kind is op.ATOMIC_GROUP:
        return _Cost(1, _sequence(value).steps)
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return _Cost(1, 1 + _sequence(value[1]).steps)
    if kind is op.BRANCH:
        return _branch(value[1])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _repeat(*value)
    if kind is op.POSSESSIVE_REPEAT:
        return _Cost(1, _repeat(*value).steps)
    raise PatternRefused(
        "this pattern holds something that is not understood here", hint="write it more simply"
    )


def _branch(alternatives: Any) -> _Cost:
    """Of alternatives that begin with different letters at most one goes on.

    Only ASCII letters are known to differ: in any case of letters, i is also a Turkish ı.
    """
    costs = [_sequence(a) for a in alternatives]
    first = [a[0] for a in alternatives if len(a)]
    letters = {chr(value).lower() for kind, value in first if kind is op.LITERAL and value < 128}
    apart = len(letters) == len(costs)
    ways, steps = (c.ways for c in costs), (c.steps for c in costs)
    if apart:
        return _Cost(max(ways), _cut(len(costs) + max(steps)))
    return _Cost(_cut(sum(ways)), _cut(len(costs) + sum(steps)))


def _repeat(least: int, most: Any, parts: Any) -> _Cost:
    """So many times, each time in all ways: the sum of a geometric series."""
    once = _sequence(parts)
    times = min(int(most), LONGEST_SENTENCE)
    least = min(int(least), times)
    if once.ways == 1:
        return _Cost(times - least + 1, _cut(1 + times * once.steps))
    ways, steps, power = int(least == 0), 1, 1
    for number in range(1, times + 1):
        steps += power * once.steps
        power *= once.ways
        ways += power if number >= least else 0
        if max(ways, steps, power) > MOST_STEPS:
            return _Cost(MOST_STEPS + 1, MOST_STEPS + 1)
    return _Cost(ways, steps)


def _cut(number: int) -> int:
    """Any number beyond the bound is as good as another; so that none grows without end."""
    return min(number, MOST_STEPS + 1)
