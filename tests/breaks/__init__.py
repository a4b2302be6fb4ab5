"""Deliberate breaks: each takes one promise of the program away, and the tests that guard it must turn red.

A break patches the program from outside, in memory; `tracker/` knows nothing of it. It is switched on by
`TRACKER_BREAK=NAME` in the environment: `tests/conftest.py` does it for a test run, and `command()` for each process of
the real program that a test starts.

    python -m tests.breaks               every break, one after the other, and whether its tests turned red
    python -m tests.breaks R3 R10.lock   those of these requirements, or by their names

To add some: a module beside this one with `BREAKS = (Break(...), ...)`; docs/reliability.md has the table.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
VARIABLE = "TRACKER_BREAK"
_BROKEN = "import sys; from tests.breaks import switch_on; switch_on(); from tracker.__main__ import main; main()"


@dataclass(frozen=True, slots=True)
class Break:
    """`name` begins with its requirement: R3.synchronous."""

    name: str
    #: what is taken away, in words
    takes: str
    #: the test that must turn red, as pytest names it
    test: str
    #: does it, in the process in which it is called
    patch: Callable[[], None]

    @property
    def requirement(self) -> str:
        return self.name.partition(".")[0]


def found() -> dict[str, Break]:
    """All of them by name."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return {one.name: one for module in modules for one in getattr(module, "BREAKS", ())}


def switch_on(environ: Mapping[str, str] = os.environ) -> None:
    """Break this process in the way that its environment names, if it names one."""
    if name := environ.get(VARIABLE):
        found()[name].patch()


def command(*words: str) -> list[str]:
    """How a test starts the real program: exactly as a user does, but for a break that is switched on."""
    return [sys.executable, *(("-c", _BROKEN) if os.environ.get(VARIABLE) else ("-m", "tracker")), *words]


def environment(**more: str) -> dict[str, str]:
    """The environment for such a process: it finds the program and the breaks from any folder."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **more}
