"""No seniority, contract or condition as a cause.

Why
    Experience, contract and tiredness describe a person. The rota, the tool and the hand-over can be changed.

Example
    A junior engineer ran it.

Better
    That night nobody on the rota had been shown the failover page, which was written in March.

When to ignore
    It is about who gets a training, or a fact about the rota without a person.

Source
    Dekker, The Field Guide to Understanding Human Error.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B14",
    title="No seniority, contract or condition as a cause",
    category="normative",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” explains by who somebody is",
    question="What does the task ask for that the rota, the tool or the training did not give?",
)
