"""All rules: those in the folder `rules/`, those of other packages, and an organisation's own. Nothing is registered by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from string import ascii_letters

from howcome.document.problems import READ_PROBLEMS

from . import rules as folder
from .families import FAMILIES, family_of, prefix_of
from .page import parse_page, show_page
from .plugins import load_plugins
from .rule import Rule
from .settings import PLAIN, Settings
from .trouble import Trouble, nearest

#: Codes that no rule has: how the text is read, and what is said of a baseline. Code → what it says.
OTHER_CODES: Mapping[str, str] = {
    **READ_PROBLEMS,
    "SUP-005": "Findings that a baseline knows do not occur any more; `--write-baseline` takes them out.",
}


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """The rules of the folder, sorted by code. Raises ValueError for a code that two of them have."""
    found: dict[str, Rule] = {}
    for name in sorted(m.name for m in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")):
        module = importlib.import_module(name)
        rule = getattr(module, "rule", None)
        if isinstance(rule, Rule):
            if rule.code in found:
                raise ValueError(f"two rules have the code {rule.code}")
            found[rule.code] = rule.with_page(module.__doc__ or "")
    return tuple(found[code] for code in sorted(found))


def plugin_rules(packages: tuple[str, ...] | None = None) -> tuple[tuple[Rule, ...], tuple[Trouble, ...]]:
    """The rules of other packages (None: of all that are installed), and what is wrong with some.

    A plugin never replaces a rule that is built in, nor one of another plugin.
    """
    rules, broken = load_plugins(packages)
    found: dict[str, Rule] = {}
    troubles = list(broken)
    for rule in rules:
        if prefix_of(rule.code) in FAMILIES or rule.code in found:
            hint = "its authors have to choose letters of their own"
            troubles.append(Trouble(rule.origin, f"code {rule.code} is taken; this rule does not run", hint))
        else:
            found[rule.code] = rule
    return tuple(found.values()), tuple(troubles)


def rules_of(settings: Settings) -> tuple[Rule, ...]:
    """Every rule that a configuration knows, sorted by code."""
    found = {rule.code: rule for rule in settings.rules}
    found |= {rule.code: rule for rule in plugin_rules(settings.plugins)[0]}
    if not found:
        return built_in_rules()
    found |= {rule.code: rule for rule in built_in_rules()}
    return tuple(found[code] for code in sorted(found))


def known_rules() -> tuple[Rule, ...]:
    """Every rule without a configuration: what is built in, and what other packages bring; sorted by code."""
    return rules_of(PLAIN)


def troubles_of(settings: Settings) -> tuple[Trouble, ...]:
    """What is wrong with a configuration and with the plugins that it lets in, each once."""
    return tuple(dict.fromkeys((*settings.troubles, *plugin_rules(settings.plugins)[1])))


def rule_of(code: str, settings: Settings = PLAIN) -> Rule | None:
    """The rule of a code, in any case of letters."""
    wanted = code.strip().upper()
    return next((r for r in rules_of(settings) if r.code.upper() == wanted), None)


def known_codes(settings: Settings = PLAIN) -> list[str]:
    """All codes of findings: those of rules, then the others."""
    return [*(r.code for r in rules_of(settings)), *OTHER_CODES]


def near_codes(code: str, settings: Settings = PLAIN) -> list[str]:
    """Codes that were probably meant, the nearest first: of the family with these letters, else written alike."""
    known = known_codes(settings)
    words = code.strip().upper()
    letters = prefix_of(words)
    prefixes = dict.fromkeys(prefix_of(k) for k in known)
    if letters not in prefixes:
        begun = next((p for p in prefixes if letters and p.startswith(letters)), None)
        letters = begun or nearest(letters, prefixes) or ""
    family = [k for k in known if prefix_of(k) == letters]
    return sorted(family, key=lambda k: (abs(_number(k) - _number(words)), k))[:4]


def _number(code: str) -> int:
    digits = code[len(prefix_of(code)) :].strip("-").rstrip(ascii_letters)
    return int(digits) if digits.isdecimal() else 0


def explanation(code: str, settings: Settings = PLAIN) -> str | None:
    """The reference page of a code as text; None for a code that nobody knows."""
    rule = rule_of(code, settings)
    if rule is None:
        other = code.strip().upper()
        if other not in OTHER_CODES:
            return None
        level = "warning in every profile" if other in READ_PROBLEMS else "info in every profile"
        family = family_of(other)
        return f"{other}: {family.title}\n{level}\ndimension: {family.dimension}\n\n{OTHER_CODES[other]}\n"
    try:
        page = parse_page(rule.page)
    except ValueError:  # a plugin's or an own rule, which need no page
        return f"{rule.code}: {rule.title}\n{facts_of(rule)}\n\n{rule.page.strip()}".rstrip() + "\n"
    return show_page(rule.code, rule.title, facts_of(rule), page)


def facts_of(rule: Rule) -> str:
    """How heavy a rule is, and where it belongs, in two lines."""
    levels = ", ".join(f"{profile}: {level}" for profile, level in rule.levels.items())
    facts = [f"dimension: {rule.belongs_to}"]
    facts += [f"category: {rule.category}"] if rule.category else []
    facts += ["a gap: at most a warning in a draft"] if rule.gap else []
    facts += ["also for documents in other templates"] if rule.foreign else []
    facts += [f"from {rule.origin}"] if rule.origin else []
    return f"{levels}\n{' · '.join(facts)}"
