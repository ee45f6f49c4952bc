"""Words by which statements about an incident are told from talk. Data; English, others may follow.

Each pattern answers one question about one line of text. None is meant to be complete: a statement that
no pattern knows can still enter a timeline by its pin, its entities or its neighbours.
"""

from __future__ import annotations

import re
from datetime import datetime


def clock_on(text: str, day: datetime) -> datetime | None:
    """What the patterns below take for a clock (`9:05`), on the day and in the zone of `day`; None: no such time."""
    hour, minute = (int(part) for part in text.split(":"))
    if hour > 23 or minute > 59:
        return None
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _any(*patterns: str) -> re.Pattern[str]:
    """One pattern of many. An apostrophe stands for the typographic one too, which phones write."""
    either = (re.sub(r"(\[o)?\\?'\]?", lambda m: "[o'’]" if m[1] else "['’]", p) for p in patterns)
    return re.compile("|".join(f"(?:{p})" for p in either), re.IGNORECASE)


#: The incident is declared: a severity is set, or command is taken.
DECLARES = _any(
    r"\bincident\b.{0,12}\bsev(?:erity)?[- ]?[0-5]\b|^\W*sev(?:erity)?[- ]?[0-5]\b(?!\s*\?)",
    r"\b(?:treat|mak|sett?|call|declar|open|rais|escalat|consider|upgrad|mark)(?:e|es|ed|ing|ting)?\b.{0,40}\b(?:sev(?:erity)?[- ]?[0-5]|p[0-2])\b",
    r"\bopening (?:an? )?incident\b|\bincident channel\b.{0,30}\b(?:created|opened|is open)\b",
    r"\bdeclar(?:e|es|ed|ing)\b.{0,60}\b(?:sev|incident|outage|p[0-4]\b|major)",
    r"\b(?:this is|making this|calling (?:this|it)|opening|opened|raised|raising|starting)\b.{0,24}\b(?:sev(?:erity)?[- ]?[0-5]|p[0-4]\b|(?:an? |major )?incident\b)",
    r"\bincident (?:\S{1,24} )?(?:declared|opened|created|started)\b",
    r"\bsev(?:erity)?[- ]?[0-5]\b.{0,30}\bdeclared\b",
    r"\b(?:call|consider|treat|declar)(?:ing|ed|e)?\b.{0,16}\bnear[- ]miss\b",
    r"\breopen(?:ed|ing)?\b.{0,30}\b(?:incident|sev|this|it)?\b",
)
#: A severity as people write it.
SEVERITY = re.compile(r"\b(?:sev(?:erity)?[- ]?([0-5])|(P[0-4]))\b", re.IGNORECASE)
#: Somebody takes command.
COMMANDS = _any(
    r"\bI(?:'m| am|'ll be| will be)\b.{0,16}\b(?:incident commander|IC|incident lead|commander|incident manager)\b",
    r"\btaking (?:over )?(?:command|IC|incident command)\b",
    r"^(?:IC|incident commander)(?: is|:)\s+me\b",
)
#: Somebody starts to look at it, in words that say so.
TAKES_ON = _any(
    r"\bi(?:'ll| will| can)? take (?:it|this|over)\b|\btaking (?:it|this)\b|\blooking (?:now|into (?:it|this))\b|\bi(?:'ve| have) got the (?:alert|page)\b|\bi(?:'m| am) on it\b",
    r"^\W*(?:i(?:\'ll| will| can)? (?:take|have|got|check|look)(?: (?:it|this|that|a look))?|mine|checking|let me (?:look|check|see)|having a look|on my way)\b(?! (?:after|forward|off|out))",
    r"^\W*(?:ack|acked|acking|acknowledged|on it|i(?:'m| am) on it|taking (?:a look|this|it)|i(?:'ve| have) got (?:it|this))\b",
    r"^\W*(?:looking(?: into (?:it|this))?|i(?:'m| am) looking(?: into (?:it|this))?|investigating)\b(?! (?:after|forward|good))",
)
#: Users notice: a report from support, customers or colleagues.
REPORTS = _any(
    r"\b\d+ ?\+? (?:\w+ )?(?:tickets?|complaints?|calls?|contacts)\b|\b(?:something|anything) known\b|\bis something going on\b",
    r"\b(?:customers?|users?|guests?|clients?|people|members?|partners?|drivers?|students?|sellers?|buyers?|shippers?|visitors?)\b.{0,60}\b(?:(?:do|did|does|is|are) ?n[o']t|do not|don't|writ(?:e|es|ing)|written|wrote|ask(?:s|ed|ing)?|call(?:s|ed|ing))\b",
    r"\b(?:can't|cannot|can not|couldn't|unable to) (?:even )?(?:load|open|plan|log ?in|pay|see|use|access|reach|book|order|print|send|upload|download|search|save|sign|connect|buy|check|play|scan|start|finish)\b",
    r"\b(?:is|are) (?:something|anything|sth|smth) (?:off|wrong|broken|up|strange|weird|odd)\b|\bsomething (?:is |seems |looks )?(?:off|wrong|broken|strange|weird|odd) with\b",
    r"\b(?:reviews?|ratings?|tweets?|e-?mails?|mails?|posts?|chats?|hotline|phones?)\b.{0,80}\b(?:fail\w*|error|crash\w*|broken|cannot|can\'t|not work\w*|empty|wrong|blank|stuck|complain\w*|ringing|one[- ]star|1[- ]star)",
    r"\b(?:one|1)[- ]star\b",
    r"\b(?:customers?|users?|clients?|merchants?|tenants?|people|players?|passengers?|patients?|readers?|shops?|callers?)\b.{0,60}\b(?:cannot|can't|can not|unable|report(?:s|ed|ing)?|complain\w*|say|says|see(?:s|ing)?|get(?:s|ting)?|fail\w*|stuck|waiting)\b",
    r"\b(?:support|help ?desk|service desk|customer care)\b(?: here| team| desk| has| had| got| gets| says| sees|:).{0,40}\b(?:tickets?|calls?|complaints?|reports?|customers?|users?)\b",
    r"\b(?:tickets?|complaints?|reports?|calls?)\b.{0,40}\b(?:about|that|of|coming in|from)\b.{0,80}\b(?:fail|error|slow|down|cannot|can't|stuck|missing|wrong|timeout|time out|broken|pay|log ?in|load)",
    r"\b(?:is|are)\b.{0,30}\b(?:down|broken|unavailable|not (?:working|loading|responding))\b.{0,30}(?:\?|for (?:anyone|you|everybody|me|us))",
    r"\b(?:anyone|anybody|is someone|somebody) else (?:see|seeing|getting|have|having)\b",
)
#: A sign of trouble in systems, as people say it.
SYMPTOMS = _any(
    r"\b[A-Za-z.]*[a-z](?:Error|Exception)\b|\bOutOfMemory\w*|\bOOM\w*|\b(?:more|worse) (?:and (?:more|worse)|every (?:hour|minute|day))\b|\bgrow(?:s|ing)\b|\bclimb(?:s|ing)\b|\bNXDOMAIN\b|\bcould not be resolved\b|\bread-only\b",
    r"\b[45]\d\ds?\b|\b5xx\b|\berrors?\b|\berror rate\b|\bfail(?:s|ed|ing|ure|ures)?\b|\btime[ds]?[ -]?outs?\b|\btiming out\b",
    r"\blatenc(?:y|ies)\b|\bp9[059]\b|\bslow(?:er|ness)?\b|\bbacklog\b|\blag(?:ging)?\b|\bqueue (?:depth|age|is|grows|grew)",
    r"\bexhaust\w*|\bsaturat\w*|\bout of (?:memory|disk|connections|space)\b|\boom\b|\bcrash\w*|\brestart loops?\b|\bunhealthy\b",
    r"\bdown\b(?! the| to)|\bunavailable\b|\boutage\b|\bdegrad\w+|\bstuck\b|\bcorrupt\w*|\bdata loss\b|\bexpired\b|\bthrottl\w+",
    r"\b\d+ ?(?:/|of) ?\d+\b(?= (?:connections?|pods?|nodes?|replicas?|brokers?|partitions?|workers?))",
    r"\b\d{2,}/\d{2,}\b",
)
#: What it was: a mechanism is named.
DIAGNOSES = _any(
    r"\b(?:it|this|that)(?:'s| is| was) (?:on )?(?:us|ours|our|me|mine)\b(?!\?)|\bso every\b|\bon every (?:5\d\d|failed|error)|\bnormally (?:takes?|is|does)\b|^\W*got it[.:!]\s+\S.{20,}",
    r"\bthat(?:'s| is| was)(?: then)? my\b|\bsince (?:the |we |our |that )?(?:\w+ )?(?:upgrade|deploy\w*|release|change|update|migration|rollout|switch|switchover|failover|maintenance|restart)\b|\b(?:refuses?|rejects?|incompatible|no longer (?:accepts?|supports?|sends?)|does ?n[o']t (?:accept|support|understand))\b",
    r"^\W*it(?:'s| is) the \w+",
    r"\bfound (?:it|the (?:cause|problem|reason|culprit|issue|bug))\b|\broot cause\b|\bthe (?:cause|reason|trigger) (?:is|was)\b",
    r"\b(?:that|this|it) (?:is|was|'s) (?:the|because|caused by|due to|from)\b.{0,60}(?:change|deploy|release|config|flag|migration|update|rollout|#\d+|certificate|limit|job)",
    r"\b(?:caused by|due to|because (?:of )?|comes from|explains)\b.{3,}",
    r"\bshows? that\b|\bturns out\b|\bsmoking gun\b|\bcorrelates? with\b|\bstarted (?:right|just) (?:after|when|with)\b|\bexactly (?:when|since|after)\b|\bsince #\d+|\bthat (?:is|was) (?:mine|my|our)\b|\bmy (?:change|removal|commit|deploy\w*|migration|flag|fault line)\b",
)
#: Something was suspected, or ruled out.
HYPOTHESES = _any(
    r"\bcould (?:it|this|that) be\b|\bsuspect\w*|\bhypothes[ie]s\b|\bmight be\b|\bmaybe (?:it|the)\b|\bI think (?:it|the)\b|\blooks like\b|\bseems (?:to|like)\b",
)
RULES_OUT = _any(
    r"\bcan(?:no|')t be (?:it|us|that|me|the|our|this)\b|\bcannot be (?:it|us|that|me|the|our|this)\b",
    r"\b(?:is|are|was|looks?) (?:innocent|clean|not guilty|exonerated|off the hook)\b|\bit(?:\'s| is) not (?:the )?\w+",
    r"\bdon'?t think (?:so|it)\b|\bwas (?:also )?fine (?:for|before|until)\b|\b(?:sees?|have|has) no (?:problem|issue|error)s? on (?:our|their)\b|\bnothing (?:was )?(?:deployed|changed|released)\b|\bno (?:deploy\w*|release|change)s? (?:today|since|in|on|for)\b|"
    r"\brul(?:ed|ing)\b.{0,30}\bout\b(?! of)|\brules? (?:it |them |this |that |us )?out\b(?! of)|\bnot (?:the|our) (?:cause|problem|issue|release|deploy\w*|change)\b|\b(?:is|was) n[o']t (?:it|related|that)\b|\bunrelated\b|\bred herring\b|\bis (?:fine|flat|healthy|normal) on (?:our|their) (?:side|end)\b",
)
#: Something was done, is being done, or is decided.
ACTS = _any(
    r"\bbounc(?:e|ed|ing)\b|\bdowngrad\w+|\bupgrad\w+|\bredeploy\w*|\bhot-?fix\w*|\buncordon\w*|\bevict\w*|\bkick(?:ed|ing)? off\b|\bpin(?:ned|ning)? (?:it |to |the )",
    r"\broll(?:ed|ing|s)?[ -]?back\b|\brollback\b|\brevert(?:ed|ing|s)?\b|\brestart(?:ed|ing|s)?\b|\bfail(?:ed|ing)? ?over\b|\bfailover\b",
    r"\bscal(?:ed?|ing) (?:up|out|down|in)\b|\bscal(?:ed|ing)\b|\bdisabl(?:e|ed|ing)\b|\benabl(?:e|ed|ing)\b|\bturn(?:ed|ing)? (?:off|on|it off|it on)\b|\bswitch(?:ed|ing)?\b.{0,20}\b(?:off|on|to|over|back)\b",
    r"\b(?:block|drain|purg|flush|clear|kill|renew|rotat|replac|promot|paus|resum|rais|increas|bump|lower|reduc|restor|deploy|throttl|rate[- ]limit|cordon|isolat|re-?rout|replay|patch|hotfix)(?:e|es|ed|ing|ped|ping|ted|ting|s)?\b",
    r"\bpag(?:ed|ing)\b|\bescalat\w+\b|\bcalled\b.{0,20}\b(?:vendor|provider|support)\b|\bopened (?:a )?(?:case|ticket)\b",
)
#: A decision in words.
DECIDES = _any(
    r"^\W*(?:decision|plan|next step)\b",
    r"\bdecid(?:e|ed|ing)\b",
    r"\bwe(?:'ll| will| are going to)\b.{3,}",
    r"\blet'?s\b.{3,}",
    r"\bgo(?:ing)? ahead\b",
)
#: Something waits: an approval, a person, a build.
WAITS = _any(
    r"\bwait(?:s|ing|ed)?\b.{0,30}\b(?:for|on)\b",
    r"\bneeds? (?:an? )?approval\b",
    r"\bapprov(?:ed|al)\b",
    r"\bblocked (?:on|by)\b",
)
#: An attempt that did not help.
NO_HELP = _any(
    r"\b(?:did ?n[o']t|does ?n[o']t|has ?n[o']t|no) (?:help|work|change|effect|improvement|difference)\b|\bstill (?:seeing|failing|broken|down|high|errors?|the same)\b|\b(?:errors?|it|they)(?: are| is|'s)? back\b(?! to)|\bno luck\b|\bcame back\b|\b(?:it|this|things|that)(?:'s| is| are| got)? (?:even |now |getting )*worse\b|\bmade (?:it|things) worse\b|\bnot (?:fixed|resolved|better)\b"
)
#: It gets better.
RECOVERS = _any(
    r"\b(?:queue|backlog|lag)(?:'s| is| are) (?:now )?(?:empty|drained|gone|zero|0|back|down)\b|\b(?:sends?|works?|runs?|flows?|loads?|answers?|responds?|goes? out|delivers?|processes|prints?|instantly) (?:fine |normally |instantly )?again\b|\b\w+ (?:is|are) gone\b|\bback (?:at|to) \d|\bnow get\b",
    r"\b(?:queue|backlog|lag)s? (?:is|are) (?:now )?(?:empty|drained|gone|zero|0|back|down)\b|\b(?:errors?|failures?) (?:have |has )?(?:stopped|gone|ended|ceased)\b|\bno (?:failed|failing|errors?|failures?)\b.{0,30}\bsince\b",
    r"\bback to (?:normal|baseline)\b|\brecover(?:s|ed|ing|y)?\b|\bcan \w+ again\b|\bwork(?:s|ing)? again\b|\bdropping\b|\bdraining\b|\bdrained\b|\bgoing down\b|\bhealthy (?:again|now)\b|\blooks? (?:good|healthy|better|normal)\b|\bnormal again\b|\ball green\b|\bback (?:online|up)\b",
)
#: Harm is contained.
MITIGATED = _any(
    r"(?:→|->)\W*(?:mitigated|fixed|stable)\b",
    r"\b(?:rollback|roll-back|revert|failover|switchover|restore|rollout|drain|downgrade|upgrade|hot-?fix|fix|patch|switch|migration|reindex|flush|evacuation|failback|workaround) (?:is |was |has |went )?(?:now )?(?:complete|completed|done|finished|live|through|applied|out|in|shipped)\b",
    r"\bmitigated\b|\bmitigation (?:is )?(?:in place|done|complete|applied|works?|deployed)\b|\b(?:rollback|roll-back|revert|failover|restore|rollout) (?:is |was )?(?:complete|completed|done|finished|live|through|applied)\b|\brolled back\b(?! (?:to|the)\b.{0,60}\?)",
    r"\bcontained\b|\bstopped the bleeding\b|\bfix is (?:live|out|deployed|in production)\b|\b(?:flag|feature|job|rule) (?:is )?(?:off|disabled|turned off)\b",
)
#: An act that is done, as people report it.
DONE = _any(
    r"\b(?:pods?|replicas?|instances?|nodes?|workers?|servers?|brokers?|all|both \w+|\w+s) restarted\b",
    r"(?<![\d/])(\d+)/\1\b(?! (?:connections|sessions|slots|threads|seats))",
    r"\b\d+ (?:\w+ )?(?:rows?|records?|messages?|events?|orders?|items?|jobs?|users?)?\s?(?:copied back|restored|repaired|recovered|replayed|reprocessed|migrated|backfilled)\b",
    r"\b[\w.-]+ (?:restored|is back|back up|ready (?:again|too|now))\b",
    r"(?:^|[.,;:!]\s+|\band\s+|\bI\s+|\bwe\s+|\bjust\s+)(?:have |'ve |just |now )*(?:killed|restarted|dropped|stopped|disabled|removed|reverted|restored|renewed|replaced|switched|drained|blocked|unblocked|paused|scaled|raised|increased|lowered|reduced|rerouted|promoted|patched|deleted|cleared|flushed|purged|moved|failed over|rolled back|turned (?:it )?off|turned off|took (?:it|the \S+|them) (?:out|off)|applied|deployed|loaded|reloaded|rotated|cancelled|canceled)\b",
    r"\b\S+ (?:is|are|was|were|now|has been|have been) (?:now )?(?:dropped|killed|restarted|disabled|removed|reverted|restored|renewed|replaced|switched|drained|blocked|paused|loaded|reloaded|live|out(?! of)|in place|applied|deployed|promoted|rotated|cleared|gone|off|on (?:the )?(?:fallback|standby|backup|replica|secondary)|at (?:0|100) ?%)(?=\W|$)",
    r"\b(?:slot|job|lock|flag|rule|node|pod|table|index|query|session|connection|host|region|traffic|route|certificate|cert|key|limit)s? (?:dropped|killed|disabled|removed|reverted|restored|renewed|replaced|switched|drained|blocked|raised|rotated)\b",
    r"\bflag\b.{0,40}\b(?:off|0 ?%|100 ?%)",
)
#: The incident is opened again.
REOPENS = _any(
    r"\breopen(?:s|ed|ing)?\b|\bsecond wave\b|\bit is back\b|\bit's back\b|\bit happens again\b|\bdown again\b|\bfailing again\b"
)
#: It is over, said by somebody who may say so.
RESOLVES = _any(
    r"(?:→|->)\W*(?:resolved|closed)\b|\b(?:status|milestone) (?:was )?(?:changed|updated|set)\b.{0,40}\bto\W*(?:resolved|closed)\b",
    r"\bclosing (?:the|this)(?: one| incident| out| up)?\b(?!\?)|\bcalling it (?:done|resolved|closed|over)\b|\bincident\b.{0,40}\b(?:resolved|closed) by\b|\bstatus\b.{0,30}\bto (?:resolved|closed)\b|\bwe(?:\'re| are) done here\b",
    r"^\W*(?:incident (?:is )?)?(?:resolved|all clear|closing|closed)\b(?!\?)",
    r"\b(?:marking|calling|declaring|consider(?:ing)?)\b.{0,30}\b(?:resolved|over|closed|all clear)\b",
    r"\bincident (?:\S{1,24} )?(?:is )?(?:resolved|over|closed)\b(?!\?)|\bclosing (?:the|this) incident\b|\bstanding down\b|\ball clear\b(?!\?)",
)
NOT_YET = _any(
    r"\bnot (?:yet )?(?:resolved|over|closed|fixed|clear)\b|\bun(?:resolved|closed)\b|\?\s*$",
    r"\b(?:until|unless|before|when|once|if)\b[^.!\n]{0,40}\b(?:resolved|over|closed|clear)\b",
)
#: A change is announced.
ANNOUNCES = _any(
    r"\b(?:is |now )?active on\b|\bactivated\b|\bconfig\S* .{0,30}\b(?:pushed|active|live)\b",
    r"\b(?:playbook|run|job|pipeline|build|plan|stack|chart|terraform|ansible|helm|puppet|salt|argo\w*|flux|jenkins|spinnaker)\b.{0,80}\b(?:started|finished|completed|succeeded|failed|applied|synced|upgraded|changed)\b|\b(?:started|finished|completed|applied|synced) by\b|\bupgrad(?:e|ed|ing)\b",
    r"\b(?:merg(?:ed|ing)|deploy(?:ed|ing|s)|releas(?:ed|ing)|ship(?:ped|ping|s)|roll(?:ed|ing)? out|is live|went live|flipp(?:ed|ing)|toggl(?:ed|ing)|migrat(?:ed|ing|ion)|upgrad(?:ed|ing)|appl(?:ied|ying))\b",
)
#: A switch is thrown: a flag, a setting, a job, a migration, a failover test.
SWITCHES = _any(
    r"\b(?:switchover|failover)\b|\bdemot(?:ed|ing)\b|\bpromoted\b|\b(?:minor |major )?upgrade of \S+ (?:finished|started|done)\b|\bconfig(?:uration)? (?:version|applied)\b",
    r"\d+ ?%\s*(?:->|→|to)\s*\d+ ?%|\brollout\b.{0,40}\d+ ?%|\b(?:changed|set|moved|raised|lowered)\b.{0,60}\bfrom\b.{1,40}\bto\b",
    r"\b(?:feature )?flags?\b.{0,60}\b(?:on|off|enabled|disabled|changed|updated|set|rollout|rolled out|\d+ ?%)",
    r"\b(?:turn(?:ed|ing)|switch(?:ed|ing)|flipp?(?:ed|ing)|toggl(?:ed|ing)|enabl(?:ed|ing)|disabl(?:ed|ing)|set(?:ting)?)\b.{0,40}\b(?:on|off|to|flag|setting|config\w*|for)\b",
    r"\b(?:running|starting|started|kicked off|launch(?:ed|ing)|beginning|executing)\b.{0,40}\b(?:migration|backfill|job|script|import|export|load ?test|maintenance|failover|upgrade|reindex|cleanup|vacuum|batch|rollout|experiment|campaign)\b",
    r"\b(?:config(?:uration)?|settings?|policy|rule|dns|route|record|certificate|quota|limit)s?\b.{0,30}\b(?:chang(?:ed|e)|updat(?:ed|e)|appl(?:ied|y)|push(?:ed)?|rotat(?:ed|e)|reload(?:ed)?)\b",
)
#: Something ran out or gave way by itself: no change of ours, and yet the moment when it began.
GIVES_WAY = _any(
    r"\bOutOfMemory(?:Error|Exception)\b",
    r"\b(?:certificate|cert|token|credentials?|password|licen[cs]e|key|domain|lease|secret)s?\b.{0,40}\b(?:has |have |is |are )?(?:expired|expires now|ran out|invalid since)\b|\bexpired (?:certificate|cert|token|credential|key|licen[cs]e)",
    r"\bno space left\b|\bdisk (?:is )?full\b|\bout of (?:disk|space|file descriptors|inodes)\b|\bquota (?:exceeded|exhausted)\b|\blimit (?:reached|exceeded)\b",
    r"\b(?:leader|primary|master)\b.{0,30}\b(?:lost|changed|election|failed over|demoted|unreachable)\b|\bfailover (?:started|triggered)\b|\bNodeNotReady\b|\bnode .{0,30}not ready\b|\bnetwork (?:partition|unreachable)\b|\blink down\b|\bpower (?:loss|failure)\b",
)
#: Somebody counts what was harmed: a number, a noun, and what happened to it.
COUNTS_HARM = re.compile(
    r"\b\d[\d .,\u202f]*\s?(?:k|%|percent)?\s+(?:\w+\s+){0,2}?(?:customers?|users?|accounts?|orders?|invoices?|payments?|rows?|records?|messages?|"
    r"mails?|tickets?|bookings?|jobs?|files?|documents?|sessions?|devices?|tenants?|merchants?|shipments?|parcels?)\b"
    r"[^.\n]{0,60}\b(?:wrong|lost|affected|fail\w*|missing|duplicat\w*|delayed|deleted|corrupt\w*|double\w*|stuck|exposed|impacted|hit|too (?:much|little)|mailed|charged)\b",
    re.IGNORECASE,
)
#: Something was wrong for those who use it.
HARMED = _any(
    r"\b(?:wrong|missing|lost|affected|impact(?:ed)?|incident|incorrect\w*|duplicate\w*|delayed|disrupt\w*|interrupt\w*|unable|could not|couldn't)\b"
)
_HOUR = r"(?<![\d:.])(\d{1,2}:\d\d)(?::\d\d)?(?![\d:])"
_IN_UTC = r"(?:\s?(?:UTC|GMT|Z\b))"
#: Somebody states from when to when it lasted, and says that the times are UTC.
STATES_WINDOW = re.compile(
    rf"\b(?:between|from|first)\b[^.\n]{{0,40}}?{_HOUR}{_IN_UTC}?[^.\n]{{0,40}}?(?:\band\b|\bto\b|\buntil\b|\btill\b|\blast\b|[–—-])"
    rf"[^.\n]{{0,40}}?{_HOUR}[^.\n]{{0,12}}?\(?{_IN_UTC}",
    re.IGNORECASE,
)
#: People hear of it.
INFORMS = _any(
    r"\bstatus ?page\b|\bposted\b.{0,30}\b(?:update|notice|status)\b|\binform(?:ed|ing)?\b|\bsupport (?:confirms?|knows|is informed|says)\b|\b(?:customers?|users?) (?:are|were|have been) (?:told|informed|notified)\b|\bcommunicat\w+\b",
)
#: When it began or ended, as somebody remembers it.
CLAIMS_START = re.compile(
    r"(?:\b(?:started|starts|began|begins|beginning|between)\b|\b(?:fail\w*|errors?|down|slow|broken|stuck)\b[^.\n]{0,20}\bsince\b)"
    r"[^.\n]{0,24}?(?<![\d:])(\d{1,2}:\d\d)(?::\d\d)?(?!\d)(?!\s?(?:our|my|local)\b|\s?in [A-Z])",
    re.IGNORECASE,
)
CLAIMS_END = re.compile(
    r"(?:\b(?:ended|ends|recovered|stopped)\b|\b(?:normal|ok|fine|works?|working|healthy)\b[^.\n]{0,16}\bsince\b"
    r"|\bbetween\b[^.\n]{0,16}\d{1,2}:\d\d(?: UTC| Z)? and\b)"
    r"[^.\n]{0,16}?(?<![\d:])(\d{1,2}:\d\d)(?::\d\d)?(?!\d)(?!\s?(?:our|my|local)\b|\s?in [A-Z])",
    re.IGNORECASE,
)
#: A safeguard is off or skipped: a condition that may have been there for long.
SAFEGUARD_OFF = re.compile(
    r"\b(?:skip(?:s|ped|ping)?|disabl(?:e|es|ed|ing)|turn(?:s|ed|ing)? off|bypass(?:es|ed|ing)?|remov(?:e|es|ed|ing)|silenc(?:e|ed|ing)|mut(?:e|ed|ing)|no longer|is still off|relax(?:es|ed|ing)?|ignor(?:e|es|ed|ing))\b"
    r"[^.!?\n]{0,40}?\b(canar(?:y|ies)|checks?|alerts?|tests?|limits?|validation|health ?checks?|reviews?|approvals?|retries|retry|timeouts?|circuit breakers?|rate limits?|monitoring|probes?|backups?|staged? rollout|guards?|paging|verification)\b",
    re.IGNORECASE,
)
SAFEGUARD_SKIPPED = re.compile(
    r"\b(canar(?:y|ies)|checks?|tests?|alerts?|validation|health ?checks?|approval|limits?|guards?|backups?)\b.{0,16}\b(?:skipped|off|disabled|bypassed|silenced|removed|muted)\b",
    re.IGNORECASE,
)
#: It is an exercise, not an incident.
EXERCISE = _any(
    r"\b(?:game ?day|fire ?drill|drill(?![- ]?(?:down|in|into|through)\b)|chaos (?:day|test|experiment)|failover (?:test|exercise)|disaster recovery (?:test|exercise)|dr test|exercise exercise|simulated (?:outage|incident)|fault[- ]injection)\b"
)
#: A monitor that is no alert manager says that something is down.
MONITOR = _any(
    r"(?-i:\b(?:DOWN|CRITICAL|FIRING|UNREACHABLE|PROBLEM|ALERT|TRIGGERED)\b)",
    r"\b(?:is|went) down\b|\bstarted failing\b|\bcheck failed\b|\bnot responding\b",
)
#: Something looks odd to somebody, before anybody calls it an incident.
ODD = _any(r"\b(?:off|wrong|weird|odd|strange|funny|broken|suspicious|not normal|unusual)\b")
#: A system changes its state by itself: rare lines of this kind tell a story.
STATE_CHANGES = _any(
    r"\bpromot\w+|\b(?:new |elected |became |lost )?leader(?:ship)?\b|\bfail(?:ed|ing)? ?over\b|\bfailover\b|\bswitchover\b|\bdemot\w+|\bevict\w+|\bcordon\w*|\bnot ?ready\b|\breschedul\w+|\bquorum\b|\bpartition(?:ed|ing)?\b|\bread[- ]only\b|\brebalanc\w+",
    r"\bPLAY RECAP\b|\bapplying\b|\bmigrat\w+|\bupgrad\w+|\bdowngrad\w+|\breload(?:ed|ing)\b|\bconfig\w* (?:changed|loaded|applied)\b|\bshutting down\b|\bcircuit (?:breaker )?(?:open|closed)\w*",
)
#: Channels that are about incidents.
INCIDENT_CHANNEL = re.compile(
    r"(?:^|[-_])(?:inc|incident|incidents?|sev[0-5]?|outage|war-?room|warroom|pm|postmortem|p[0-2]|emergency|major)(?:[-_\d]|$)|^(?:inc|sev)\d",
    re.IGNORECASE,
)
#: Environments where nothing reaches users.
NOT_PRODUCTION = re.compile(
    r"^(?:dev\w*|test\w*|stag(?:e|ing)\w*|qa|ci|sandbox|preview|local|build|uat|pre-?prod\w*)$", re.IGNORECASE
)
#: Alerts that do not ask for anybody.
QUIET_SEVERITY = frozenset({"info", "none", "debug", "informational", "notice", "low", "p4", "p5", "ticket"})
#: Alerts that can wait until the morning.
LOW_SEVERITY = QUIET_SEVERITY | {"warning", "warn", "minor", "medium", "moderate", "p3", "sev3", "sev4"}
#: A message that says nothing by itself.
EMPTY_TALK = re.compile(
    r"^(?:\W|:[\w+-]+:|(?:ok(?:ay)?|thanks?(?: you| all)?|thx|ty|yes|yep|no|nope|sure|nice(?: one)?|great|cool|done|brb|lol|hm+|hi|hello|good morning|morning|sounds good|will do|got it|np|same|agreed)\b)*$",
    re.IGNORECASE,
)
