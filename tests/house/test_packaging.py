"""The unit and the container file hold what docs/operating.md says of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_unit_is_valid_and_shut_in(tmp_path: Path) -> None:
    unit = tmp_path / "tracker.service"
    unit.write_text((PACKAGING / "tracker.service").read_text().replace("/opt/tracker/bin/tracker", "/bin/true"))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    # 10 is open, 0 is shut; the threshold counts tenths
    subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=15", unit], check=True)


def test_the_container_file_copies_what_there_is_and_runs_as_nobody_special() -> None:
    text = re.sub(r"\\\n", " ", (PACKAGING / "Containerfile").read_text())
    steps = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    copied = [word for name, rest in steps if name == "COPY" and "--from" not in rest for word in rest.split()[:-1]]
    assert {"pyproject.toml", "constraints.txt", "tracker"} <= set(copied)
    assert all((ROOT / word).exists() for word in copied)
    last = {step[0]: step[1] for step in steps}
    assert int(last["USER"].partition(":")[0]) >= 1000
    assert last["VOLUME"] == last["WORKDIR"] == "/data"
    assert json.loads(last["CMD"])[:2] == ["tracker", "daemon"], "no shell takes the signals"
    check = last["HEALTHCHECK"].partition("CMD ")[2]
    assert "/healthz" in json.loads(check)[-1]
    compile(json.loads(check)[-1], "HEALTHCHECK", "exec")
