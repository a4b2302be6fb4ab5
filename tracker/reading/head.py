"""The head of a Markdown file, and the tags of the template around it: what of them the posting says.

A head is read by the keys that postings have. What else stands there is for the program that shows the file, and so
are a template's tags; one that stands for a value of the head is read as that value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tracker.reading import words
from tracker.reading.line import Line, fold, plain

#: lines of a head at most; words that make a value a sentence
_LONGEST, _PROSE = 400, 8
_ENTRY = re.compile(r"([A-Za-z][\w -]{0,40}):(?:\s+(.*))?$")
_TITLES = ("title", "job_title", "name")
_PAY = re.compile(r"(?:salary|pay|compensation)_(min|max|from|to|low|high|currency|period|unit|interval)")
_CLOSES = re.compile(
    r"(?:app(?:lications?)?_)?(?:clos(?:es?|ing)|expir(?:es?|y|ation)|valid_(?:through|until|to)|deadline|apply_by)"
    r"(?:_(?:date|day|at|on))?"
)
_OPENS = re.compile(r"(?:app(?:lications?)?_)?open(?:s|ing)?_(?:date|day|at|on)|(?:applications?_)?opens")
#: what a head says of the posting's state: its key, or "not" and its key, and the words for it
_STATES = re.compile(r"state|status|active|open|hiring|published|closed|filled|archived|expired|draft|hidden")
_OVER = {"closed", "filled", "expired", "archived", "inactive", "not active", "not open", "not hiring"}
_SOON = {"upcoming", "draft", "planned", "pending", "coming soon", "hidden", "unpublished", "not published"}
_OPEN = {"open", "active", "hiring", "live", "not closed", "not filled", "not expired", "not archived"}
_SILENT = {"published", "not draft", "not hidden"}

_TAG = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^\n]{0,600}?%\}|<%[^\n]{0,600}?%>")
_NAME = re.compile(r"\{\{[-~\s]*(?:\$?\w*\.)*(\w+)\b")
#: what makes another value of it than the head has
_RECKONED = re.compile(r"\|\s*(?:(minus|plus):?\s*(\d{1,3})|times|divided_by|modulo)\b")
_MONEY = re.compile(r"[\"']([^\"']{0,20}[$€£¥]\s?\d[^\"']{0,20})[\"']")
_CALLED = re.compile(r"(\w+)(?:\.\w+)?\s+[a-z_]+=")

_CONTROL = re.compile(r"\{%-?\s*(if|unless|elsif|else|for|comment|end\w+)\b\s*(.*?)\s*-*%\}")
_CONDITION = re.compile(r"page\.(\w+)(?:\s*(==|!=)\s*['\"]([^'\"]*)['\"])?")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?"
_DAYS = (
    re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"),
    re.compile(rf"\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>20\d\d)"),
    re.compile(rf"\b(?P<day>\d\d?)\.? {_MONTH} (?P<year>20\d\d)"),
)


@dataclass(slots=True)
class Head:
    """What a head says; `over` is the line by which the posting is closed, `soon` that by which it is not open yet."""

    title: str = ""
    lines: list[Line] = field(default_factory=list)
    over: str | None = None
    soon: str | None = None
    pay: str = ""
    opens: datetime | None = None
    closes: datetime | None = None


def read(text: str) -> tuple[Head, str]:
    """The head of a Markdown file, and the text below it without the tags of its template."""
    raw = text.split("\n")
    head, body, values = Head(), text, {}
    if raw[0].strip() == "---" and "---" in (first := [line.strip() for line in raw[1:_LONGEST]]):
        end = first.index("---") + 1
        body = "\n".join(raw[end + 1 :])
        entries = _entries(raw[1:end])
        listed = {key: "; ".join(one.removeprefix("- ") for one in below) for key, (_, _, below) in entries.items()}
        values = {key: value or listed[key] for key, (_, value, _) in entries.items()}
        head = _said(entries, values, shown={_key(name) for name in _NAME.findall(body)})
    return head, "".join(_as_shown(body, values))


def _entries(raw: list[str]) -> dict[str, tuple[str, str, list[str]]]:
    """By its key, each entry's first line, value, and the lines below that belong to it."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    below: list[str] = []
    for line in raw:
        if line.lstrip().startswith("#") or not line.strip():
            continue
        if entry := _ENTRY.match(line):
            below = []
            value = fold((entry[2] or "").partition(" #")[0]).strip("\"'|>")
            found[_key(entry[1])] = (fold(f"{entry[1]}: {value}"), value, below)
        else:
            below.append(fold(line).strip("\"'"))
    return found


def _said(entries: Mapping[str, tuple[str, str, list[str]]], values: Mapping[str, str], shown: Collection[str]) -> Head:
    """`shown` are the keys of values that the text itself shows."""
    head = Head(title=next((fold(values[key]) for key in _TITLES if values.get(key)), ""))
    states = {line: word for key, (line, value, _) in entries.items() if (word := _state(key, value))}
    head.over = next((line for line, word in states.items() if word in _OVER), None)
    head.soon = next((line for line, word in states.items() if word in _SOON), None)
    # a state that somebody keeps by hand is the better witness than the days of an earlier round
    if not _OPEN & set(states.values()):
        head.opens, head.closes = _day(values, _OPENS), _day(values, _CLOSES)
    for key, (line, value, below) in entries.items():
        if line in states or key in (*_TITLES, *shown) or _PAY.fullmatch(key) or not _of_posting(key, [value, *below]):
            continue
        head.lines += [Line(line)] if value else []
        head.lines += [Line(one, item=one.startswith("- ")) for one in below]
    head.pay = _pay({found[1]: value for key, value in values.items() if (found := _PAY.fullmatch(key))})
    return head


def _key(name: str) -> str:
    """A key as all spellings of it are: closeDate, close-date and "Close date" are close_date."""
    return re.sub(r"[\W_]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)).lower()


def _of_posting(key: str, values: Sequence[str]) -> bool:
    """Whether the key is one that postings have, or says whole sentences."""
    nested = any(_ENTRY.match(one.removeprefix("- ")) for one in values)
    sentence = any(len(one.split()) >= _PROSE for one in values) and not nested
    return sentence or bool(words.HEAD_KEY.fullmatch(key.replace("_", " ")))


def _state(key: str, value: str) -> str:
    """The posting's state as one of the known words; empty where the entry says none."""
    if not _STATES.fullmatch(key):
        return ""
    said = plain(value)
    if key not in {"state", "status"}:
        said = {"true": key, "yes": key, "false": f"not {key}", "no": f"not {key}"}.get(said, "")
    return said if said in _OVER | _SOON | _OPEN | _SILENT else ""


def _pay(values: Mapping[str, str]) -> str:
    """Ends of pay that have keys of their own, as "USD 90000 - 120000 per year"."""
    ends = [values[key] for key in ("min", "from", "low", "max", "to", "high") if values.get(key)]
    period = next((f"per {values[key]}" for key in ("period", "unit", "interval") if values.get(key)), "")
    return fold(f"{values.get('currency', '')} {' - '.join(ends)} {period}") if ends else ""


def _day(values: Mapping[str, str], key: re.Pattern[str]) -> datetime | None:
    said = next((plain(value) for name, value in values.items() if key.fullmatch(name)), "")
    found = next((day for pattern in _DAYS if (day := pattern.search(said))), None)
    if not found:
        return None
    month = found["month"]
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
        return datetime(int(found["year"]), number, int(found["day"]), tzinfo=UTC)
    except ValueError:
        return None


def _as_shown(body: str, values: Mapping[str, str]) -> Iterator[str]:
    """The text as its template shows it: of two branches the one whose condition the head meets, else both."""
    branches: list[bool | None] = []
    at = 0
    for tag in _TAG.finditer(body):
        yield "" if False in branches else body[at : tag.start()]
        at = tag.end()
        word, condition = found.groups() if (found := _CONTROL.match(tag[0])) else ("", "")
        if word.startswith(("end", "els")):
            was = branches.pop() if branches else None
            branches += [] if word.startswith("end") else [None if was is None else not was]
        elif word:
            branches.append(_met(condition, values, word))
        elif False not in branches:
            yield _read_tag(tag[0], values)
    yield body[at:]


def _met(condition: str, values: Mapping[str, str], word: str) -> bool | None:
    """Whether the head meets a condition on one of its values; None where it has no say in it."""
    if word in {"comment", "for"}:
        return False
    if not (found := _CONDITION.fullmatch(condition)):
        return None
    value = values.get(_key(found[1]), "")
    met = (value == found[3]) == (found[2] == "==") if found[2] else bool(value)
    return met is not (word == "unless")


def _read_tag(tag: str, values: Mapping[str, str]) -> str:
    """The value of the head that a tag stands for, or the money that it is given; else nothing."""
    if name := _NAME.match(tag):
        value, reckoned = values.get(_key(name[1]), ""), _RECKONED.search(tag)
        if reckoned and reckoned[2] and value.isdecimal():
            return str(int(value) + int(reckoned[2]) * (-1 if reckoned[1] == "minus" else 1))
        return "" if reckoned else value
    money = _MONEY.findall(tag)
    called = _CALLED.search(tag)
    return f"{called[1].replace('_', ' ') if called else ''} {' - '.join(money)}" if money else ""
