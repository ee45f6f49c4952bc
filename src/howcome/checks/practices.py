"""The words of lasting practice: artefacts that shape later work, places where a lesson is used again, and empty phrases.

Owns these lists for the rules about continuous improvement; judges no practice.
"""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

#: What can be opened, run or held: a change to one of them outlives the people who were there.
ARTEFACT = pattern(
    r"\b(?:run-?books?|playbooks?|slos?|service level|objectives?|alerts?|alarms?|dashboards?|tests?|suites?|checks?|check-?lists?|"
    r"design (?:rules?|guides?|docs?|reviews?)|guides?|guidelines?|standards?|polic(?:y|ies)|templates?|training|on-?call|rota|"
    r"game ?days?|drills?|exercises?|wheel of misfortune|role[- ]?play|onboarding|reviews?|review forms?|rfcs?|adrs?|pipelines?|ci|presubmit|"
    r"release (?:process|tool)|roll-?outs?|canar(?:y|ies)|catalogue|catalog|lists?|questions?|quarterly|yearly|budget|scenario|"
    r"capacity plan\w*|error budgets?|metrics?|lint\w*|scripts?|jobs?|tools?|book club|reading club|guild|weekly|demo)\b",
    re.IGNORECASE,
)
#: Where a lesson is met again by people who were not there.
REUSE = pattern(
    r"\b(?:onboard\w*|new (?:[\w-]+ )?(?:engineers?|colleagues?|starters?|hires?|members?|services?)|drill\w*|game ?days?|wheel of misfortune|role[- ]?play\w*|"
    r"exercises?|rehears\w*|play(?:s|ed)?|design (?:rules?|guides?|docs?|reviews?)|guides?|guidelines?|standards?|checklists?|templates?|"
    r"reading club|book club|postmortem of the month|guild|workshops?|training|course|talk|newsletter|engineering weekly|"
    r"weekly|demo|brown ?bag|ha(?:s|ve) a list|review of (?:a |each |every )|reviews?|incidents-learned|each (?:quarter|year|release|change|provider|job))\b",
    re.IGNORECASE,
)
#: Phrases that every company could write on any day.
PLATITUDE = pattern(
    r"\b(?:(?:safety|security|quality|reliability|customers?(?: trust| satisfaction)?|availability|trust) (?:is|are|comes?|remains?) (?:always )?"
    r"(?:our |a |the )?(?:top|first|highest|number one|key|main) ?(?:priority|priorities|concern|value)?"
    r"|(?:take|takes|taking|took) (?:this|these|such|all|our|\w+) (?:\w+ ){0,2}?(?:very |extremely |incredibly )?seriously"
    r"|(?:are|is|remain) (?:fully |deeply |strongly )?committed to|communication is (?:key|important|essential|everything)"
    r"|testing is (?:key|important|essential)|(?:strive|striving) (?:to|for)|learn(?:ing)? from (?:our|every|each|all) (?:mistakes?|errors?|incidents?|failures?)"
    r"|never stop (?:learning|improving)|excellence|world[- ]class|best[- ]in[- ]class|culture of (?:safety|quality|excellence|learning|ownership)"
    r"|do better(?: next time)?|always room for improvement|lessons (?:have been|were|are) learned|be more (?:careful|proactive|vigilant))\b",
    re.IGNORECASE,
)
#: A promise to go on improving, without a thing that changes.
KEEP_IMPROVING = pattern(
    r"\b(?:(?:will|to|we) (?:keep|continue|go on)(?: \w+)? improv\w+|continu(?:e|ously|ally) (?:to )?improv\w+|"
    r"improve (?:further|continuously|over time|everything|our processes))\b",
    re.IGNORECASE,
)
