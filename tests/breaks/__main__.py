"""`python -m tests.breaks`: shows that the tests guard what they say they guard."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.breaks import ROOT, VARIABLE, Break, environment, found

#: what pytest ends with when tests ran and some failed
RED = 1


def turns_red(one: Break) -> tuple[bool, str]:
    """Whether the tests fail with the break on, and what pytest said last."""
    words = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", one.test]
    done = subprocess.run(
        words, cwd=ROOT, env=environment(**{VARIABLE: one.name}), capture_output=True, text=True, check=False
    )
    last = done.stdout.strip().splitlines()[-1:] or done.stderr.strip().splitlines()[-1:] or ["nothing"]
    return done.returncode == RED, last[0]


def main(wanted: list[str]) -> int:
    breaks = [one for one in found().values() if not wanted or one.name in wanted or one.requirement in wanted]
    green = 0
    for one in breaks:
        began = time.monotonic()
        red, said = turns_red(one)
        green += not red
        seconds = f"{time.monotonic() - began:5.1f} s"
        sys.stdout.write(f"{'red' if red else 'GREEN':<6} {one.name:<20} {seconds}  {one.takes}: {said[:90]}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(breaks) - green} of {len(breaks)} breaks turn their tests red\n")
    return 1 if green or not breaks else 0


if __name__ == "__main__":
    os.environ.pop(VARIABLE, None)
    sys.exit(main(sys.argv[1:]))
