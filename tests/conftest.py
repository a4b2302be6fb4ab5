"""For every test: a deliberate break where the environment names one (tests/breaks)."""

from __future__ import annotations

from tests.breaks import switch_on

switch_on()
