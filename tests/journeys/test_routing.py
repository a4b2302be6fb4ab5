"""Whom the real command tells what."""

from __future__ import annotations

import sqlite3
import subprocess

from tests.journeys.conftest import Home, Receiver, Site
from tests.samples import pages


def watching(home: Home, site: Site, receiver: Receiver, more: str) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")}, channel=receiver.apprise)
    config = home.folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(f'{{to: "{receiver.apprise}"}}', f'{{to: "{receiver.apprise}"{more}}}'), "utf-8")


def test_only_what_is_important(home: Home, site: Site, receiver: Receiver) -> None:
    watching(home, site, receiver, ", only: important")
    home.run("check")
    assert receiver.got == []
    site.pages["/job"] = (200, pages.posting(skills="Rust and Kubernetes"))
    home.run("check")
    assert receiver.got == []
    site.pages["/job"] = (200, pages.posting(salary="$190,000 to $210,000", skills="Rust and Kubernetes"))
    home.run("check")
    assert ["-> $190-210k" in text for text in receiver.texts()] == [True]


def test_only_what_it_is_about(home: Home, site: Site, receiver: Receiver) -> None:
    watching(home, site, receiver, ", about: [experience, closed]")
    home.run("check")
    site.pages["/job"] = (200, pages.posting(salary="$190,000 to $210,000"))
    home.run("check")
    assert receiver.got == []
    site.pages["/job"] = (200, pages.posting(salary="$190,000 to $210,000", years="2+"))
    home.run("check")
    assert ["years 4+ -> 2+" in text for text in receiver.texts()] == [True]


def test_a_digest_waits_untried_and_nobody_is_told_of_trouble(home: Home, site: Site, receiver: Receiver) -> None:
    watching(home, site, receiver, ", digest: monday 08:00")
    home.run("check")
    site.pages["/job"] = (200, pages.posting(salary="$190,000 to $210,000"))
    assert "not told yet" not in home.run("check")
    assert receiver.got == []
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db") as db:
        db.execute("update message set created_at = created_at - 8 * 86400000000")
        db.execute("update delivery set next_at = 0")
    home.run("check")
    (text,) = receiver.texts()
    assert text.splitlines()[0] == "2 messages: parley"
    assert "-> $190-210k" in text


def test_a_muted_role_is_kept_and_not_told(home: Home, site: Site, receiver: Receiver) -> None:
    watching(home, site, receiver, "")
    home.run("check")
    assert home.run("mute", "persistence") == "parley/persistence is muted\n"
    site.pages["/job"] = (200, pages.posting(salary="$190,000 to $210,000"))
    home.run("check")
    assert len(receiver.got) == 1
    assert "190,000" in home.run("history", "persistence")
    home.run("mute", "persistence", "--off")
    site.pages["/job"] = (200, pages.posting(salary="$200,000 to $210,000"))
    home.run("check")
    assert ["-> $200-210k" in text for text in receiver.texts()] == [False, True]
    assert "is over already" in home.run("mute", "persistence", "--until", "2020", code=2)


def test_doctor_tries_each_channel(home: Home, site: Site, receiver: Receiver) -> None:
    watching(home, site, receiver, "")
    assert "me took the test message" in home.run("doctor", "--channels")
    assert receiver.texts()[0].startswith("Test of channel me: salary")
    receiver.answer = 500
    assert "channel me (json): the service refused it (HTTP 500)" in home.run("doctor", "--channels", code=1)


def test_what_was_given_up_is_shown_and_sent_again_when_the_channel_is_mended(
    home: Home, site: Site, receiver: Receiver
) -> None:
    watching(home, site, receiver, "")
    receiver.answer = 410
    assert "(HTTP 410); `tracker doctor` has all" in shown(home, "check")
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db") as db:
        db.execute("update delivery set state = 'given up', next_at = null, attempts = 64")
    said = words(home.run("doctor", code=1))
    assert "to me: given up after 64 attempts: channel me (json): the service refused it (HTTP 410)" in said
    assert "`tracker doctor --channels --resend` also what was given up" in said
    receiver.answer = 200
    said = words(home.run("doctor", "--channels", code=1))
    assert "1 given up before; `tracker doctor --channels --resend` sends it again" in said
    assert len(receiver.got) == 1
    assert "1 messages delivered, 0 waiting" in home.run("doctor", "--channels", "--resend")
    assert "Watching Parley" in receiver.texts()[2]
    assert "1 messages delivered, 0 waiting" in home.run("doctor")


def test_what_waits_is_sent_when_the_channel_is_tried_and_works(home: Home, site: Site, receiver: Receiver) -> None:
    watching(home, site, receiver, "")
    receiver.answer = 500
    home.run("check")
    receiver.answer = 200
    home.run("doctor", "--channels")
    assert [text.partition(":")[0].partition(" ")[0] for text in receiver.texts()] == ["Test", "Watching"]


def shown(home: Home, *command: str) -> str:
    """Standard error as well, of a command that ends well."""
    done = subprocess.run(home.argv(*command), cwd=home.folder, capture_output=True, text=True, timeout=60, check=True)
    return words(done.stdout + done.stderr)


def words(text: str) -> str:
    return " ".join(text.split())
