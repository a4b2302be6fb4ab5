"""What is remembered survives: kills, power cuts, full and failing disks, flipped bits, crowds, upgrades.

Real parts throughout: the real daemon as a process of its own, its real database, a real site and receiver on the
loopback. Each gate has a small number here and takes a larger one from the environment; docs/reliability.md has the
commands, the figures, and the deliberate break that turns each of them red.
"""

from __future__ import annotations

import os
import sys


def many(variable: str, usual: int) -> int:
    """How often to try: `usual`, or as the environment says."""
    return int(os.environ.get(variable, usual))


def figure(text: str) -> None:
    """What was measured, for whoever runs this with `pytest -s`."""
    sys.stdout.write(f"{text}\n")
