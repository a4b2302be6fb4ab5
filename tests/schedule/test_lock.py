"""Two daemons on one data folder would tell everything twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.schedule.lock import only_daemon

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tracker.schedule.lock import only_daemon

with only_daemon(Path(sys.argv[1]), datetime(2026, 3, 2, 12, 0, tzinfo=UTC)):
    print("holding", flush=True)
    sys.stdin.read()
"""


def start(data: Path) -> subprocess.Popen[str]:
    run = [sys.executable, "-c", HOLDER, str(data)]
    root = Path(__file__).parents[2]
    holder = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    return holder


def test_a_second_daemon_is_refused_with_the_first_ones_name_and_a_killed_one_leaves_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with start(tmp_path) as first:
            with pytest.raises(StoreError) as refused, only_daemon(tmp_path, NOW):
                pass
            when = f"{NOW.astimezone():%Y-%m-%d %H:%M %Z}"
            said = f"a daemon already watches with this data folder: process {first.pid} since {when}"
            assert str(refused.value) == said
            first.send_signal(signal.SIGKILL)
            first.wait(timeout=10)
        with only_daemon(tmp_path, NOW):
            assert str(os.getpid()) in (tmp_path / "daemon.lock").read_text()


def test_it_holds_within_one_process_too_and_ends_with_its_block(tmp_path: Path) -> None:
    with only_daemon(tmp_path, NOW), pytest.raises(StoreError, match=str(os.getpid())), only_daemon(tmp_path, NOW):
        pass
    with pytest.raises(ZeroDivisionError), only_daemon(tmp_path, NOW):
        raise ZeroDivisionError
    with only_daemon(tmp_path, NOW):
        pass
    assert (tmp_path / "daemon.lock").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_and_a_link_that_leads_away_are_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"), only_daemon(tmp_path / "no", NOW):
        pass
    (tmp_path / "daemon.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="cannot be opened"), only_daemon(tmp_path, NOW):
        pass
    assert not (tmp_path / "elsewhere").exists()
