"""The daemon takes up an edited config.yaml by itself, and keeps the old one while an edit is broken."""

from __future__ import annotations

import signal

import pytest

from tests.journeys.conftest import Home, Receiver, Site, until
from tests.samples import pages


@pytest.fixture
def watched(home: Home, site: Site) -> Home:
    for name in ("one", "two"):
        site.pages[f"/{name}"] = (200, pages.posting(title=f"Engineer {name.title()}"))
    home.config({"parley/one": site.url("/one")})
    return home


def roles(home: Home) -> set[str]:
    return {row["role"] for row in home.rows("list")}


def test_new_watches_are_looked_at_and_gone_ones_rest(watched: Home, site: Site) -> None:
    with watched.daemon():
        until(lambda: "/one" in site.asked)
        said = watched.run("add", site.url("/two"), "--role", "parley/two", "--every", "1s")
        assert "running daemon" in said
        until(lambda: "parley/two: first seen" in watched.log())
        assert "2 watches, 1 new, 0 gone" in watched.log()

        watched.run("remove", "parley/one")
        until(lambda: "0 new, 1 gone" in watched.log())
        asked = site.asked.count("/one")
        more = site.asked.count("/two")
        until(lambda: site.asked.count("/two") > more + 1)
        assert site.asked.count("/one") == asked
    assert roles(watched) == {"parley/one", "parley/two"}


def test_a_broken_edit_is_said_once_and_changes_nothing(watched: Home, site: Site) -> None:
    path = watched.folder / "config.yaml"
    good = path.read_text()
    with watched.daemon() as daemon:
        until(lambda: "/one" in site.asked)
        path.write_text(good.replace("every: 1s", "every: sometimes"))
        until(lambda: "goes on with the config as it was" in watched.log())
        asked = len(site.asked)
        until(lambda: len(site.asked) > asked + 2)
        assert watched.log().count("config.yaml, line 6, watches[0].every") == 1
        path.unlink()
        until(lambda: "no config.yaml" in watched.log())
        path.write_text(good + "# a remark\n")
        path.write_text(good)
        daemon.send_signal(signal.SIGHUP)
        until(lambda: "says the same as before" in watched.log())
        assert "was edited" not in watched.log()


def test_channels_and_manners_change_too(watched: Home, site: Site, receiver: Receiver) -> None:
    path = watched.folder / "config.yaml"
    with watched.daemon() as daemon:
        until(lambda: "Engineer One" in watched.log())
        path.write_text(
            f'channels: {{me: {{to: "{receiver.apprise}"}}}}\n'
            + path.read_text().replace("robots: false", "robots: true")
        )
        daemon.send_signal(signal.SIGHUP)
        until(lambda: "/robots.txt" in site.asked)
        site.pages["/one"] = (200, pages.posting(title="Engineer One", years="9+"))
        until(lambda: any("9+" in text for text in receiver.texts()))


def test_another_data_folder_needs_a_restart(watched: Home, site: Site) -> None:
    path = watched.folder / "config.yaml"
    with watched.daemon():
        until(lambda: "/one" in site.asked)
        path.write_text(path.read_text().replace("snapshots/", "elsewhere/"))
        until(lambda: "restart the daemon" in watched.log())
        asked = len(site.asked)
        until(lambda: len(site.asked) > asked + 1)
    assert not (watched.folder / "elsewhere").exists()
