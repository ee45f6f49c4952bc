"""The code host: deployments, workflow runs and the pull request, as GitHub's REST API gives them.

Format: https://docs.github.com/en/rest
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from .repository import commits
from .story import (
    COMPANY,
    INES,
    MEILING,
    OKELLO,
    PULL,
    REVERT_PULL,
    SERVICE,
    WHEN,
    Colleague,
    at,
    digits,
    iso,
)

_API = "https://api.github.com/repos"
_TITLE = "Lower the time to live of cached fares"
_LATEST = "fare-search 4.31.0"


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `github/`."""
    yield "github/deployments.json", _json(_deployments())
    runs = _runs()
    yield "github/workflow_runs.json", _json({"total_count": len(runs), "workflow_runs": runs})
    yield f"github/pull-{PULL}.json", _json(_pull())


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _number(seed: str) -> int:
    return 1_400_000_000 + int(digits(seed, 7), 16) % 500_000_000


def _user(person: Colleague) -> dict[str, Any]:
    return {"login": f"{person.handle}-{COMPANY}", "id": _number(person.handle), "type": "User"}


def _sha(pull: int) -> str:
    """The commit that a pull request became."""
    return next(c.sha for c in commits() if f"(#{pull})" in c.message.partition("\n")[0][-8:])


def _deployments() -> list[dict[str, Any]]:
    """Newest first. The pull request and its revert are deployments of configuration alone."""
    rows = (
        (
            SERVICE,
            "config-2026.09.17-3",
            _sha(REVERT_PULL),
            OKELLO,
            f"Configuration: revert of #{PULL}",
            "revert",
        ),
        ("seat-map", "5.8.0", digits("seat-map", 40), MEILING, "Release 5.8.0 of seat-map", "seat-map"),
        (SERVICE, "config-2026.09.17-2", _sha(PULL), OKELLO, f"Configuration: #{PULL} {_TITLE}", "rollout"),
    )
    ends = {"revert": "12 of 12 pods", "seat-map": "4 of 4 pods", "rollout": "6 of 6 pods"}
    found = [
        deployment(repo, ref, sha, who, text, (WHEN[f"{key} started"], WHEN[f"{key} finished"]), ends[key])
        for repo, ref, sha, who, text, key in rows
    ]
    morning = (at("08:58:02"), at("09:06:41"))
    return [
        *found,
        deployment(SERVICE, "4.31.0", _sha(410), INES, f"Release {_LATEST}", morning, "6 of 6 pods"),
    ]


def deployment(
    repo: str, ref: str, sha: str, who: Colleague, text: str, times: tuple[datetime, datetime], done: str
) -> dict[str, Any]:
    """A deployment to production that ended well; `times` are its start and its end."""
    start, end = times
    id_ = _number(f"deployment {repo} {ref}")
    url = f"{_API}/{COMPANY}/{repo}/deployments/{id_}"
    states = (
        (start + timedelta(seconds=6), "in_progress", "rolling out"),
        (end, "success", f"live on {done}"),
    )
    return {
        "url": url,
        "id": id_,
        "sha": sha,
        "ref": ref,
        "task": "deploy",
        "environment": "production",
        "original_environment": "production",
        "production_environment": True,
        "description": text,
        "creator": _user(who),
        "created_at": iso(start),
        "updated_at": iso(end),
        "statuses_url": f"{url}/statuses",
        "repository_url": f"{_API}/{COMPANY}/{repo}",
        "statuses": [
            {
                "id": _number(f"{url} {state}"),
                "url": f"{url}/statuses/{_number(f'{url} {state}')}",
                "state": state,
                "description": said,
                "environment": "production",
                "creator": _user(who),
                "created_at": iso(time),
                "updated_at": iso(time),
                "deployment_url": url,
            }
            for time, state, said in states
        ],
    }


def _runs() -> list[dict[str, Any]]:
    """Newest first."""
    test = timedelta(seconds=90)
    rows = (
        (
            "roll out configuration",
            SERVICE,
            f"Revert of #{PULL} (#{REVERT_PULL})",
            _sha(REVERT_PULL),
            OKELLO,
            "revert",
        ),
        ("release", "seat-map", "Show the doors of coaches", digits("seat-map", 40), MEILING, "seat-map"),
        ("roll out configuration", SERVICE, f"{_TITLE} (#{PULL})", _sha(PULL), OKELLO, "rollout"),
    )
    made = [
        _run(
            name,
            repo,
            title,
            sha,
            who,
            (WHEN[f"{key} started"] - timedelta(seconds=8), WHEN[f"{key} finished"]),
        )
        for name, repo, title, sha, who, key in rows
    ]
    merged = WHEN["pull merged"] + timedelta(seconds=4)
    made.append(_run("tests", SERVICE, f"{_TITLE} (#{PULL})", _sha(PULL), OKELLO, (merged, merged + test)))
    night = at("02:00:05")
    made.append(_run("nightly tests", SERVICE, "Nightly tests", _sha(405), INES, (night, night + 9 * test)))
    return made


def _run(
    name: str, repo: str, title: str, sha: str, who: Colleague, times: tuple[datetime, datetime]
) -> dict[str, Any]:
    id_ = _number(f"run {name} {title}")
    return {
        "id": id_,
        "name": name,
        "head_branch": "main",
        "head_sha": sha,
        "path": f".github/workflows/{name.replace(' ', '-')}.yml",
        "display_title": title,
        "run_number": id_ % 1000,
        "event": "schedule" if "nightly" in name else "push",
        "status": "completed",
        "conclusion": "success",
        "workflow_id": _number(name),
        "url": f"{_API}/{COMPANY}/{repo}/actions/runs/{id_}",
        "created_at": iso(times[0]),
        "run_started_at": iso(times[0]),
        "updated_at": iso(times[1]),
        "run_attempt": 1,
        "actor": _user(who),
        "triggering_actor": _user(who),
        "repository": {"full_name": f"{COMPANY}/{repo}"},
    }


def _pull() -> dict[str, Any]:
    return {
        "url": f"{_API}/{COMPANY}/{SERVICE}/pulls/{PULL}",
        "html_url": f"https://github.com/{COMPANY}/{SERVICE}/pull/{PULL}",
        "number": PULL,
        "state": "closed",
        "title": _TITLE,
        "body": "A change of a tariff took up to ten minutes to show. From 10 minutes to 6.",
        "user": _user(OKELLO),
        "created_at": iso(WHEN["pull opened"]),
        "updated_at": iso(WHEN["pull merged"]),
        "closed_at": iso(WHEN["pull merged"]),
        "merged_at": iso(WHEN["pull merged"]),
        "merge_commit_sha": _sha(PULL),
        "merged": True,
        "merged_by": _user(INES),
        "head": {"ref": "shorter-ttl"},
        "base": {"ref": "main", "repo": {"full_name": f"{COMPANY}/{SERVICE}"}},
        "labels": [{"name": "configuration"}],
        "draft": False,
        "commits": 1,
        "additions": 1,
        "deletions": 1,
        "changed_files": 1,
    }
