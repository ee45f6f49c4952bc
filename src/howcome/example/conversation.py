"""What was said in the team's channel and in the incident's, as one table each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .story import (
    AROHA,
    CONTRADICTION,
    INCIDENT_CHANNEL,
    INES,
    MEILING,
    OKELLO,
    PEOPLE,
    PULL,
    RAVI,
    REVERT_PULL,
    SECRETS,
    TOMASZ,
    WHEN,
    Colleague,
    at,
    stream,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message; `who` is None for the bot, `thread` the time of the message that it answers."""

    time: datetime
    who: Colleague | None
    text: str
    thread: datetime | None = None
    reactions: tuple[str, ...] = ()
    edited: bool = False
    pinned: bool = False


def said(
    time: datetime | str,
    who: Colleague | None,
    text: str,
    *,
    thread: datetime | None = None,
    reactions: tuple[str, ...] = (),
    edited: bool = False,
    pinned: bool = False,
) -> Message:
    """A message; `time` may be the clock of 17 September."""
    moment = at(time) if isinstance(time, str) else time
    return Message(
        time=moment, who=who, text=text, thread=thread, reactions=reactions, edited=edited, pinned=pinned
    )


def team_messages() -> list[Message]:
    """Two days in the team's channel, in order."""
    asked, reported = WHEN["pull opened"] + timedelta(seconds=95), WHEN["support reported"]
    table = [
        said(
            asked,
            OKELLO,
            f"#{PULL} is up: a shorter time to live for cached fares, so that a new tariff shows sooner."
            " Could somebody have a look?",
        ),
        said(
            WHEN["pull approved"],
            INES,
            "Approved. Six minutes instead of ten sounds fine to me.",
            thread=asked,
            reactions=("+1",),
        ),
        said("15:31:10", None, f"Merged into main: Lower the time to live of cached fares (#{PULL})"),
        said(
            "15:40:55",
            OKELLO,
            f"The configuration of #{PULL} is rolling out: fare_cache.ttl goes from 600 to 6 on all pods.",
        ),
        said("15:46:34", None, "Configuration config-2026.09.17-2 is live on 6 of 6 pods of fare-search"),
        said(
            "16:50:40", MEILING, "seat-map 5.8.0 goes out in a minute. It only changes the layout of coaches."
        ),
        said("16:55:14", None, "Release seat-map 5.8.0 is live on 4 of 4 pods"),
        said(
            reported,
            TOMASZ,
            "Support here: customers report that the search for trains gives them an error or spins for half"
            " a minute. 5 tickets since 17:08 UTC. Is something going on?",
            reactions=("eyes", "eyes"),
        ),
        said("17:14:05", INES, "Looking.", thread=reported),
        said(
            "17:16:32",
            INES,
            "Search answers 503 and 504 to about a quarter of the requests. No deployment of ours since this"
            " morning.",
            thread=reported,
            edited=True,
        ),
        said(
            "17:18:20",
            TOMASZ,
            f"One of them asks to be called back: {SECRETS['phone']}, or by mail to {SECRETS['email']}.",
            thread=reported,
        ),
        said(
            "17:20:02",
            None,
            ":rotating_light: FIRING FareSearchErrorsHigh: more than 5 % of searches failed for 10 minutes",
        ),
        said(
            "17:24:40",
            AROHA,
            f"I declare an incident, SEV-2, and take the lead. Please continue in #{INCIDENT_CHANNEL}.",
        ),
        said("18:07:05", AROHA, "The search works again, the incident is over. Thanks, everybody."),
    ]
    return sorted([*table, *_chatter()], key=lambda m: m.time)


def incident_messages() -> list[Message]:
    """The incident's channel, in order."""
    found = WHEN["diagnosed"]
    return [
        said(
            WHEN["declared"] + timedelta(seconds=22),
            AROHA,
            f"Declared: SEV-2. The search for trains fails for one customer in four. I lead,"
            f" <@{INES.id}> investigates, <@{TOMASZ.id}> keeps support and the status page informed.",
            pinned=True,
        ),
        said("17:27:20", RAVI, CONTRADICTION, reactions=("thinking_face",)),
        said(
            WHEN["scale-out decided"],
            AROHA,
            "Decision: scale fare-search out from 6 to 12 pods, all threads of the 6 are waiting.",
        ),
        said("17:29:05", INES, "Scaling: `kubectl scale deployment fare-search --replicas=12`"),
        said(
            "17:31:15", MEILING, "Meridia Rail had a maintenance of their API from 16:30. Could it be that?"
        ),
        said(
            "17:32:30",
            MEILING,
            "No: 4 % of our searches ask Meridia, and those answer from the printed timetable. Not it.",
        ),
        said("17:33:20", TOMASZ, "The status page says that we investigate."),
        said(
            "17:35:20",
            INES,
            "12 pods are up and it is worse: half of the searches fail now. Each pod asks pricing for every"
            " fare; the queue of quotes is at 1 400 and grows.",
            reactions=("eyes", "grimacing"),
        ),
        said(
            "17:36:25",
            RAVI,
            "I take back what I said about 16:52, that was the panel of another service. Search fails since"
            " 17:05 UTC. The replica of the tariff database is at 97 % CPU.",
            edited=True,
        ),
        said(
            "17:37:10",
            MEILING,
            "Asked the metrics myself: `curl -H 'Authorization: Bearer "
            f"{SECRETS['token']}' https://metrics.fernweh.example.com/api/v1/query?query=fare_cache_hit_ratio`",
        ),
        said(
            found,
            MEILING,
            f":mag: Found it. The hit ratio of the fare cache fell from 94 % to 31 % at 15:46 UTC and stayed"
            f" there. Since #{PULL} a fare lives for 6 seconds: the pull request means minutes, the field"
            " counts seconds.",
            reactions=("100", "100", "eyes"),
            pinned=True,
        ),
        said(
            "17:39:30",
            OKELLO,
            "Yes, that is what I rolled out at 16:40 our time. The wiki gives the value in minutes. The"
            " revert is on its way.",
            thread=found,
        ),
        said(
            WHEN["revert decided"],
            AROHA,
            f"Decision: revert #{PULL} now; back to 6 pods once the cache is warm.",
        ),
        said("17:42:34", None, f"Merged into main: Revert of #{PULL} (#{REVERT_PULL})"),
        said("17:46:54", None, "Configuration config-2026.09.17-3 is live on 12 of 12 pods of fare-search"),
        said("17:49:10", RAVI, "The hit ratio climbs and passes 60 %. CPU of the replica falls."),
        said("17:53:40", INES, "No failed search for a minute and a half.", reactions=("tada",)),
        said("17:55:40", TOMASZ, "The status page says that we monitor. No new tickets since 17:50."),
        said("18:04:25", RAVI, "The queue of quotes is empty since 18:04."),
        said(
            WHEN["resolved"] + timedelta(seconds=10),
            AROHA,
            "Resolved. All numbers are back to normal.",
            pinned=True,
        ),
        said(
            "18:12:30",
            AROHA,
            "For the postmortem on Monday: how could a value without a unit pass review and every check, and"
            " why did nothing page us when the hit ratio fell at 15:46?",
            reactions=("+1", "+1", "+1"),
        ),
    ]


_SMALL_TALK = (
    "Lunch at the river today?",
    "The projector in room Tejo works again :tada:",
    "Who has the key of the bicycle cellar?",
    "I am at the dentist until eleven.",
    "The nightly tests are green again, it was the clock.",
    "Could somebody review my change of the station names? Two lines.",
    "Cake in the kitchen, it is my last piece of holiday.",
    "Sprint review moves to Friday, ten o'clock.",
    "Does anybody still use the old sandbox? I would switch it off.",
    "The wiki page about fares has a broken picture.",
    "New headset, do I sound better now?",
    "Rain in Porto, sun here. Just saying.",
    "Please fill in the form for the team day.",
    "Thanks!",
    ":coffee:?",
)


def _chatter() -> list[Message]:
    """Small talk on both days, none of it about the incident and none while it lasts."""
    dice = stream("chatter")
    quiet = (WHEN["support reported"].timestamp(), WHEN["resolved"].timestamp())
    made: list[Message] = []
    for day in (16, 17):
        start = at("07:40:00", day).timestamp()
        for text in dice.sample(_SMALL_TALK, len(_SMALL_TALK)):
            moment = round(start + dice.random() * 10.2 * 3600)
            reactions = ("joy",) if dice.random() < 0.2 else ()
            who = dice.choice(PEOPLE)
            if not quiet[0] <= moment <= quiet[1]:
                made.append(said(at("00:00:00", 1) + _since_first(moment), who, text, reactions=reactions))
    return made


def _since_first(moment: float) -> timedelta:
    return timedelta(seconds=moment - at("00:00:00", 1).timestamp())
