"""What was said in the team's channel and in the incident's, as one table each."""

from __future__ import annotations

from collections.abc import Iterator

from howcome.example.chat import Channel, export
from howcome.example.conversation import Message, said
from howcome.example.story import AROHA, INES, MEILING, OKELLO, RAVI, TOMASZ, at

from .story import INCIDENT_CHANNEL, NEW, OLD, PULL, TEAM_CHANNEL, WHEN, on


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `slack/`."""
    team = Channel(TEAM_CHANNEL, "C0FWTEAM2", at("09:00:00", 1), MEILING, _team())
    incident = Channel(INCIDENT_CHANNEL, "C0FWINC03", WHEN["declared"], AROHA, _incident())
    yield from export((team, incident))


def _team() -> list[Message]:
    return [
        said(
            at("13:48:30", 30, 10),
            MEILING,
            f"#{PULL} adds an index by travel day, so that the list of a day's trains stops scanning a whole"
            " month. On the copy of the database it took 40 seconds.",
        ),
        said(
            WHEN["merged"],
            None,
            f"Merged into main: Index bookings by travel day (#{PULL})",
            reactions=("+1",),
        ),
        said(on("09:38:40"), MEILING, f"I release booking-api {NEW} now, it carries #{PULL}."),
        said(on("09:44:14"), None, f"Release booking-api {NEW} is live on 5 of 5 pods"),
        said(
            on("09:46:31"),
            None,
            ":rotating_light: FIRING BookingBudgetBurns: bookings fail 14 times faster than their budget allows",
        ),
        said(
            WHEN["acknowledged"],
            OKELLO,
            "The page is mine. About half of the bookings fail with 503, looking.",
        ),
        said(
            on("09:49:40"),
            TOMASZ,
            "Support has 3 tickets: the app says that the booking could not be stored. Were they charged?",
        ),
        said(
            on("09:50:25"),
            OKELLO,
            "Not charged: the amount is only taken once the booking is stored. It is reserved for up to half an"
            " hour and then set free.",
        ),
        said(
            on("09:51:36"),
            AROHA,
            f"I declare an incident, SEV-3, and take the lead. Please go on in #{INCIDENT_CHANNEL}.",
        ),
        said(on("10:20:40"), AROHA, "Bookings are stored again, the incident is over."),
        said(on("10:41:05"), INES, "Does somebody have the key of the small meeting room?"),
    ]


def _incident() -> list[Message]:
    return [
        said(
            on("09:51:52"),
            AROHA,
            f"Declared: SEV-3. Bookings fail since 09:42 UTC. <@{OKELLO.id}> looks into the service,"
            f" <@{TOMASZ.id}> keeps support and the status page informed.",
            pinned=True,
        ),
        said(
            on("09:52:48"),
            OKELLO,
            f"All failures say: lock timeout after 10 s. They began two minutes after {NEW} started to go out.",
        ),
        said(
            WHEN["rollback decided"],
            AROHA,
            f"Decision: roll booking-api back to {OLD}, it is the only change.",
        ),
        said(on("09:57:24"), None, f"Release booking-api {OLD} is live on 5 of 5 pods"),
        said(
            on("09:58:40"),
            OKELLO,
            f"{OLD} is live everywhere and nothing changes: seven in ten bookings still fail.",
            reactions=("eyes",),
        ),
        said(on("09:59:30"), TOMASZ, "14 tickets by now. The status page says that we investigate."),
        said(on("10:00:10"), AROHA, f"<@{RAVI.id}> is joining to look at locks in the database."),
        said(
            WHEN["diagnosed"],
            RAVI,
            ":mag: Found it. The migration job is still running: one transaction builds the index month by month"
            " and keeps every month locked until its end. November and December are locked now. The rollback"
            " does not touch the job.",
            reactions=("100", "eyes"),
            pinned=True,
        ),
        said(on("10:02:35"), RAVI, "By its speed the rest would take 35 to 40 more minutes."),
        said(
            WHEN["end decided"],
            AROHA,
            "Decision: end the transaction. It undoes itself, no row is changed by it.",
        ),
        said(on("10:04:22"), RAVI, "Ended at 10:04. The waiting sessions drain."),
        said(on("10:06:50"), OKELLO, "No failed booking for a minute.", reactions=("tada",)),
        said(on("10:13:10"), TOMASZ, "Status page: solved. 17 tickets in all, none of them was charged."),
        said(
            WHEN["resolved"], AROHA, "Resolved. Locks, errors and waiting sessions are at their usual level."
        ),
        said(
            on("10:24:30"),
            MEILING,
            "For the review: the copy holds a hundredth of the rows and nobody writes to it, so the trial could"
            " not show a lock.",
            reactions=("+1", "+1"),
        ),
    ]
