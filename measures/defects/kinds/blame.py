"""One sentence that blames, in a document that does not: three for each category."""

from __future__ import annotations

from collections.abc import Iterator

from howcome.document import Document
from measures.defects.edits import with_paragraph
from measures.defects.kind import Damage, add

_COUNTERFACTUAL = ("B02", "B03", "B04", "B05", "B06")
_NORMATIVE = ("B01", "B11", "B12", "B14", "B17", "B18")
#: category → the codes that stand for it, and sentences.
_SENTENCES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "person-as-cause": (
        ("B08", "B22"),
        (
            ("causes", "The outage was caused by the engineer on duty, who deleted the wrong index."),
            ("incident-summary", "A contractor broke the gateway with a change of the routes."),
            ("causes", "I took the cluster down with my change."),
        ),
    ),
    "human-error": (
        ("B07",),
        (
            ("causes", "The cause was human error during the switch."),
            ("incident-summary", "Operator error led to the loss of the second copy."),
            ("causes", "In the end this is a classic case of PEBKAC."),
        ),
    ),
    "counterfactual": (
        _COUNTERFACTUAL,
        (
            ("causes", "The on-call should have rolled back at once."),
            ("causes", "The reviewer failed to notice the missing filter."),
            ("lessons", "Had the operator looked at the other panel, the queue would not have filled up."),
        ),
    ),
    "normative": (
        _NORMATIVE,
        (
            ("causes", "The change was prepared in a sloppy way by the developer."),
            ("causes", "The shift lead showed poor judgement when the second page came."),
            ("causes", "The administrator violated the change policy."),
        ),
    ),
    "hindsight": (
        ("B10",),
        (
            ("causes", "It was obvious that the disk would fill up that night."),
            ("causes", "Any competent administrator would have seen this coming."),
            ("lessons", "In hindsight the warning signs were clearly missed by the team."),
        ),
    ),
    "mechanistic": (
        ("B23", "RCA-024"),
        (
            ("causes", "The pipeline worked as designed; the only thing that failed was the operator."),
            ("causes", "All systems did what they should, but the engineer did not."),
            ("causes", "Without the operator's intervention nothing would have happened."),
        ),
    ),
    "named-individual": (
        ("B13", "DOC-012", *_COUNTERFACTUAL, "B08"),
        (
            ("causes", "Henrik forgot to renew the certificate."),
            ("causes", "The table was dropped by Aylin, who did not read the prompt."),
            ("lessons", "It was once more Tobias who merged without a review."),
        ),
    ),
    "team-blame": (
        ("B09", "B19"),
        (
            ("causes", "The network team is to blame for the lost hour."),
            ("causes", "Procurement dropped the ball again."),
            ("causes", "Our vendor let us down when it mattered."),
        ),
    ),
    "sarcasm-shaming": (
        ("B20",),
        (
            ("lessons", "Brilliant idea to test this in production, well done."),
            ("causes", "Our so-called experts watched it burn for an hour."),
            ("lessons", "It is ridiculous that nobody thought of a backup!!"),
        ),
    ),
    "who-question": (
        ("B15",),
        (
            ("causes", "Who approved this change?"),
            ("lessons", "Why did the operator not ask anybody?"),
            ("causes", "Whose idea was it to skip the canary?"),
        ),
    ),
    "punitive-or-weak-action": (
        ("B16", "ACT-011"),
        (
            ("measures", "The engineer will be reprimanded and loses access to production."),
            ("measures", "All operators are reminded to be more careful."),
            ("lessons", "The on-call must be retrained before the next shift."),
        ),
    ),
    "absolutes": (
        ("B24",),
        (
            ("lessons", "The web team always deploys without telling anybody."),
            ("causes", "Developers never read the release notes."),
            ("lessons", "They simply do not care about alerts."),
        ),
    ),
    "agentless-passive": (
        ("B21",),
        (
            ("causes", "Mistakes were made during the switch."),
            ("causes", "It was decided to skip the rehearsal."),
            ("causes", "The wrong table was dropped and corners were cut."),
        ),
    ),
}  # fmt: skip


def _sentence(section: str, words: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        if document.states[section] == "present":
            yield from with_paragraph(document, section, words)

    return damage


def _others(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Other rules about blame may speak as well: a sentence is rarely of one kind only."""
    every = (
        *_COUNTERFACTUAL,
        *_NORMATIVE,
        *(f"B{n:02}" for n in (7, 8, 9, 10, 13, 15, 16, 19, 20, 21, 22, 23, 24, 25)),
    )
    more = ("ACT-011", "DOC-012", "RCA-003", "RCA-011", "RCA-010", "RCA-024", "LES-010", "RCA-018")
    return tuple(c for c in (*every, *more) if c not in codes)


for _category, (_codes, _texts) in _SENTENCES.items():
    for _section, _words in _texts:
        add(
            f"{_category}: “{_words}”",
            _sentence(_section, _words),
            _codes,
            _others(_codes),
            "blame",
            _category,
        )
