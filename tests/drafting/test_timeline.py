"""What becomes a timeline entry: talk in any language, and of several status incidents the right one."""

from __future__ import annotations

from typing import Any

import pytest

from howcome.drafting.timeline import Timeline, choose
from howcome.evidence.model import Event

from .build import at, say, scope

GERMAN = [
    "Der Checkout schlägt fehl",
    "Ich untersuche die Ursache",
    "Die Datenbank ist voll",
    "Ich rolle v2 zurück",
    "👍",
]
JAPANESE = [
    "チェックアウトが失敗しています",
    "原因を調査中です",
    "デプロイ v2 を戻します",
    "エラー率は正常に戻りました",
]


def timeline(*events: Event, **more: Any) -> Timeline:
    return choose(sorted(events, key=lambda e: e.time), scope(**more), {}, [], [])


@pytest.mark.parametrize("talk", [GERMAN, JAPANESE], ids=["German", "Japanese"])
def test_talk_in_a_language_that_cannot_be_weighed_is_kept_whole(talk: list[str]) -> None:
    made = timeline(*(say(f"10:0{i}", text) for i, text in enumerate(talk)))
    assert [e.event.text for e in made.entries] == [t for t in talk if t != "👍"]
    assert made.foreign == ("inc-1",)


def test_terse_english_is_weighed() -> None:
    talk = [
        "rolling back ledger",
        "503s everywhere",
        "errors falling",
        "lunch anybody?",
        "pizza!",
        "resolved",
    ]
    made = timeline(*(say(f"10:0{i}", text) for i, text in enumerate(talk)))
    assert made.foreign == ()
    assert "pizza!" not in [e.event.text for e in made.entries]


def test_of_several_incidents_on_the_status_page_one_is_told() -> None:
    def status(clock: str, incident: str, group: str) -> Event:
        return Event(
            time=at(clock), kind="status", text=f"{incident}: investigating", source="status", key=group, group=group,
            details={"incident": incident},
        )  # fmt: skip

    made = timeline(
        status("10:05", "Payments fail", "1"), status("10:06", "Slow exports", "2"), status=frozenset({"1"})
    )
    assert [e.event.group for e in made.entries] == ["1"]
    assert [(x.event.group, x.reason) for x in made.left_out] == [
        ("2", "another incident on the status page")
    ]
