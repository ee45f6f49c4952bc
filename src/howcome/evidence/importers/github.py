"""What GitHub's REST API and webhooks say: deployments, workflow runs, pull requests, releases, comments.

To get them: `gh api 'repos/OWNER/REPO/deployments?per_page=100' > deployments.json` and, for the states of
one of them, `gh api repos/OWNER/REPO/deployments/ID/statuses`; in the same way `…/actions/runs`, `…/pulls/ID`,
`…/pulls?state=closed`, `…/releases` and `…/issues/ID/comments`. Payloads of webhooks are read too, one in a
file or one on each line. A deployment may carry its states in a list `statuses`.
Addresses: the deployment's id, `deployment:status`, `run:started`, `pull-NUMBER`, `release-ID`, …
Format: https://docs.github.com/en/rest and https://docs.github.com/en/webhooks
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from howcome.evidence.importer import Context, File, missing_time, one_line, read_time
from howcome.evidence.json_shape import as_list, as_object, documents, glimpse, word
from howcome.evidence.model import Event, EventKind, Person, Problem, Record, Signal

Thing = Mapping[str, Any]

#: What a record's own `url` says about its kind; the last part of it is the record's id.
_URLS = (
    ("status", re.compile(r"/repos/[^/]+/[^/]+/deployments/\d+/statuses/\d+$")),
    ("deployment", re.compile(r"/repos/[^/]+/[^/]+/deployments/\d+$")),
    ("pull", re.compile(r"/repos/[^/]+/[^/]+/pulls/\d+$")),
    ("release", re.compile(r"/repos/[^/]+/[^/]+/releases/\d+$")),
    ("run", re.compile(r"/repos/[^/]+/[^/]+/actions/runs/\d+$")),
    ("job", re.compile(r"/repos/[^/]+/[^/]+/actions/jobs/\d+$")),
    ("check", re.compile(r"/repos/[^/]+/[^/]+/check-runs/\d+$")),
    ("comment", re.compile(r"/repos/[^/]+/[^/]+/issues/comments/\d+$")),
)

#: Keys by which a record without such a url is known: all of the first set, any of the second.
_KEYS: tuple[tuple[str, Set[str], Set[str]], ...] = (
    ("status", {"state", "created_at"}, {"deployment_url"}),
    (
        "deployment",
        {"ref", "environment"},
        {"statuses_url", "original_environment", "production_environment"},
    ),
    ("run", {"run_number"}, {"workflow_id", "head_sha", "run_started_at"}),
    ("job", {"run_id"}, {"runner_name", "workflow_name", "steps"}),
    ("check", {"head_sha", "status"}, {"check_suite", "details_url"}),
    ("pull", {"number", "title"}, {"merged_at", "merge_commit_sha"}),
    ("release", {"tag_name"}, {"target_commitish", "draft", "prerelease"}),
    ("comment", {"body", "issue_url"}, {"user"}),
)

#: The member of a webhook's payload that holds the record. One payload may hold several.
_MEMBERS = (
    "deployment", "deployment_status", "workflow_run", "workflow_job", "check_run", "pull_request", "release",
    "comment",
)  # fmt: skip

#: Members of an answer that hold a list of records.
_LISTS = ("workflow_runs", "check_runs", "jobs", "items", "deployments", "pull_requests", "releases")

_STATES: Mapping[str, tuple[Signal, str]] = {
    "queued": ("waiting", "queued"),
    "pending": ("waiting", "pending"),
    "waiting": ("waiting", "waiting"),
    "in_progress": ("progressed", "in progress"),
    "success": ("finished", "succeeded"),
    "failure": ("failed", "failed"),
    "error": ("failed", "failed with an error"),
    "cancelled": ("cancelled", "cancelled"),
}

_CONCLUSIONS: Mapping[str, tuple[Signal, str]] = {
    "success": ("finished", "succeeded"),
    "neutral": ("finished", "finished"),
    "failure": ("failed", "failed"),
    "timed_out": ("failed", "failed: timed out"),
    "startup_failure": ("failed", "failed to start"),
    "cancelled": ("cancelled", "cancelled"),
    "stale": ("cancelled", "given up"),
    "action_required": ("waiting", "waiting for somebody"),
}

_DEPLOYS = re.compile(
    r"deploy|release|roll[ _-]?(?:back|out)|promot|\bship|publish|\bapply|\bprovision|terraform|migrat|sync-prod",
    re.IGNORECASE,
)
#: Names of workflows that only look at the code; every other workflow is taken to change something.
_LOOKS = re.compile(
    r"\b(?:tests?|testing|lint|linter|ci|build|checks?|codeql|scan|docs?|stale|label\w*|triage|coverage|format|review|e2e|unit|"
    r"integration|benchmark\w*|nightly|dependabot|renovate|typecheck|verify|validate|plan|preview|audit)\b",
    re.IGNORECASE,
)
_BY_HAND = frozenset({"workflow_dispatch", "repository_dispatch", "deployment", "release", ""})
_REPO = re.compile(r"/repos/[^/\s]+/([^/\s?#]+)")
_REVERT = re.compile(r"revert\b", re.IGNORECASE)
_DEPLOYMENT = re.compile(r"/deployments/(\d{1,20})")
_PULL = re.compile(r"#(\d{1,9})\b")
_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class GitHub:
    """Reads every record of the kinds above; other records in the same file are passed over."""

    name = "github"
    title = "GitHub"

    def accepts(self, file: File) -> bool:
        """By the keys or the url of the first record, or by the record in a webhook's payload."""
        seen = glimpse(file)
        if isinstance(seen, dict) and isinstance(seen.get("workflow_runs"), list):
            return True
        return next(_records(seen), None) is not None

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:  # noqa: ARG002
        """Every statement once, also where several payloads repeat it; people as they first appear."""
        keys: set[str] = set()
        people: set[tuple[str, ...]] = set()
        number = 0
        for document in documents(file):
            if isinstance(document, Problem):
                yield document
                continue
            place_of_all, value = document
            for kind, record, repo in _records(value):
                number += 1
                place = place_of_all or f"record {number}"
                yield from _people(record, people)
                for said in _READERS[kind](record, repo):
                    time = read_time(said.at)
                    if time is None:
                        yield missing_time(file, place, said.at)
                    elif said.key not in keys:
                        keys.add(said.key)
                        yield _event(said, time, source)


# ---------------------------------------------------------------- which records


def _records(value: object, repo: str = "") -> Iterator[tuple[str, Thing, str]]:
    """(kind, record, repository) of all records in a document."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield from _records(one, repo)
    elif isinstance(value, dict):
        repo = _full_name(value) or repo
        if kind := _kind(value):
            yield from _whole(kind, value, repo)
            return
        for member in _MEMBERS:
            inner = as_object(value.get(member))
            if inner and (kind := _kind(inner)):
                yield from _whole(kind, _with_context(kind, inner, value), repo)
        for name in _LISTS:
            for one in as_list(value.get(name)):
                if isinstance(one, dict) and (kind := _kind(one)):
                    yield from _whole(kind, one, _full_name(one) or repo)


def _whole(kind: str, record: Thing, repo: str) -> Iterator[tuple[str, Thing, str]]:
    """The record, and the states that a deployment carries."""
    yield kind, record, repo
    if kind == "deployment":
        for status in as_list(record.get("statuses")):
            if isinstance(status, dict):
                yield "status", {**status, "deployment": record}, repo


def _kind(record: Thing) -> str:
    url = record.get("url")
    if isinstance(url, str) and len(url) < 500:
        for kind, pattern in _URLS:
            if pattern.search(url):
                return "" if kind == "pull" and "number" not in record else kind
    for kind, all_of, any_of in _KEYS:
        if all_of <= record.keys() and any_of & record.keys():
            return "" if isinstance(record.get("environment"), dict) else kind
    return ""


def _with_context(kind: str, record: Thing, payload: Thing) -> Thing:
    """The record with what its payload says beside it and its texts need."""
    if kind == "status":
        return {**record, "deployment": as_object(payload.get("deployment"))}
    if kind == "comment":
        return {**record, "issue": as_object(payload.get("issue"))}
    return record


def _full_name(record: Thing) -> str:
    """The repository's name without its owner, from the members that state it."""
    for at in (record, as_object(record.get("base"))):
        for member in ("repository", "repo"):
            stated = as_object(at.get(member))
            if name := word(stated.get("full_name")) or word(stated.get("name")):
                return name.rpartition("/")[2]
    for member in ("repository_url", "deployment_url", "url", "issue_url"):
        url = record.get(member)
        if isinstance(url, str) and (found := _REPO.search(url[:500])):
            return found.group(1)
    return ""


# ---------------------------------------------------------------- records to events


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One statement of a record; `at` is its time as it stands there."""

    key: str
    at: object
    text: str
    kind: EventKind
    service: str
    signal: Signal | None = None
    by: tuple[Thing, ...] = ()
    reference: str | None = None
    environment: str | None = None
    group: str | None = None
    details: Mapping[str, str | None] = field(default_factory=dict)


def _people(record: Thing, known: set[tuple[str, ...]]) -> Iterator[Person]:
    """Everybody whom the record names, and who was not named before with these names."""
    for member in ("creator", "triggering_actor", "actor", "user", "merged_by", "author"):
        user = as_object(record.get(member))
        login, name = word(user.get("login")), word(user.get("name"))
        names = tuple(dict.fromkeys(n for n in (name, login) if n))
        if login and names not in known:
            known.update((names, (login,)))
            yield Person(names, word(user.get("email")), automatic=_is_bot(user))


def _event(said: _Said, time: datetime, source: str) -> Event:
    return Event(
        time=time,
        kind=said.kind,
        text=one_line(said.text),
        source=source,
        key=said.key,
        actors=tuple(dict.fromkeys(login for user in said.by if (login := word(user.get("login"))))),
        automatic=any(_is_bot(user) for user in said.by[:1]),
        service=said.service or None,
        signal=said.signal,
        group=said.group,
        reference=said.reference,
        environment=said.environment,
        details={k: v for k, v in said.details.items() if v},
    )


def _is_bot(user: Thing) -> bool:
    return user.get("type") == "Bot" or str(user.get("login", "")).endswith("[bot]")


def _short(sha: object) -> str | None:
    """A full sha as ten digits; any other name as it is."""
    text = word(sha)
    return text[:10] if text and _SHA.fullmatch(text) else text


def _with(text: str, *more: str | None) -> str:
    """`text: more`, without what is empty or only says the same again."""
    for part in more:
        if part and part.strip(" .").casefold() not in text.casefold():
            text = f"{text}: {part}"
    return text


def _deployment(record: Thing, repo: str) -> Iterator[_Said]:
    """That it was started; its states are records of their own."""
    number = word(record.get("id")) or ""
    text = word(record.get("description"), 300)
    yield _Said(
        key=number or f"deployment-{record.get('created_at')}",
        at=record.get("created_at"),
        text=_with(f"{_named(record, repo, text)} started", text),
        signal="started",
        **_of_deployment(record, repo, number),
    )


def _status(record: Thing, repo: str) -> Iterator[_Said]:
    """One state of a deployment. That it is inactive only says that another took its place."""
    state = _STATES.get(str(record.get("state")))
    if state is None:
        return
    of = as_object(record.get("deployment"))
    environment = record.get("environment") or of.get("environment")
    signal, words = state
    text = word(record.get("description"), 300)
    found = _DEPLOYMENT.search(str(record.get("deployment_url") or record.get("url"))[:500])
    number = word(of.get("id")) or (found.group(1) if found else "")
    title = _named({**of, "environment": environment}, repo, text)
    if text and text.casefold().startswith(words.casefold()):
        words, text = text, None
    same = not text or text.strip(" .").casefold() in words.casefold()
    yield _Said(
        key=f"{number}:{word(record.get('id')) or record.get('state')}",
        at=record.get("created_at"),
        text=f"{title}: {words}" if same else f"{title}: {words} – {text}",
        signal=signal,
        **_of_deployment(
            {
                **of,
                "environment": environment,
                "creator": record.get("creator"),
                "state": record.get("state"),
            },
            repo,
            number,
        ),
    )


def _of_deployment(record: Thing, repo: str, number: str) -> dict[str, Any]:
    """What the start of a deployment and its states have in common."""
    sha = word(record.get("sha"))
    return {
        "kind": "deploy",
        "service": repo,
        "by": (as_object(record.get("creator")),),
        "reference": _short(record.get("ref")) or _short(sha),
        "environment": word(record.get("environment")),
        "group": f"deployment {number}" if number else None,
        "details": {"sha": sha, "state": word(record.get("state"))},
    }


def _named(record: Thing, repo: str, description: str | None) -> str:
    """`Deployment of shop 2.1 to production`, without a name that the description says anyway."""
    ref = _short(record.get("ref")) or _short(record.get("sha"))
    what = [part for part in (repo, ref) if part and not _says(description, part)]
    where = word(record.get("environment"))
    of = f" of {' '.join(what)}" if what else ""
    return f"Deployment{of} to {where}" if where else f"Deployment{of}"


def _says(text: str | None, name: str) -> bool:
    return bool(text and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE))


def _run(record: Thing, repo: str) -> Iterator[_Said]:
    """A workflow run: when it started, and how it ended."""
    name, title = word(record.get("name")) or "", word(record.get("display_title"), 300)
    number, attempt = word(record.get("id")) or "", record.get("run_attempt")
    by_hand = str(record.get("event") or "") in _BY_HAND
    names = (name, word(record.get("path")) or "", (title or "") if by_hand else "")
    pull = _PULL.search(title or "")
    yield from _life(
        record,
        key=f"{number}.{attempt}" if isinstance(attempt, int) and attempt > 1 else number,
        label=f'Workflow "{name}" run #{word(record.get("run_number"))}',
        title=title if title != name else None,
        start=record.get("run_started_at") or record.get("created_at"),
        end=record.get("updated_at"),
        kind="deploy" if any(_DEPLOYS.search(n) for n in names) or not _LOOKS.search(name) else "other",
        service=repo,
        reference=f"#{pull.group(1)}" if pull else _short(record.get("head_sha")),
        group=f"run {number}",
    )


def _job(record: Thing, repo: str) -> Iterator[_Said]:
    """One job of a workflow run."""
    name, workflow = word(record.get("name")) or "", word(record.get("workflow_name")) or ""
    of = f' of workflow "{workflow}"' if workflow else ""
    yield from _life(
        record,
        key=f"job-{word(record.get('id'))}",
        label=f'Job "{name}"{of}',
        title=None,
        start=record.get("started_at"),
        end=record.get("completed_at"),
        kind="deploy" if _DEPLOYS.search(f"{name} {workflow}") else "other",
        service=repo,
        reference=_short(record.get("head_sha")),
        group=f"run {word(record.get('run_id'))}",
    )


def _check(record: Thing, repo: str) -> Iterator[_Said]:
    """A check of another service on a commit."""
    name = word(record.get("name")) or ""
    yield from _life(
        record,
        key=f"check-{word(record.get('id'))}",
        label=f'Check "{name}"',
        title=word(as_object(record.get("output")).get("title"), 200),
        start=record.get("started_at"),
        end=record.get("completed_at"),
        kind="deploy" if _DEPLOYS.search(name) else "other",
        service=repo,
        reference=_short(record.get("head_sha")),
        group=f"check {word(record.get('id'))}",
    )


def _life(
    record: Thing,
    *,
    key: str,
    label: str,
    title: str | None,
    start: object,
    end: object,
    kind: EventKind,
    service: str,
    reference: str | None,
    group: str,
) -> Iterator[_Said]:
    """Start and end of something that runs; what still waits to be started has neither."""
    actor = as_object(record.get("triggering_actor")) or as_object(record.get("actor"))
    details = {m: word(record.get(m)) for m in ("head_branch", "event", "conclusion")}
    details = {"sha": word(record.get("head_sha")), **details}
    ended = _CONCLUSIONS.get(str(record.get("conclusion")))
    said: list[tuple[str, object, Signal, str]] = []
    if record.get("status") not in ("queued", "requested", "pending", "waiting"):
        said.append(("started", start, "started", "started"))
    elif record.get("status") == "waiting":
        said.append(("waiting", end or start or record.get("created_at"), "waiting", "waiting"))
    if ended:
        said.append(("finished", end, *ended))
    for suffix, at, signal, words in said:
        yield _Said(
            key=f"{key}:{suffix}",
            at=at,
            text=_with(f"{label} {words}", title),
            kind=kind,
            service=service,
            signal=signal,
            by=(actor,) if actor else (),
            reference=reference,
            group=group,
            details=details if suffix == "finished" else {**details, "conclusion": None},
        )


def _pull(record: Thing, repo: str) -> Iterator[_Said]:
    """That it was merged, or else that it was opened."""
    number, title = word(record.get("number")), word(record.get("title"), 300) or ""
    author, merger = as_object(record.get("user")), as_object(record.get("merged_by"))
    merged = record.get("merged_at")
    signal: Signal = "reverted" if _REVERT.match(title) else "merged"
    yield _Said(
        key=f"pull-{number}",
        at=merged or record.get("created_at"),
        text=_with(f"{'Merged' if merged else 'Opened'} pull request #{number}", title),
        kind="change",
        service=repo,
        signal=signal if merged else None,
        by=(merger, author) if merged and merger else (author,),
        reference=f"#{number}",
        details={
            "description": one_line(record.get("body") or "", 200),
            "sha": _short(record.get("merge_commit_sha")) if merged else None,
            "author": word(author.get("login")),
        },
    )


def _release(record: Thing, repo: str) -> Iterator[_Said]:
    """That it was published; a draft was not."""
    if record.get("draft") is True:
        return
    tag = word(record.get("tag_name"))
    yield _Said(
        key=f"release-{word(record.get('id')) or tag}",
        at=record.get("published_at") or record.get("created_at"),
        text=_with(f"Release {tag}", word(record.get("name"), 200)),
        kind="change",
        service=repo,
        signal="finished",
        by=(as_object(record.get("author")),),
        reference=tag,
        details={"description": one_line(record.get("body") or "", 200)},
    )


def _comment(record: Thing, repo: str) -> Iterator[_Said]:
    """What somebody wrote below an issue or a pull request."""
    issue = as_object(record.get("issue"))
    url = str(record.get("issue_url") or "").rpartition("/")[2]
    number = word(issue.get("number")) or (url if url.isdigit() else "")
    about = _with(f"Comment on #{number}", word(issue.get("title"), 100)) if number else "Comment"
    yield _Said(
        key=f"comment-{word(record.get('id'))}",
        at=record.get("created_at"),
        text=f"{about}: {one_line(record.get('body') or '', 300)}",
        kind="message",
        service=repo,
        by=(as_object(record.get("user")),),
        reference=f"#{number}" if number else None,
        group=f"issue {number}" if number else None,
    )


_READERS: Mapping[str, Callable[[Thing, str], Iterator[_Said]]] = {
    "deployment": _deployment,
    "status": _status,
    "run": _run,
    "job": _job,
    "check": _check,
    "pull": _pull,
    "release": _release,
    "comment": _comment,
}

importer = GitHub()
