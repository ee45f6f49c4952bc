"""Where the incident is found when nobody made a channel for it."""

from __future__ import annotations

from howcome.drafting.incident import Wanted, find_incident

from .build import collected, say


def test_several_people_who_tell_of_trouble_in_any_channel() -> None:
    talk = [
        say("10:05", "we got 20 tickets since this morning, guests don’t receive the mail", "Ona", "help"),
        say("10:12", "I take it, looking now", "Ben", "help"),
        say("10:30", "OutOfMemoryError all over the log, restarting it", "Ben", "help"),
        say("10:41", "restarted, it sends again", "Ben", "help"),
        say("11:02", "closing this, the queue is empty", "Ona", "help"),
        say("-1d 09:00", "lunch anybody?", "Ona", "help"),
    ]
    scope = find_incident(collected(*talk), Wanted())
    assert (f"{scope.start:%H:%M}", f"{scope.end:%H:%M}") == ("10:05", "11:02")
    assert "messages about trouble in #help" in scope.how[0]
