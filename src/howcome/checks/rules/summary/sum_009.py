"""The affected services are those of your catalogue, by name.

Why
    "The backend" cannot be found again, counted, or shown to the team that runs it. Names of services can.

Example
    services: [backend]

Better
    services: [checkout-api, orders-db]

When to ignore
    Your catalogue really has a service of that name.

Source
    incident.io and FireHydrant, service catalogues; howcome's own: the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_VAGUE = frozenset(
    """
    backend back-end frontend front-end server servers system systems the-system everything all various multiple several
    some many application app platform production prod infrastructure infra service services database db unknown
    tbd tba none n/a microservices website site api cloud
    """.split()  # noqa: SIM905
)


def check(document: Document) -> Iterator[Hit]:
    cell = document.head.cells.get("services")
    if cell is None:
        return
    vague = [s for s in document.head.services if s.strip().lower().removeprefix("the ") in _VAGUE]
    if vague:
        yield Hit(
            cell.span,
            f"{listed([f'“{s}”' for s in vague])} {'is' if len(vague) == 1 else 'are'} no name of a service",
            "Which services of the catalogue were affected?",
        )


rule = Rule(
    code="SUM-009",
    title="Services by their name",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
