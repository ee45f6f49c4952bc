"""Kinds of defects that no rule finds yet, with the reason; a test fails as soon as one of them is found.

`make measure` says of all copies which are missed; here stands only the one copy that the test makes of each kind.
"""

from __future__ import annotations

NOT_REACHED: dict[str, str] = {
    # actions
    "a done action: “Investigate the monitoring”": "ACT-002 speaks of open actions only",
    # appendix
    "a link into a chat": "APP-006 takes a link into a chat for one that stays",
    # blame
    "mechanistic: “Without the operator's intervention nothing would have happened.”": "no pattern for “without X's …”",
    "sarcasm-shaming: “Brilliant idea to test this in production, well done.”": "praise that is meant otherwise",
    "absolutes: “Developers never read the release notes.”": "said as an omission (B06), and not as an absolute too",
    # communication
    "the authority left out of the messages": "COM-001 asks for no authority, though its clock stands in the impact",
    "neither an end nor a contact in the message to customers": "COM-011 asks only where a message says that it goes on",
    "marketing instead of a message to customers": "COM-002 takes “keep working” for what is done",
    # lessons
    "a lesson: “We need to test more”": "LES-010 knows “test more”, and “need more testing”, and not both together",
    "a lesson: “Always be careful with changes on a Friday”": "LES-010 does not know “be careful”",
    # preventive measures
    "a measure removed": "no rule asks that each action has a measure",
    # the whole
    "a sentence that a machine wrote, unread": "there is no mark for such a sentence, and no rule DOC-011",
}
