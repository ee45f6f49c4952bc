"""The status page of Fernweh, and that of a partner whose maintenance has nothing to do with it.

Format: https://www.githubstatus.com/api describes it for every page of this kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from .story import WHEN, at, digits, iso

_Update = tuple[datetime, str, str]


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `statuspage/`."""
    page = {"id": "pfernweh", "name": "Fernweh", "url": "https://status.fernweh.example.com"}
    yield "statuspage/incident.json", _json({"page": page, "incidents": [_own()]})
    page = {"id": "pmeridia", "name": "Meridia Rail", "url": "https://status.meridia.example.org"}
    yield "statuspage/partner.json", _json({"page": page, "scheduled_maintenances": [_of_partner()]})


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _own() -> dict[str, Any]:
    return _incident(
        "Errors in the search for trains",
        "major",
        ("Search",),
        (
            (
                WHEN["status investigating"],
                "investigating",
                "Searching for trains fails for some customers. Tickets that are already booked are valid. "
                "We write again by 19:00 in Lisbon.",
            ),
            (WHEN["status identified"], "identified", "We know the reason and take the change back."),
            (WHEN["status monitoring"], "monitoring", "Searching works again. We keep watching it."),
            (
                WHEN["status resolved"],
                "resolved",
                "Searching for trains works as usual since 19:04 in Lisbon.",
            ),
        ),
    )


def _of_partner() -> dict[str, Any]:
    began, ended = WHEN["partner maintenance began"], WHEN["partner maintenance ended"]
    rows = (
        (at("09:00:00", 14), "scheduled", "The timetable API is not available for up to an hour."),
        (began, "in_progress", "The maintenance has begun."),
        (ended, "completed", "The maintenance is done. The timetable API is available."),
    )
    planned = {"scheduled_for": iso(began), "scheduled_until": iso(ended)}
    return _incident("Maintenance of the timetable API", "maintenance", ("Timetable API",), rows) | planned


def _incident(
    name: str, impact: str, components: tuple[str, ...], updates: tuple[_Update, ...]
) -> dict[str, Any]:
    """One incident with its updates, newest first."""
    id_ = digits(name, 12)
    return {
        "id": id_,
        "name": name,
        "status": updates[-1][1],
        "impact": impact,
        "created_at": iso(updates[0][0]),
        "started_at": iso(updates[0][0]),
        "updated_at": iso(updates[-1][0]),
        "resolved_at": iso(updates[-1][0]),
        "shortlink": f"https://status.example.com/{id_[:6]}",
        "components": [{"id": digits(c, 12), "name": c, "status": "operational"} for c in components],
        "incident_updates": [
            {
                "id": digits(f"{name} {status}", 12),
                "status": status,
                "body": body,
                "incident_id": id_,
                "created_at": iso(time),
                "updated_at": iso(time),
                "display_at": iso(time),
            }
            for time, status, body in reversed(updates)
        ],
    }
