"""What a number counts: the plural noun behind it, or the people whom the words around it speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tracker.facts.lexicon import is_dense, meanings, tables
from tracker.facts.quantities import Quantity
from tracker.facts.scan import LONGEST, Scan
from tracker.model import Bound

#: what every posting counts (hours, events) is a figure from here on
VERY_MANY, _THOUSAND = 10_000, 1_000
#: more people than this are no team
_TEAM = 5_000
#: the longest noun phrase, in words
_PHRASE = 6

#: between a prompt and its bare number, and behind that
_ASKED = re.compile(r"(?: ?[:?|] ?\n{0,2}|\n{1,2})[-*•]? ?")
_BARE = re.compile(r"$|[,.;()|\n]| \(| [-|•]| and (?:growing|counting)")
#: what is counted behind a counter of things: 件の配送計画
_THING = re.compile("つ?の([\u30a1-\u30ff\u3400-\u9fff]{1,12})")
_ASKED_DENSE, _BARE_DENSE = re.compile(r"[ :はが/\n]{0,3}"), re.compile(r"$|[,.、。()\nをの超突以で]| (?!\d)")
#: "Tech- und Business Experts" begins with a half of a word; "Expert:innen" and "salarié·e·s" name both genders
_GENDERS = r"[:*_/·(]-?(?:innen|in|ne|e|trice|euse|se)\b\)?"
_GENDERED = re.compile(rf"(?:{_GENDERS}){{1,2}}·?(s?)$")
_WORD = re.compile(
    r"(?:[ -](?:d')?| of (?:the |our )?|, )?(?:\w{1,20}- (?:\w{1,3}|&) )?"
    rf"([^\W_](?:[\w'&/.]|\+(?=\w)|-(?=\w)|{_GENDERS}|·(?=s\b)){{0,30}})"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """`subject` is the normal form; the phrase ends at `end`; a `known` one is in the lists."""

    subject: str
    end: int
    known: bool = True


@cache
def _nouns() -> dict[str, str]:
    return {form: meaning for meaning, forms in tables()["noun"].items() for form in (*forms, meaning)}


@cache
def _words(name: str, meaning: str) -> frozenset[str]:
    return frozenset(tables()[name][meaning])


def normal_form(word: str) -> str | None:
    """The subject that a listed noun, or one of its kind, stands for."""
    return _nouns().get(word) or meanings("_noun_single").get(word)


def counted(scan: Scan, quantity: Quantity) -> Noun | None:
    noun = _prompted(scan, quantity) or _plural(scan, quantity) or _counter(scan, quantity)
    return _people(scan, quantity, noun) or noun or _everyone(scan, quantity)


def _plural(scan: Scan, quantity: Quantity) -> Noun | None:
    """The last of the first run of plural nouns among the words behind the number."""
    at, before, found = quantity.end, "", None
    for _ in range(_PHRASE):
        word = _WORD.match(scan.plain, at)
        form = word[1].rstrip(".'").lower() if word else ""
        if not word or form[:1].isdigit() or form in _words("_noun_break", "words"):
            break
        whole = next(iter(scan.hits("noun", word.start(1), word.start(1) + 1)), None)
        if whole and whole.end > word.end() and not found:  # "points de vente"
            return Noun(whole.meaning, whole.end)
        plural = _is_plural(form) or _is_plural_there(scan, word[1], form)
        if found and (found.known or word[0][0] != " " or not plural):
            break
        if plural:
            subject = _nouns().get(f"{before} {form}") or _known(form) or _compound(scan, form)
            if subject is None and _is_no_figure(form, quantity):
                return found
            found = Noun(subject or form, word.start(1) + len(form), subject is not None)
        at, before = word.end(), form
    return found


def _known(form: str) -> str | None:
    """The normal form of a listed noun, or of one that is listed for one gender and written for both."""
    found = _GENDERED.search(form)
    stems = [form[: found.start()] + ending for ending in ("", "en", "s", "e")] if found else []
    return next((_nouns()[one] for one in (form, *stems) if one in _nouns()), None)


def _compound(scan: Scan, form: str) -> str | None:
    """The listed noun that a word ends with, where the language writes both as one: "Partnerbüros"."""
    joins = scan.tongue in _words("_noun_compound", "tongues")
    return _ending(form, range(2, len(form) - 4)) if joins else None


def _ending(word: str, places: range) -> str | None:
    return next((_nouns()[word[at:]] for at in places if word[at:] in _nouns()), None)


def _is_plural_there(scan: Scan, written: str, form: str) -> bool:
    """A plural as the text's own language forms it, which may give its nouns a capital."""
    if _known(form) or (_GENDERED.search(form) and form.endswith(("innen", "s"))):
        return True
    endings = tuple(tables()["_plural"].get(scan.tongue or "", ()))
    capital = scan.tongue in _words("_noun_capital", "tongues")
    return len(form) > 4 and bool(endings) and form.endswith(endings) and written[0].isupper() is capital


def _is_plural(form: str) -> bool:
    return form in _nouns() or (len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is", "'s")))


def _is_no_figure(form: str, quantity: Quantity) -> bool:
    least = _THOUSAND if form in _words("_noun_not", "traded") else VERY_MANY
    few = form in _words("_noun_not", "few") and quantity.lead < least
    return few or form in _words("_noun_not", "never") or form.endswith(tuple(_words("_noun_not", "endings")))


def _counter(scan: Scan, quantity: Quantity) -> Noun | None:
    """A counter in a script without spaces: 名, 人, カ国."""
    end = quantity.end
    labels = scan.hits("figure_dense", max(0, quantity.start - 8), quantity.start)
    label = labels[-1].meaning if labels else None
    hit = next(iter(scan.hits("noun", end, end + 2)), None)
    if hit and not scan.plain[hit.start].isascii() and not _is_no_figure(hit.meaning, quantity):
        thing = _THING.match(scan.plain, hit.end) if hit.meaning == "items" else None
        if thing:
            return Noun(thing[1], thing.end())
        return Noun(label if label and hit.meaning in ("users", "employees") else hit.meaning, hit.end)
    if label and scan.plain[end : end + 1] in ("名", "人"):
        return Noun(label, end + 1)
    thing = _THING.match(scan.plain, end)  # 18の物流センター
    subject = _ending(thing[1], range(len(thing[1]) - 1)) if thing else None
    return Noun(subject, thing.end()) if thing and subject else None


def _prompted(scan: Scan, quantity: Quantity) -> Noun | None:
    """What the line or label before asks for: "Team size" and in the next line "Roughly 15, and growing"."""
    ask = next(iter(scan.hits("prompt", quantity.start - LONGEST, quantity.start)[-1:]), None)
    if ask and is_dense(scan.plain[ask.start]):
        told = _ASKED_DENSE.fullmatch(scan.low, ask.end, quantity.start) and _BARE_DENSE.match(scan.low, quantity.end)
        return Noun(ask.meaning, quantity.end) if told else None
    if ask is None or not (scan.sentence(ask.start)[0] == ask.start or scan.plain.endswith(", ", 0, ask.start)):
        return None
    asked = _ASKED.fullmatch(scan.low, ask.end, quantity.start) and _BARE.match(scan.low, quantity.end)
    return Noun(ask.meaning, quantity.end) if asked else None


def _people(scan: Scan, quantity: Quantity, noun: Noun | None) -> Noun | None:
    """The company's own people: "a team of 13", "120-person company", "Headcount: 250", "we are 12 people"."""
    if noun and noun.known and noun.subject != "users":
        return None
    before = scan.touching("people_before", quantity.start, -1)
    after = scan.touching("people_after", quantity.end, 1)
    if before and before.meaning == "hired" and (noun is None or noun.subject == "users"):
        return Noun("employees", noun.end if noun else quantity.end)
    if before and not (noun and before.meaning in ("users", "hired")):
        return Noun(before.meaning, noun.end if noun else quantity.end)
    if after and quantity.lead < _TEAM and not (noun and noun.known):
        return Noun(after.meaning, after.end)
    inside = noun is not None and scan.touching("people_inside", noun.end, 1)
    cues = {hit.meaning for hit in scan.hits("figure_cue", max(0, quantity.start - 40), quantity.start)}
    person = noun is not None and scan.low[max(0, noun.end - 12) : noun.end].endswith(tuple(_words("_person", "forms")))
    if noun and person and quantity.lead < _TEAM and (inside or cues & {"we", "team"}):
        return Noun("employees", noun.end)
    return None


def _everyone(scan: Scan, quantity: Quantity) -> Noun | None:
    """ "loved by hundreds of thousands worldwide", "supporting millions." """
    world = scan.touching("everywhere", quantity.end, 1)
    if world and quantity.lead >= 100_000:
        return Noun("users", world.end)
    if quantity.bound is not Bound.VAGUE or quantity.lead < 1e6:
        return None
    ends = scan.plain[quantity.end : quantity.end + 1] in ("", ".", ",", ";", "!", "\n")
    return Noun("users", quantity.end) if ends and scan.touching("figure_cue", quantity.start, -1) else None
