"""From announced to open to closed and back, as the head of a saved posting tells it: what is told, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tracker import pipeline, readers
from tracker.model import Document, Event, Look, Manner, Posting, Snapshot, Weight

START = datetime(2026, 3, 1, tzinfo=UTC)
POSTING = Posting(key="import:kiesel/storage", role="kiesel/storage")
BODY = """
{% if page.state == 'upcoming' %}
Applications open on {{ page.opens }}.
{% endif %}
## Responsibilities
- Build storage that never loses a byte.
- Write down what you learn about disks.

## Requirements
- 5+ years of experience with databases
"""


def told(*heads: str, body: str = BODY) -> list[Look]:
    """The looks at one version a day."""
    kept = []
    for day, head in enumerate(heads):
        source = f"---\ntitle: Storage Engineer\n{head}\n---\n{body.replace('DAY', str(day))}"
        document = Document(body=source.encode(), url="file:///a.md", media_type="text/markdown")
        one = readers.read(document, POSTING, Manner(), START + timedelta(days=day))
        assert isinstance(one, Snapshot)
        kept.append(one)
    return list(pipeline.as_told(POSTING, kept))


def headlines(looks: list[Look]) -> list[str]:
    return [message.headline for look in looks[1:] for message in look.messages]


def test_what_is_announced_is_told_when_it_opens() -> None:
    looks = told("state: upcoming\nopens: tbd", "state: upcoming\nopens: 2026-03-04", "state: open\nopens: 2026-03-04")
    assert headlines(looks) == [
        'Kiesel, Storage Engineer: text "tbd." -> "2026-03-04."',
        "Kiesel, Storage Engineer: open now, announced since 2026-03-01",
    ]


def test_an_announcement_is_no_return() -> None:
    looks = told("state: closed", "state: upcoming\nopens: tbd", "state: open")
    assert [look.event for look in looks[1:]] == [Event.CHANGED, Event.REOPENED]
    assert headlines(looks) == [
        'Kiesel, Storage Engineer: text + "Applications open on tbd."',
        "Kiesel, Storage Engineer: open now, announced since 2026-03-02",
    ]


def test_what_an_announcement_leaves_out_is_not_gone() -> None:
    asked = "## Requirements\n- 5+ years of experience with {{ page.what }}\n"
    body = f"We build storage.\n{{% if page.state == 'open' %}}\n{asked}{{% endif %}}\n"
    looks = told("state: open\nwhat: databases", "state: upcoming\nwhat: databases", body=body)
    assert [look.event for look in looks[1:]] == [Event.UNCHANGED]
    assert headlines(looks) == []


def test_a_day_that_has_passed_closes_and_one_to_come_opens() -> None:
    looks = told("closes: 2026-03-09", "closes: 2026-02-20", "opens: 2026-03-20", "opens: 2026-03-01")
    assert [look.event for look in looks[1:]] == [Event.CLOSED, Event.CHANGED, Event.REOPENED]


def test_what_is_edited_while_it_is_closed_is_kept_and_not_told() -> None:
    looks = told(*["state: closed"] * 2, body=f"{BODY}\n- Look after DAY hundred disks\n")
    assert headlines(looks) == []
    assert [(one.weight, one.reason.partition(";")[0]) for one in looks[1].changes] == [
        (Weight.QUIET, "the posting stays closed")
    ]
    assert looks[1].snapshot


def test_a_tool_among_the_benefits_is_no_skill() -> None:
    kept = f"{BODY}\n## Benefits\n- Thirty days of leave\n"
    looks = [look for tool in ("", "- A Slack channel for cats\n") for look in told("state: open", body=kept + tool)]
    before, after = (look.snapshot for look in looks)
    assert before
    assert after
    assert not [one for one in pipeline.between(before, after) if one.kind == "skill" and one.weight != "quiet"]
