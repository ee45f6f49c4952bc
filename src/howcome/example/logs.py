"""The logs: access log in two files, JSON lines of the search, pricing in local time, and the quote worker."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from .story import LISBON_OFFSET, LOGGED, PHASES, SECRETS, SERVICE, WHEN, at, digits, stream
from .traffic import Call, calls

_ROTATED = at("17:00:00")
_AGENTS = (
    "Fernweh/6.2 (Android 16)",
    "Fernweh/6.2 (iOS 19.1)",
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
)
_TRACEBACK = """\
Traceback (most recent call last):
  File "/srv/pricing/quote.py", line 88, in quote
    rows = tariffs.read(stations, day, timeout=4.0)
  File "/srv/pricing/tariffs.py", line 41, in read
    raise ReplicaTimeout(f"{replica} gave no answer in {timeout} s")
pricing.tariffs.ReplicaTimeout: tariff-replica-1 gave no answer in 4.0 s
"""
_STACK = """\
java.util.concurrent.TimeoutException: no quote from pricing in 8000 ms
\tat com.fernweh.quotes.PricingClient.quote(PricingClient.java:112)
\tat com.fernweh.quotes.QuoteWorker.run(QuoteWorker.java:57)
"""


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `logs/` but the syslog."""
    cut = _ROTATED.timestamp()
    rotated = "".join(_access(c) for c in calls() if c.time < cut)
    yield "logs/access.log.1.gz", gzip.compress(rotated.encode(), 6, mtime=0)
    yield "logs/access.log", "".join(_access(c) for c in calls() if c.time >= cut).encode()
    yield "logs/fare-search.jsonl", "".join(_search()).encode()
    yield "logs/pricing.log", "".join(_pricing()).encode()
    yield "logs/worker.log", "".join(_worker()).encode()


def _access(call: Call) -> str:
    """The combined format of web servers, in UTC."""
    network = ("192.0.2", "198.51.100", "203.0.113")[call.customer % 3]
    client = f"{network}.{call.customer * 7 % 250 + 2}"
    when = f"{datetime.fromtimestamp(call.time, UTC):%d/%b/%Y:%H:%M:%S} +0000"
    agent = _AGENTS[call.customer % len(_AGENTS)]
    request = f"{call.method} {call.path} HTTP/1.1"
    return f'{client} - - [{when}] "{request}" {call.status} {call.size} "-" "{agent}"\n'


def _search() -> Iterator[str]:
    """Every failed request and one good one in twenty-five; the configuration when it was read anew."""
    dice = stream("search")
    reloads = [(WHEN["rollout finished"], 6), (WHEN["revert finished"], 600)]
    lines: list[tuple[float, dict[str, object]]] = []
    for moment, ttl in reloads:
        lines.append(
            (moment.timestamp(), {"level": "info", "msg": f"configuration read: fare_cache.ttl={ttl}"})
        )
    for call in calls():
        about = {
            "status": call.status,
            "path": call.path.partition("?")[0],
            "request_id": digits(str(call.time), 12),
        }
        if call.status >= 500:
            reason = "no quote in 8 s" if call.status == 503 else "gateway timeout after 30 s"
            lines.append((call.time, {"level": "error", "msg": f"search failed: {reason}", **about}))
        elif dice.random() < 0.04:
            lines.append((call.time, {"level": "info", "msg": "search answered", **about}))
    caught = at("17:15:31").timestamp() + 0.25
    lines.append((caught, {"level": "warn", "msg": f"alarm of {SECRETS['email']} not sent: search failed"}))
    for time, fields in sorted(lines, key=lambda line: line[0]):
        yield json_line(time, SERVICE, fields)


def json_line(time: float, service: str, fields: Mapping[str, object]) -> str:
    """One line of a service that logs as JSON; `time` is in epoch seconds."""
    stamp = datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return json.dumps({"ts": stamp, "service": service, **fields}) + "\n"


def _pricing() -> Iterator[str]:
    """Python's logging in the time of Lisbon, without a zone; some errors with a traceback."""
    dice = stream("pricing")
    start, end = LOGGED[0].timestamp(), LOGGED[1].timestamp()
    url = f"postgres://pricing:{SECRETS['password']}@tariff-replica-1.example.internal:5432/tariffs"
    yield _python(start + 2, "INFO", "pricing.main", f"reading tariffs from {url}")
    time, errors = start + 5, 0
    while (time := time + dice.uniform(4, 14)) < end:
        busy = _is_busy(time)
        if busy and dice.random() < 0.7:
            errors += 1
            yield _python(time, "ERROR", "pricing.quote", "no fare: the tariff replica is too slow")
            if errors % 9 == 1:
                yield _TRACEBACK
        elif busy:
            yield _python(time, "WARNING", "pricing.quote", f"slow quote: {dice.uniform(2, 4):.1f} s")
        else:
            yield _python(time, "INFO", "pricing.quote", f"{dice.randrange(40, 160)} quotes in 10 s")


def _python(time: float, level: str, logger: str, text: str) -> str:
    local = datetime.fromtimestamp(time, UTC) + timedelta(seconds=LISBON_OFFSET)
    return f"{local:%Y-%m-%d %H:%M:%S},{local.microsecond // 1000:03} - {logger} - {level} - {text}\n"


def _worker() -> Iterator[str]:
    """The quote worker's log4j layout, in UTC without saying so."""
    dice = stream("worker")
    time, end = LOGGED[0].timestamp(), LOGGED[1].timestamp()
    empty: float | None = WHEN["queue empty"].timestamp()
    while (time := time + dice.uniform(10, 25)) < end:
        if empty and time > empty:
            when = f"{datetime.fromtimestamp(empty, UTC):%Y-%m-%d %H:%M:%S},017"
            yield f"{when} INFO  [main] c.f.quotes.QuoteQueue - the queue is empty\n"
            empty = None
        thread = f"[quotes-{dice.randrange(1, 9)}]"
        when = f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S},{dice.randrange(1000):03}"
        if not _is_busy(time):
            done = dice.randrange(90, 240)
            yield f"{when} INFO  {thread} c.f.quotes.QuoteWorker - {done} quotes delivered\n"
        elif dice.random() < 0.6:
            yield f"{when} WARN  {thread} c.f.quotes.QuoteQueue - the queue grows faster than it is read\n"
        else:
            yield f"{when} ERROR {thread} c.f.quotes.QuoteWorker - quote given up\n{_STACK}"


def _is_busy(time: float) -> bool:
    return PHASES[0][0].timestamp() <= time < PHASES[-1][1].timestamp()
