"""One page, all the way: the real command, a real site, a real receiver, real kills."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

from tests.journeys.conftest import Home, Receiver, Site, until
from tests.samples import pages


def pending(folder: Path) -> int:
    with sqlite3.connect(folder / "snapshots" / "tracker.db", timeout=5) as db:
        return int(db.execute("select count(*) from delivery where state = 'pending'").fetchone()[0])


def test_a_check_says_what_changed_and_stays_silent_about_noise(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting(noise="412 people viewed this job"))
    home.config({"parley/persistence": site.url("/job")})
    assert [row["event"] for row in home.rows("check")] == ["first seen"]
    assert [row["event"] for row in home.rows("check")] == ["unchanged"]

    site.pages["/job"] = (200, pages.posting(noise="977 people viewed this job"))
    assert [row["event"] for row in home.rows("check")] == ["unchanged"]

    site.pages["/job"] = (
        200,
        pages.posting(users="more than 200M monthly active users", salary="$183,000 to $201,500"),
    )
    said = home.run("check")
    assert "salary $159-175k -> $183-201.5k a year" in said
    assert "users" in said
    assert ">100M" in said
    assert ">200M" in said
    rows = home.rows("history", "parley/persistence")
    assert [row["event"] for row in rows] == ["first seen", "changed"]
    for change in rows[1]["changes"]:
        for side in filter(None, (change["before"], change["after"])):
            assert side["quote"]


def test_from_the_third_page_on_an_edit_is_the_company_s(home: Home, site: Site) -> None:
    roles = [f"parley/engineer-{n}" for n in range(1, 6)]
    said: list[str] = []
    for weeks in ("two weeks", "three weeks"):
        for role in roles:
            text = pages.posting(title=role[7:]).replace("</ul>", f"</ul><p>Each letter is answered in {weeks}.</p>", 1)
            site.pages[f"/{role}"] = (200, text)
        home.config({role: site.url(f"/{role}") for role in roles})
        said = [home.run("check", role) for role in roles]
    assert [words.count("Parley, engineer-") for words in said] == [1, 1, 0, 0, 0]
    told = 'Parley: the same sentence changed in 3 postings: "two" -> "three"'
    assert [told in words for words in said] == [False, False, True, False, False]


def test_what_is_not_the_posting_changes_nothing(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    for status, body in (
        (200, pages.LOGIN),
        (200, pages.MAINTENANCE),
        (200, ""),
        (503, "busy"),
        (403, "no"),
        (429, "slow"),
    ):
        site.pages["/job"] = (status, body)
        (row,) = home.rows("check", code=1)
        assert row["event"] == "failed", (status, body)
    site.pages["/job"] = (200, pages.posting())
    assert [row["event"] for row in home.rows("check")] == ["unchanged"]
    assert [row["event"] for row in home.rows("history", "persistence")] == ["first seen"]


def test_a_posting_that_says_it_is_closed_is_closed_and_may_come_back(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    site.pages["/job"] = (200, pages.posting(banner=pages.CLOSED))
    assert "closed" in home.run("check")
    assert [row["event"] for row in home.rows("check")] == ["unchanged"]
    site.pages["/job"] = (200, pages.posting())
    assert [row["event"] for row in home.rows("check")] == ["reopened"]
    assert [row["event"] for row in home.rows("history", "persistence")] == ["first seen", "closed", "reopened"]


def test_one_look_without_it_is_missing_and_not_yet_closed(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    del site.pages["/job"]
    assert [row["event"] for row in home.rows("check")] == ["missing"]
    assert [row["event"] for row in home.rows("check")] == ["missing"]
    assert [row["event"] for row in home.rows("history", "persistence")] == ["first seen", "missing"]
    site.pages["/job"] = (200, pages.posting())
    assert [row["event"] for row in home.rows("check")] == ["reopened"]


def test_the_daemon_tells_a_channel_and_forgets_nothing_over_a_restart(
    home: Home, site: Site, receiver: Receiver
) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")}, channel=receiver.apprise)
    with home.daemon() as daemon:
        until(lambda: len(receiver.got) == 1)
        site.pages["/job"] = (200, pages.posting(salary="$183,000 to $201,500"))
        until(lambda: len(receiver.got) == 2)
        assert "salary $159-175k -> $183-201.5k a year" in receiver.texts()[1]
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=10) == 0
    asked = len(site.asked)
    with home.daemon():
        until(lambda: len(site.asked) > asked + 1)
    assert len(receiver.got) == 2
    assert [row["event"] for row in home.rows("history", "persistence")] == ["first seen", "changed"]


def test_killed_between_remembering_and_telling_it_tells_after_the_restart(
    home: Home, site: Site, receiver: Receiver
) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")}, channel=receiver.apprise)
    home.run("check")
    assert len(receiver.got) == 1
    receiver.held.set()
    site.pages["/job"] = (200, pages.posting(years="2+"))
    receiver.reached.clear()
    with home.daemon() as daemon:
        until(lambda: pending(home.folder) == 1 and receiver.reached.is_set())
        daemon.send_signal(signal.SIGKILL)
        daemon.wait()
    assert pending(home.folder) == 1
    receiver.held.clear()
    with home.daemon():
        until(lambda: len(receiver.got) == 2, seconds=100)
        until(lambda: pending(home.folder) == 0)
    assert "years 4+ -> 2+" in receiver.texts()[1]


def test_a_service_that_refuses_has_not_been_told(home: Home, site: Site, receiver: Receiver) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")}, channel=receiver.apprise)
    receiver.answer = 500
    home.run("check")
    assert pending(home.folder) == 1
    assert "waiting" in home.run("doctor", code=1)


def test_a_second_daemon_is_refused_and_told_of_the_first(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    with home.daemon() as daemon:
        until(lambda: bool(site.asked))
        said = home.run("daemon", code=4)
        assert str(daemon.pid) in said
        assert [row["event"] for row in home.rows("check")] == ["unchanged"]


def test_a_check_looks_at_its_own_watches_however_many_others_wait_in_the_same_folder(home: Home, site: Site) -> None:
    others = {f"parley/other-{n}": site.url(f"/other{n}") for n in range(3)}
    site.pages |= {f"/other{n}": (200, pages.posting()) for n in range(3)} | {"/job": (200, pages.posting())}
    home.config(others)
    home.run("check")
    home.config({"parley/persistence": site.url("/job")})
    assert [row["event"] for row in home.rows("check")] == ["first seen"]


def test_an_alert_makes_its_message_important_and_goes_off_at_the_edge(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting(salary="$159,000 to $175,000"))
    home.config({"parley/persistence": site.url("/job")})
    config = home.folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    alert = '    alert: {salary: rises 10%, users: "reaches 100M, also at first"}\n'
    config.write_text(text.replace("    every", alert + "    every"), encoding="utf-8")
    assert "alert: users reaches 100M" in home.run("check")
    site.pages["/job"] = (200, pages.posting(salary="$162,000 to $180,000"))
    assert "alert" not in home.run("check")
    site.pages["/job"] = (200, pages.posting(salary="$180,000 to $195,000"))
    assert "alert: salary rises 10%" in home.run("check")
    site.pages["/job"] = (200, pages.posting(salary="$181,000 to $196,000"))
    assert "alert" not in home.run("check")


def test_what_is_shown_and_not_told_by_itself_is_told_by_its_sentence(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting(duties=("We do not sponsor visas.", "You keep our chat fast.")))
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    site.pages["/job"] = (200, pages.posting(duties=("We sponsor visas.", "You keep our chat fast.")))
    said = home.run("check")
    assert "We sponsor visas." in said
