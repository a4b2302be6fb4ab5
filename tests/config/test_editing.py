"""One watch in, one out: every other character of config.yaml stays, whatever its layout, and whatever goes wrong."""

from __future__ import annotations

import difflib
import os
import stat
import threading
from pathlib import Path

import pytest

from tracker import config
from tracker.config.editing import Editing
from tracker.config.layout import Entry
from tracker.errors import ConfigError

NEW: Entry = {"page": "https://careers.example.com/jobs/9?lang=en", "role": "example/platform-engineer", "every": "6h"}
BOARD: Entry = {
    "board": "https://jobs.ashbyhq.com/Copper%20Grid",
    "company": "copper-grid",
    "title": {"any": ["C++ engineer", "platform"], "none": ["intern", "true", "7"]},
    "tell": ["terminal"],
}
ENTRIES = (NEW, BOARD)
PATTERN = r"^Seen [\d.,:/]+ times$"

COMMENTED = """# what I watch
version:   1

channels:                       # two of them
    me:   {to: "json://localhost/a", about: [salary,opened]}   # aside
    boss: { to:  'json://localhost/b' }

watches:
  # the first one
  - page: https://careers.example.com/jobs/1
    role: example/one      # my favourite
    # every: 1d

  # the second one
  - board:   https://boards.greenhouse.io/discord
    title: {any: [infrastructure, platform],
            none: [intern]}
    ignore:
      - "^Posted .* ago"

# what comes behind it
fetch: {hosts: {intranet.example: {private: true, pace: 0s}}}   # end
# the tail
"""

LAYOUTS = {
    "commented": COMMENTED,
    "without a last line end": COMMENTED.rstrip(),
    "windows": COMMENTED.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + COMMENTED,
    "dashes at the edge": "watches:\n- page: https://a.example/1\n  role: a/b\nevery: 6h\n",
    "wide": "watches:\n    -   page: https://a.example/1\n        role: a/b\n\n\n    -   page: https://a.example/2\n"
    "        role: a/c\n",
    "dash alone": "watches:\n  -\n    page: https://a.example/1\n    role: a/b\n"
    "  - {page: https://a.example/2, role: a/c}\n",
    "indented root": "  version: 1\n  watches:\n    - page: https://a.example/1\n      role: a/b\n  every: 1h\n",
    "a block of text": "watches:\n- page: https://a.example/1\n  role: a/b\n  select: >-\n    main\n\n# end\n",
    "quoted keys": '"watches":\n  - \'page\': "https://a.example/1"\n    role: a/b\n',
    "flow": "version: 1\nwatches: [{page: https://a.example/1, role: a/b}, {page: https://a.example/2, role: a/c}]\n",
    "flow over lines": "watches: [\n  {page: https://a.example/1, role: a/b},  # one\n"
    "  {page: https://a.example/2, role: a/c},\n]\nevery: 1h\n",
    "all in one map": "{version: 1, watches: [{page: https://a.example/1, role: a/b}]}\n",
    "a document's start": "---\nwatches:\n  - page: https://a.example/1\n    role: a/b\n",
}
EMPTY = {
    "nothing": "",
    "only comments": "# my watches\n# come here",
    "blank": "\n\n",
    "no watches": "version: 1\nevery: 6h  # often\n",
    "watches without one": "version: 1\nwatches:   # none yet\n  # - page: https://a.example/1\nevery: 6h\n",
    "null": "watches: null  # none yet\n",
    "empty list": "watches: []  # none yet\nevery: 6h\n",
    "flow without": "{version: 1}\n",
    "empty flow": "{}",
    "flow with null": "{watches: , every: 6h}",
    "the starter": config.STARTER,
}


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_bytes(text.encode())
    return path


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Those that went, and those that came."""
    made = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line[2:] for line in made if line[0] == "-"], [line[2:] for line in made if line[0] == "+"]


@pytest.mark.parametrize("entry", ENTRIES, ids=("page", "board"))
@pytest.mark.parametrize("text", [*LAYOUTS.values(), *EMPTY.values()], ids=[*LAYOUTS, *EMPTY])
def test_a_watch_comes_in_and_nothing_else_changes(tmp_path: Path, text: str, entry: Entry) -> None:
    path = written(tmp_path, text)
    before = config.load(path, {}).watches if text in LAYOUTS.values() else ()
    Editing(path, {}).add(entry)
    after = path.read_bytes().decode()
    made = config.load(path, {}).watches
    assert made[:-1] == before
    assert made[-1].url in (entry.get("page"), entry.get("board"))
    assert made[-1].title.none == (("intern", "true", "7") if "title" in entry else ())
    block = text.lstrip("\ufeff\r\n")[:1] != "{" and "watches: [" not in text
    if block and text.strip() and "null" not in text:
        gone, _ = lines(text, after)
        assert not gone
    assert ("\r\n" in text) == ("\r\n" in after)
    assert "\n" not in after.replace("\r\n", "") or "\r\n" not in text
    assert all(
        comment in after for comment in ("# often", "# none yet", "# the tail", "# my watches") if comment in text
    )


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_what_came_in_goes_out_again_and_leaves_no_trace(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    Editing(path, {}).add(NEW)
    Editing(path, {}).remove([f"page:{NEW['page']}"])
    assert path.read_bytes().decode().rstrip() == text.rstrip()


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_each_watch_can_be_taken_out_and_then_all_of_them(tmp_path: Path, text: str) -> None:
    watches = config.load(written(tmp_path, text), {}).watches
    path = tmp_path / "config.yaml"
    for watch in watches:
        written(tmp_path, text)
        Editing(path, {}).remove([watch.key])
        assert config.load(path, {}).watches == tuple(other for other in watches if other != watch)
    Editing(path, {}).remove([other.key for other in watches])
    assert config.load(path, {}).watches == ()


def test_comments_around_a_watch_stay_when_it_goes(tmp_path: Path) -> None:
    path = written(tmp_path, COMMENTED)
    Editing(path, {}).remove(["page:https://careers.example.com/jobs/1"])
    assert lines(COMMENTED, path.read_text()) == (
        ["  - page: https://careers.example.com/jobs/1", "    role: example/one      # my favourite"],
        [],
    )


def test_a_watch_is_written_as_one_would_write_it(tmp_path: Path) -> None:
    path = written(tmp_path, "watches:\n")
    Editing(path, {}).add(BOARD)
    assert path.read_text() == (
        "watches:\n"
        "  - board: https://jobs.ashbyhq.com/Copper%20Grid\n"
        "    company: copper-grid\n"
        '    title: {any: ["C++ engineer", platform], none: [intern, "true", "7"]}\n'
        "    tell: [terminal]\n"
    )


def test_where_there_is_no_file_the_starter_is_begun_with(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    Editing(path, {}).add(NEW)
    assert config.STARTER.splitlines()[0] in path.read_text()
    (watch,) = config.load(path, {}).watches
    assert watch.role == "example/platform-engineer"


def test_the_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "mine.yaml"
    real.parent.mkdir()
    real.write_text("watches: []\n")
    real.chmod(0o640)
    link = tmp_path / "config.yaml"
    link.symlink_to(real)
    Editing(link, {}).add(NEW)
    assert link.is_symlink()
    assert "careers.example.com" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [each.name for each in real.parent.iterdir()] == ["mine.yaml"]


def test_an_edit_that_would_not_be_valid_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path, COMMENTED)
    for entry, words in (
        ({**NEW, "role": "example/one"}, "same role"),
        ({**NEW, "page": "https://careers.example.com/jobs/1"}, "same address"),
        ({**NEW, "every": "often"}, "every"),
        ({**NEW, "tell": ["nobody"]}, "boss, me, terminal"),
    ):
        with pytest.raises(ConfigError, match=words):
            Editing(path, {}).add(entry)
        assert path.read_text() == COMMENTED
    assert [each.name for each in tmp_path.iterdir()] == ["config.yaml"]


def test_a_file_with_faults_is_not_touched(tmp_path: Path) -> None:
    path = written(tmp_path, "watches:\n  - page: nowhere\n")
    with pytest.raises(ConfigError, match="line 2"):
        Editing(path, {}).add(NEW)
    assert path.read_text() == "watches:\n  - page: nowhere\n"


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, COMMENTED)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError, match="No space left on device; nothing was changed"):
        Editing(path, {}).add(NEW)
    assert path.read_text() == COMMENTED
    assert [each.name for each in tmp_path.iterdir()] == ["config.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is protected from root")
def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    path = written(tmp_path, COMMENTED)
    path.chmod(0o444)
    with pytest.raises(ConfigError, match="protected"):
        Editing(path, {}).add(NEW)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        Editing(tmp_path / "nowhere" / "config.yaml", {}).add(NEW)


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, COMMENTED)

    def one(number: int) -> None:
        Editing(path, {}).add({"page": f"https://b.example/{number}", "role": f"b/{number}"})

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {f"b/{number}" for number in range(12)} <= {watch.role for watch in config.load(path, {}).watches}


@pytest.mark.parametrize("number", [0, 1])
def test_a_line_to_ignore_is_put_in_and_nothing_else_moves(tmp_path: Path, number: int) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(COMMENTED, encoding="utf-8")
    before = config.load(path, {}).watches[number]
    assert Editing(path, {}).ignore(before.key, [PATTERN]) == [PATTERN]
    assert Editing(path, {}).ignore(before.key, [PATTERN]) == []
    assert config.load(path, {}).watches[number].ignore == (*before.ignore, PATTERN)
    text = path.read_text(encoding="utf-8")
    assert [line for line in COMMENTED.splitlines() if line not in text.splitlines()] == []


@pytest.mark.parametrize(
    "entry",
    [
        "  - {page: 'https://a.example/1', role: a/b}",
        "  - page: https://a.example/1\n    ignore: '^Old'\n    role: a/b",
        "  - page: https://a.example/1\n    role: a/b\n    ignore: ['^Old', \"^Older\"]  # said long ago",
    ],
)
def test_a_line_to_ignore_fits_into_any_layout(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"version: 1\nwatches:\n{entry}\n", encoding="utf-8")
    (before,) = config.load(path, {}).watches
    Editing(path, {}).ignore(before.key, [PATTERN])
    assert config.load(path, {}).watches[0].ignore == (*before.ignore, PATTERN)
    assert ("# said long ago" in entry) == ("# said long ago" in path.read_text(encoding="utf-8"))
