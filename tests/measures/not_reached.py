"""Kinds of defects that no rule finds yet, with the reason; a test fails as soon as one of them is found.

`make measure` says of all copies which are missed; here stands only the one copy that the test makes of each kind.
"""

from __future__ import annotations

_HEADINGS = "the reader of blame leaves headings out, and SUM-004 leaves a title to it that is a heading too"
_OWNER = "B13 knows the people of `roles:`, TL-010 and DOC-012 those who own items; owner and facilitator fall between"
_STRANGER = "a name is only known as one when the document gives it to somebody"
_NO_ROW = "the rule looks at rows that are there, not at one that is missing"

NOT_REACHED: dict[str, str] = {
    # actions
    "an action: “Add a limit to the pool; move the queue to a new cluster”": "ACT-014 sees “and”, not a semicolon",
    "a done action: “Investigate the monitoring”": "ACT-002 speaks of open actions only",
    # appendix
    "a link into a chat": "APP-006 takes a link into a chat for one that stays",
    # blame
    "mechanistic: “Without the operator's intervention nothing would have happened.”": "no pattern for “without X's …”",
    "sarcasm-shaming: “Brilliant idea to test this in production, well done.”": "praise that is meant otherwise",
    "absolutes: “Developers never read the release notes.”": "said as an omission (B06), and not as an absolute too",
    # causes
    "a last why: “The engineer on duty typed the name of the wrong cluster”": "RCA-002 does not read “the … on duty”",
    "a last why: “Miscommunication between two teams”": "RCA-003 does not know the word",
    # communication
    "the authority left out of the messages": "COM-001 asks for no authority, though its clock stands in the impact",
    "to customers: “Marlene restarted it at night.”": _STRANGER,
    "neither an end nor a contact in the message to customers": "COM-011 asks only where a message says that it goes on",
    "marketing instead of a message to customers": "COM-002 takes “keep working” for what is done",
    # head
    "a title with a culprit": _HEADINGS,
    "a title with a person": _OWNER,
    "a title that is human error": _HEADINGS,
    "published with a question that nobody owns": "no rule asks who answers an open question",
    # impact
    "the row of users removed": _NO_ROW,
    "the row of the error budget removed": _NO_ROW,
    "the unit of a number removed": "a number alone counts as one with a unit",
    "vague: “Several partners were affected for a while”": "IMP-004 does not take “several” for vague",
    # lessons
    "a lesson: “We need to test more”": "LES-010 knows “test more”, and “need more testing”, and not both together",
    "a lesson: “Always be careful with changes on a Friday”": "LES-010 does not know “be careful”",
    "a lesson: “Priya saved the day and fixed it single-handedly”": "LES-008 leaves heroes to B22, and there is no B22",
    # preventive measures
    "what a measure belongs to removed": "no rule asks that a measure belongs to an action",
    "a measure removed": "no rule asks that each action has a measure",
    "expected outcome: “the team is aware of the limit”": "PRV-002 takes it for an outcome",
    "expected outcome: “100 % of all outages are prevented”": "PRV-009 does not read “100 %” at the beginning",
    "what holds until the action is done removed": "“until” stands elsewhere in the text",
    # summary
    "what users saw removed from the summary": "SUM-001 and SUM-003 do not know what is no symptom",
    "a date without its year in the summary": "SUM-006 looks for words such as “yesterday”; “the 14th” is none",
    "“many users” instead of the number in the summary": "IMP-004 reads the impact only",
    # timeline
    "an hour without an entry": "TL-007 is silent where the entries around the gap carry marks",
    "a name instead of a role in an entry: one that the head knows": _OWNER,
    "a name instead of a role in an entry: one that nothing else names": _STRANGER,
    "“yesterday” in an entry": "TL-011 looks for vague times, SUM-006 in the summary only",
    "no wrong track left in the timeline": "a decision that says “instead” counts as a wrong track",
    # the whole
    "a placeholder: “About ?? orders were affected.”": "DOC-002 takes “??” for a placeholder before some words only",
    "a placeholder: “The incident began at <time>.”": "DOC-002 knows some words in angle brackets, and “time” is none",
    "a guiding question left open as text": "DOC-002 does not know “your answer goes here” without brackets",
    "a name in the analysis: one that the head knows": _OWNER,
    "a name in the analysis: one that nothing else names": _STRANGER,
    "a sentence that a machine wrote, unread": "there is no mark for such a sentence, and no rule DOC-011",
}
