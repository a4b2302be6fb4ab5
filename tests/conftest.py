"""For every test: a deliberate break where the environment names one (tests/breaks), and the search for a secret.

With TRACKER_CANARY set, that word stands in every channel's address, everything logs at debug, and a test fails whose
output or log has it.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from tests.breaks import switch_on

CANARY = os.environ.get("TRACKER_CANARY", "")
switch_on()


def pytest_configure(config: pytest.Config) -> None:
    if CANARY:
        config.option.log_level = "DEBUG"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    told = [name for name, text in report.sections if CANARY in text] if CANARY else []
    if told:
        report.outcome, report.longrepr = "failed", f"a secret stands in {', '.join(told)}"
    return report
