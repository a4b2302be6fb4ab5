"""What people read, and that nothing of it acts: over text, Markdown and HTML."""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown  # type: ignore[import-untyped]

from tracker.model import Message
from tracker.notify.inert import JOINER, address, clean, inert
from tracker.notify.render import HTML, MARKDOWN, PLAIN, TEXT, Form, render

URL = "https://careers.example.com/jobs/7?a=1&b=2"
COMMAND = "tracker diff acme/data-engineer"
RAISE = Message(
    cause="snapshot:7",
    kind="changed",
    role="acme/data-engineer",
    headline="Acme, Data Engineer: salary $150-170k -> $160-185.5k a year",
    also=("years 2+ -> 5+", "+ Kubernetes"),
    quotes=("The pay for this job is $160,000 to $185,500 a year + equity",),
    detail=("Requirements: - Perl", "Requirements: + Rust"),
    url=URL,
    command=COMMAND,
)
ACTING = r"""
@everyone @here <@123> <@&123> <!channel> <!subteam^S1> <#C1> @user ＠user #tag $TSLA &#64;everyone
[click](https://evil.example) ![x](https://evil.example/x.png) [a]: [a][b] https://evil.example http://evil.example
<https://evil.example> <https://evil.example|ok> evil.example www.evil.example me@evil.example mailto:me@evil.example
tel:+491 javascript:alert(1) tg://user?id=1 <b> </b> <script>alert(1)</script> <img/src=x> <a/href="https://evil.example">
&lt;b&gt; ** __ * _ ` ``` ~~ || # > - 1. --- === :tada: <:a:1> <t:1:R> </cmd:1> /start \ {{x}} ${HOME} %s
a Node.js $183,000 201.5k C++ 10:30 and/or é 年収 👩
"""
PAYLOADS = ACTING.split()
STEERING = "\n\r\t \x00\x07\x1b\x9b\u202e\u2066\u200b\u200d\u00ad\u2028\ufeff\U000e0041\ud800\ue000\u0301"
words = st.lists(st.sampled_from([*PAYLOADS, *STEERING]) | st.text(max_size=5), max_size=8).map("".join)
messages = st.builds(
    Message,
    cause=st.just("c"),
    kind=st.just("changed"),
    role=st.just("acme/data-engineer"),
    headline=words,
    also=st.lists(words, max_size=3).map(tuple),
    quotes=st.lists(words, max_size=3).map(tuple),
    detail=st.lists(words, max_size=5).map(tuple),
    url=st.sampled_from([None, URL]),
    command=st.sampled_from([None, COMMAND]),
)
pushed = pytest.mark.parametrize("form", [TEXT, MARKDOWN, HTML], ids=["text", "markdown", "html"])


def test_the_message_as_people_get_it() -> None:
    expected = """\
Acme, Data Engineer: salary $150-170k -> $160-185.5k a year
also: years 2+ -> 5+; + Kubernetes
"The pay for this job is $160,000 to $185,500 a year + equity"
Requirements: - Perl
Requirements: + Rust
https://careers.example.com/jobs/7?a=1&b=2    tracker diff acme/data-engineer"""
    assert render(RAISE, TEXT) == render(RAISE, PLAIN) == expected


def test_as_markdown() -> None:
    assert render(RAISE, MARKDOWN).split("  \n") == [
        r"**Acme, Data Engineer: salary $150-170k -\> $160-185.5k a year**",
        r"also: years 2+ -\> 5+; \+ Kubernetes",
        '"The pay for this job is $160,000 to $185,500 a year + equity"',
        "Requirements: - Perl",
        "Requirements: + Rust",
        f"<{URL}> `{COMMAND}`",
    ]


def test_as_html() -> None:
    assert render(RAISE, HTML).split("<br>\n") == [
        "<b>Acme, Data Engineer: salary $150-170k -&gt; $160-185.5k a year</b>",
        "also: years 2+ -&gt; 5+; + Kubernetes",
        "&quot;The pay for this job is $160,000 to $185,500 a year + equity&quot;",
        "Requirements: - Perl",
        "Requirements: + Rust",
        f'<a href="{escape(URL)}">{escape(URL)}</a> <code>{COMMAND}</code>',
    ]


def test_a_bare_message_is_its_headline() -> None:
    bare = Message(cause="c", kind="closed", role="a/b", headline="Acme, Data Engineer: closed")
    assert render(bare, TEXT) == "Acme, Data Engineer: closed"


def test_what_does_not_fit_is_counted() -> None:
    many = Message(
        cause="c", kind="company", role="", headline="h", detail=tuple(f"line {n:03}" for n in range(100)), url=URL
    )
    lines = render(many, TEXT, 300).splitlines()
    shown = [line for line in lines if line.startswith("line")]
    assert lines[0] == "h"
    assert shown == [f"line {n:03}" for n in range(len(shown))]
    assert lines[-2] == f"and {100 - len(shown)} more"
    assert lines[-1] == URL
    assert 280 <= len("\n".join(lines)) <= 300


def test_where_room_is_short_the_headline_stays_then_the_link() -> None:
    assert render(RAISE, TEXT, 160).splitlines()[1:] == [f"{URL}    {COMMAND}"] or "more" in render(RAISE, TEXT, 160)
    assert render(RAISE, TEXT, 110).splitlines() == [RAISE.headline, URL]
    assert render(RAISE, TEXT, 70) == RAISE.headline
    assert render(RAISE, TEXT, 20) == "Acme, Data Engineer…"


@pushed
@given(message=messages, limit=st.integers(40, 900))
def test_no_message_is_longer_than_its_limit_and_none_loses_count(form: Form, message: Message, limit: int) -> None:
    shown = render(message, form, limit)
    assert len(shown) <= limit
    whole = render(message, form, 100_000)
    assert shown == whole or "more" in shown or len(shown.splitlines()) <= 2


@pushed
@given(message=messages)
def test_no_word_of_a_page_pings_links_or_steers(form: Form, message: Message) -> None:
    shown = render(message, form)
    theirs = (unescape(shown) if form is HTML else shown).replace(URL, "")
    assert "@" not in theirs
    assert "://" not in theirs
    assert not re.search(r"<[!#:?&]|</?[a-z]+:", theirs)
    assert not re.search(r"[a-z]\.[a-z]|(?<!\w):\w+:|#\w|(?:mailto|javascript):\w|\]\(", theirs)
    for char in theirs.replace("\n", "").replace(JOINER, ""):
        assert unicodedata.category(char) not in {"Cc", "Cs", "Co", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    shown.encode()


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, value) for _, value in attrs] or [(tag, None)]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(message=messages)
def test_html_has_only_our_tags_and_our_link(message: Message) -> None:
    tags = Tags(render(message, HTML))
    assert {tag for tag in tags.found if tag[0] != "a"} <= {("b", None), ("br", None), ("code", None)}
    assert [tag for tag in tags.found if tag[0] == "a"] == ([("a", URL)] if message.url else [])
    assert inert(message.headline) in " ".join(tags.text.split()) or len(message.headline) > 600


@given(message=messages)
def test_markdown_has_only_our_marks_and_our_link(message: Message) -> None:
    tags = Tags(markdown(render(message, MARKDOWN), extensions=["tables", "fenced_code"]))
    allowed = {("p", None), ("strong", None), ("br", None), ("code", None)}
    assert {tag for tag in tags.found if tag[0] != "a"} <= allowed
    assert [tag for tag in tags.found if tag[0] == "a"] == ([("a", URL)] if message.url else [])


@given(text=words)
def test_words_stay_the_same_for_a_reader(text: str) -> None:
    visible = inert(text).replace(JOINER, "")
    back = visible.replace("\uff20", "@").replace("\uff1a//", "://").replace("\uff1c", "<")
    assert back == clean(text).replace("\uff20", "@")
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "text",
    ["salary $159-175k -> $183-201.5k a year", "2+ years, C++, Go 1.22", "at 10:30, and/or remote", "<5 years (90%)"],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert inert(text) == text


def test_scripts_and_emoji_keep_their_joiners_and_letters_their_accents() -> None:
    assert clean("می\u200cخواهم 👩\u200d💻 Zürich") == "می\u200cخواهم 👩\u200d💻 Zürich"
    assert clean("@\u200deveryone\u200c") == "@everyone"
    assert clean("a" + "\u0301" * 200) == "a" + "\u0301" * 4


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/@everyone", "https://x.example/%40everyone"),
        ("https://x.example/a)*_[<!channel>", "https://x.example/a%29%2A_%5B%3C%21channel%3E"),
        ("https://x.example/%20?q=1&r=2#top", "https://x.example/%20?q=1&r=2#top"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("javascript:alert(1)", ""),
        ("https://bank.example@evil.example/", ""),
        ("https://", ""),
        ("http://[bad/", ""),
        ("https://x.example/\x1b[2J\u202e", "https://x.example/%5B2J"),
        (None, ""),
    ],
)
def test_our_own_link_is_one_link(url: str | None, shown: str) -> None:
    assert address(url) == shown
