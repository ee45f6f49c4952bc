"""No irony about people.

Why
    Irony tells readers what to think of a person. They remember that, and stay silent when it is their turn.

Example
    Once again the geniuses of storage rebooted on a Friday.

Better
    Storage hosts are rebooted on Fridays, because the change window ends on Saturday.

When to ignore
    It is quoted with consent and makes a point about the system.

Source
    Google, The Site Reliability Workbook, chapter 10.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B20",
    title="No irony about people",
    category="sarcasm-shaming",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” shames somebody",
    question="How would you say it with that person in the room?",
)
