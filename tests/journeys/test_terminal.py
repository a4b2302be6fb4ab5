"""A posting full of what a terminal obeys, through every command that shows something, in a real terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata

from tests.breaks import environment
from tests.journeys.conftest import Home, Site
from tests.samples import pages
from tests.samples.boards import greenhouse, job

#: a title for the window, a cleared screen, colour in one byte, turned directions, a link, keys that answer
ACTS = (
    "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\x1b]8;;file:///etc/passwd\x1b\\click\x1b]8;;\x1b\\\x1b[6n\x1bP+q\x1b\\"
    "\u009d0;x\u009c[link=file:///etc/passwd]x[/link]\x08\x7f\r\u2028\ufeff\u200b"
)
DRIVER = """
import json, sys
from tests.breaks import switch_on
from tracker.__main__ import main
switch_on()
for words in json.loads(sys.argv[1]):
    print("###", *words[:1], flush=True)
    sys.argv = ["tracker", *words]
    try:
        main()
    except SystemExit:
        pass
    sys.stdout.flush()
"""
#: what is ours: a line cleared for progress, line ends as a terminal makes them
OURS = re.compile(r"\r\x1b\[K|\r(?=\n)|\r(?=checking: )|\r(?=reading: )|[\n\t]")


def in_a_terminal(home: Home, commands: list[list[str]]) -> str:
    """All that the commands write, one after the other, standard error as well."""
    here, there = pty.openpty()
    words = [sys.executable, "-c", DRIVER, json.dumps(commands)]
    env, null = environment(), subprocess.DEVNULL
    with subprocess.Popen(words, cwd=home.folder, env=env, stdin=null, stdout=there, stderr=there):
        os.close(there)
        said = b""
        try:
            while some := os.read(here, 65536):
                said += some
        except OSError:  # the other side is gone
            pass
        finally:
            os.close(here)
    return said.decode()


def acting(text: str) -> list[str]:
    """What a terminal would act on, with some of what stands around it."""
    rest = OURS.sub(" ", text)
    return [
        repr(rest[max(0, n - 40) : n + 20])
        for n, char in enumerate(rest)
        if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}
    ]


def nasty(**said: str) -> str:
    return pages.posting(
        title=f"Engineer {ACTS}",
        place=f"Berlin {ACTS}",
        skills=f"Rust{ACTS}, PostgreSQL",
        duties=(f"Run {ACTS} storage.", *said.values()),
        users=f"more than 100M{ACTS} monthly active users",
        salary=said.get("salary", "$159,000 to $175,000"),
        noise=ACTS,
    )


def test_no_byte_of_a_page_acts_in_a_terminal(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, nasty())
    home.config({"parley/engineer": site.url("/job"), "parley/gone": site.url("/gone")})
    board = home.folder / "board.json"
    board.write_text(greenhouse([job(1, f"Storage {ACTS}"), job(2, f"{ACTS}")]), encoding="utf-8")
    note, text = home.folder / f"saved{ACTS[:9].replace('/', '')}.txt", home.folder / "other.txt"
    note.write_text(f"Engineer {ACTS}\n\nSalary: $100,000 {ACTS}\n\n5+ years of {ACTS} Rust\n" * 2, encoding="utf-8")
    text.write_text(f"Engineer\n\nSalary: $120,000 {ACTS}\n\n7+ years of {ACTS} Go\n", encoding="utf-8")
    first = in_a_terminal(home, [["check"]])
    site.pages["/job"] = (200, nasty(salary="$190,000 to $210,000", more=f"Also {ACTS} this."))
    name = "parley/engineer"
    shows = [
        ["check"], ["list"], ["list", "--json"], ["history", name, "--all"], ["history", name, "--json"],
        ["show", name], ["show", name, "--json"], ["diff", name], ["diff", name, "--json"], ["doctor"],
        ["doctor", name, "--json"], ["note", name, f"a remark {ACTS}"], ["history", name], ["mute", name],
        ["facts", str(note)], ["facts", str(note), "--json"], ["compare", str(note), str(text)], ["import", str(note)],
        ["import", str(note), "--role", "parley/old", "--date", "2020-01-01"],
        ["import", str(board), "--role", "parley", "--date", "2020-01-01"], ["history", "parley"],
        ["link", "--company", "parley"], ["link", name, "parley/old"], ["unlink", name], ["reread"], ["noise", name],
        ["show", f"nobody{ACTS}"], ["add", f"http://127.0.0.1/{ACTS}"], ["remove", name], ["forget", "parley/old"],
    ]  # fmt: skip
    said = first + in_a_terminal(home, shows)
    assert "Traceback" not in said
    assert said.count("###") == len(shows) + 1
    assert "-> $190-210k" in said
    assert acting(said) == []


def test_what_is_looked_for_is_found() -> None:
    assert acting("a\r\nb\r\x1b[K") == []
    assert len(acting("\x1b[2J \u202e \x9b \x07 \u200b")) == 5
