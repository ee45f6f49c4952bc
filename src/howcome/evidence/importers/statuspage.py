"""Incidents and maintenances as a status page told them: Atlassian Statuspage and pages with its API.

How to get them, as a JSON file (no login is needed for a public page, also that of a supplier):

    curl https://STATUS-PAGE/api/v2/incidents.json > incidents.json
    curl https://STATUS-PAGE/api/v2/scheduled-maintenances.json > maintenances.json
    curl https://STATUS-PAGE/api/v2/summary.json > summary.json

or the payload of a Statuspage webhook, or incidents one a line. Formats: https://www.githubstatus.com/api
describes them for every page. Refuses the state of components without an incident.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from howcome.evidence.importer import Context, File, missing_time, one_line
from howcome.evidence.json_shape import as_list, as_object, documents, glimpse, place_in, stated_time, word
from howcome.evidence.model import Certainty, Event, Problem, Record, Signal

_SIGNALS: Mapping[str, Signal] = {
    "investigating": "investigating",
    "identified": "identified",
    "monitoring": "monitoring",
    "resolved": "status-resolved",
    "completed": "status-resolved",
    "scheduled": "maintenance",
    "in_progress": "maintenance",
    "verifying": "maintenance",
}

_LISTS = ("incidents", "scheduled_maintenances")

#: Of an incident's fields, those that no pager or tracker has.
_OWN = {
    "impact",
    "shortlink",
    "monitoring_at",
    "page_id",
    "impact_override",
    "scheduled_for",
    "postmortem_body",
}


@dataclass(frozen=True, slots=True)
class _Incident:
    """One incident of a page: where it stands, what it says, and whether it is a maintenance."""

    place: str
    page: str | None
    stated: Mapping[str, Any]
    maintenance: bool

    @property
    def id(self) -> str:
        return word(self.stated.get("id")) or self.place or "incident"

    @property
    def name(self) -> str | None:
        return word(self.stated.get("name"), 200) or word(self.stated.get("title"), 200)


class Statuspage:
    """Reads what a status page said: an event for each update of each incident."""

    name = "statuspage"
    title = "Status page"

    def accepts(self, file: File) -> bool:
        """Whether the first value of the file is a page with incidents, or an incident with updates."""
        value = glimpse(file)
        if isinstance(value, list):
            return bool(value) and all(_is_incident(v) or _is_page(v) for v in value[:1])
        return isinstance(value, dict) and (_is_incident(value) or _is_page(value))

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:
        """Events of all updates; an update that stands in the file twice is stated once."""
        seen: set[str] = set()
        for item in documents(file):
            if isinstance(item, Problem):
                yield item
                continue
            place, value = item
            for found in _incidents(file, value, place):
                if isinstance(found, Problem):
                    yield found
                    continue
                for record in _read_incident(file, source, context, found):
                    if isinstance(record, Event):
                        if record.key in seen:
                            continue
                        seen.add(record.key)
                    yield record


importer = Statuspage()


def _is_page(value: Any) -> bool:
    envelope = as_object(value)
    page = envelope.get("page")
    if isinstance(page, dict):
        told = any(isinstance(envelope.get(k), list | dict) for k in (*_LISTS, "incident"))
        return told or {"url", "time_zone"} <= page.keys() or "status_indicator" in page
    listed = [i for k in _LISTS for i in as_list(envelope.get(k))[:1]]
    return any(_is_incident(i) for i in (*listed, envelope.get("incident")))


def _is_incident(value: Any) -> bool:
    incident = as_object(value)
    if isinstance(incident.get("incident_updates"), list):
        return True
    own = "name" in incident and len(_OWN & incident.keys()) >= 2
    updates = as_list(incident.get("updates"))
    first = as_object(updates[0]) if updates else {}
    return own or ("title" in incident and {"at", "status", "message"} <= first.keys())


def _incidents(file: File, value: Any, place: str, page: str | None = None) -> Iterator[_Incident | Problem]:
    """Every incident in `value`, whatever its envelope."""
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _incidents(file, one, place_in(place, f"incident {number}"), page)
        return
    envelope = as_object(value)
    page = _page(envelope.get("page")) or page
    if _is_incident(value):
        yield _Incident(place, page or _host(envelope.get("url")), envelope, _is_maintenance(envelope))
        return
    if not any(k in envelope for k in (*_LISTS, "incident")):
        yield Problem(file.name, place, "no incident with updates here; expected incidents.json of the page")
        return
    if "incident" in envelope:
        one = as_object(envelope["incident"])
        yield _Incident(place_in(place, "incident"), page, one, _is_maintenance(one))
    for key in _LISTS:
        for number, stated in enumerate(as_list(envelope.get(key)), 1):
            where = place_in(place, f"{key} {number}")
            one = as_object(stated)
            maintenance = key == "scheduled_maintenances" or _is_maintenance(one)
            yield _Incident(where, page, one, maintenance)


def _is_maintenance(incident: Mapping[str, Any]) -> bool:
    return incident.get("impact") == "maintenance" or bool(incident.get("scheduled_for"))


def _page(value: Any) -> str | None:
    page = as_object(value)
    return word(page.get("name")) or _host(page.get("url"))


def _host(url: Any) -> str | None:
    try:
        return urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None


def _read_incident(file: File, source: str, context: Context, incident: _Incident) -> Iterator[Record]:
    stated = incident.stated
    updates = as_list(stated.get("incident_updates")) or as_list(stated.get("updates"))
    if not updates:
        yield from _without_updates(file, source, context, incident)
        return
    for number, one in enumerate(updates, 1):
        update = as_object(one)
        place = place_in(incident.place, f"update {number}")
        times = [update.get(k) for k in ("display_at", "created_at", "at")]
        read = next((t for v in times if (t := stated_time(file, context, v))), None)
        if read is None:
            yield missing_time(file, place, next((v for v in times if v is not None), None))
            continue
        status = str(update.get("status") or "")
        body = word(update.get("body"), 1000) or word(update.get("message"), 1000)
        key = word(update.get("id")) or f"{incident.id}:{int(read[0].timestamp())}:{status.lower()}"
        yield _event(source, incident, key, read, status, body, as_list(update.get("affected_components")))


def _without_updates(file: File, source: str, context: Context, incident: _Incident) -> Iterator[Record]:
    """A list of incidents may come without their updates: their begin and end are still stated."""
    stated = incident.stated
    begin = stated.get("started_at") or stated.get("created_at")
    read = stated_time(file, context, begin)
    if read is None:
        yield missing_time(file, incident.place, begin)
    else:
        first = "scheduled" if incident.maintenance else "investigating"
        yield _event(source, incident, incident.id, read, first, incident.name, [])
    if end := stated_time(file, context, stated.get("resolved_at")):
        yield _event(source, incident, f"{incident.id}:resolved", end, "resolved", incident.name, [])


def _event(
    source: str,
    incident: _Incident,
    key: str,
    time: tuple[datetime, Certainty],
    status: str,
    body: str | None,
    affected: list[Any],
) -> Event:
    known = status.strip().lower().replace(" ", "_")
    said = one_line(status.replace("_", " "), 40).capitalize() or "Update"
    page = f"Status page ({incident.page})" if incident.page else "Status page"
    components = _names(affected) or _names(as_list(incident.stated.get("components")))
    impact = word(incident.stated.get("impact"))
    details = {"page": incident.page, "incident": incident.name, "impact": impact}
    return Event(
        time=time[0],
        certainty=time[1],
        kind="status",
        text=one_line(f"{page}: {said} – {body}" if body else f"{page}: {said}"),
        source=source,
        key=key,
        service=one_line(", ".join(components), 200) if components else None,
        severity=impact,
        signal="maintenance" if incident.maintenance else _SIGNALS.get(known),
        group=incident.id,
        details={k: v for k, v in details.items() if v},
    )


def _names(components: list[Any]) -> list[str]:
    names = (word(c.get("name") if isinstance(c, dict) else c) for c in components)
    return list(dict.fromkeys(n for n in names if n))
