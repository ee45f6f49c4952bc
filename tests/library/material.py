"""Short documents for the tests of the library, written with what one test needs and nothing else."""

from __future__ import annotations

from howcome.document import Document


def written(
    title: str = "Checkout errors",
    body: str = "Orders failed.",
    *,
    timeline: str = "",
    actions: str = "",
    **head: str,
) -> Document:
    """A document with a head, a summary, and what else is given."""
    lines = [f"{key.replace('_', '-')}: {value}" for key, value in head.items()]
    return Document.parse(
        "\n".join(
            [
                *("---", "howcome: 1", f"title: {title}", *lines, "---", f"# {title}", ""),
                *("## Incident Summary", "", body, ""),
                *(("## Timeline of Events", "", timeline, "") if timeline else ()),
                *(("## Action Items", "", actions, "") if actions else ()),
            ]
        )
    )
