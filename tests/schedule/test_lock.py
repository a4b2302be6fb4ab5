"""Two daemons on one data folder would tell everything twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.schedule.lock import telling, watching

HOLDER = """
import sys
from pathlib import Path
from tracker.schedule.lock import watching

with watching(Path(sys.argv[1])):
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


def test_a_second_daemon_is_refused_by_name_and_a_killed_one_leaves_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with start(tmp_path) as first:
            with pytest.raises(StoreError) as refused, watching(tmp_path):
                pass
            assert f"a daemon already watches with {tmp_path}: process {first.pid} since " in str(refused.value)
            first.send_signal(signal.SIGKILL)
            first.wait(timeout=10)
        with watching(tmp_path):
            assert str(os.getpid()) in (tmp_path / "daemon.lock").read_text()


def test_it_holds_within_one_process_too_and_ends_with_its_block(tmp_path: Path) -> None:
    with watching(tmp_path), pytest.raises(StoreError, match=str(os.getpid())), watching(tmp_path):
        pass
    with pytest.raises(ZeroDivisionError), watching(tmp_path):
        raise ZeroDivisionError
    with watching(tmp_path):
        pass
    assert (tmp_path / "daemon.lock").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "daemon.lock").mkdir()
    with pytest.raises(StoreError, match=r"daemon\.lock cannot be opened"), watching(tmp_path):
        pass


def test_one_tells_at_a_time(tmp_path: Path) -> None:
    with telling(tmp_path) as first, telling(tmp_path) as second:
        assert (first, second) == (True, False)
    with watching(tmp_path), telling(tmp_path) as beside:
        assert beside
