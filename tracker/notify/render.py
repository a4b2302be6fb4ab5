"""A message as text, Markdown and HTML.

The headline, then what else changed, the quotes that prove it, more lines, and at last our own link and command. What
does not fit is counted: "and 14 more". In every form the page's words are text and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tracker.model import Message
from tracker.notify.inert import address, clean, inert

#: characters, as long as a message may be anywhere
LONGEST = 3_500
#: characters of one line of a message
LINE = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one format shows the page's words, the headline, a link and a command, and ends a line."""

    words: Callable[[str], str]
    headline: Callable[[str], str] = str
    link: Callable[[str], str] = str
    command: Callable[[str], str] = str
    end: str = "\n"
    gap: str = "    "


def _markdown(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>~|&{}])", r"\\\1", inert(text))
    return re.sub(r"^(\d*)((?<!\d)[#+=:-]|(?<=\d)[.)])", r"\1\\\2", escaped)


#: as it is, for eyes: a terminal pings nobody
PLAIN = Form(words=clean)
TEXT = Form(words=inert)
MARKDOWN = Form(
    words=_markdown,
    headline="**{}**".format,
    link="<{}>".format,
    command=lambda command: f"`{command.replace('`', '')}`",
    end="  \n",
    gap=" ",
)
HTML = Form(
    words=lambda text: escape(inert(text)),
    headline="<b>{}</b>".format,
    link=lambda url: f'<a href="{escape(url)}">{escape(url)}</a>',
    command=lambda command: f"<code>{escape(command)}</code>",
    end="<br>\n",
    gap=" ",
)


def render(message: Message, form: Form, limit: int = LONGEST) -> str:
    """At most `limit` characters; the headline goes before the link, the link before the rest."""
    also = [form.words(_clip(text)) for text in message.also]
    rest = [form.words(f'"{_clip(text)}"') for text in message.quotes]
    links = [address(url) for url in message.links] or [""] * len(message.detail)
    rest += [
        form.words(_clip(text)) + (form.end + form.link(url) if url else "")
        for text, url in zip(message.detail, links, strict=True)
    ]
    headline, foot = _headline(message, form, limit), _foot(message, form)

    def lines(count: int) -> str:
        shown = [headline]
        shown += ["also: " + "; ".join(also[:count])] if also[:count] else []
        shown += rest[: max(0, count - len(also))]
        left = len(also) + len(rest) - count
        shown += [f"and {left} more"] if left else []
        return form.end.join([*shown, *([foot] if foot else [])])

    whole = len(also) + len(rest)
    if len(lines(whole)) <= limit:
        return lines(whole)
    count = bisect_left(range(whole), True, key=lambda some: len(lines(some)) > limit) - 1
    if count >= 0:
        return lines(count)
    with_link = form.end.join([headline, form.link(address(message.url))])
    return with_link if address(message.url) and len(with_link) <= limit else headline


def _headline(message: Message, form: Form, limit: int) -> str:
    """Cut until it fits, for a form may make it longer."""
    text, room = clean(message.headline) or message.role or message.kind, min(limit, LINE)
    while len(shown := form.headline(form.words(_clip(text, room)))) > limit and room > 1:
        room -= max(1, len(shown) - limit)
    return shown


def _foot(message: Message, form: Form) -> str:
    link, command = address(message.url), inert(message.command or "")
    return form.gap.join([*([form.link(link)] if link else []), *([form.command(command)] if command else [])])


def _clip(text: str, room: int = LINE) -> str:
    return text if len(text) <= room else text[: max(0, room - 1)].rstrip() + "…"
