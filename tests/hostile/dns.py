"""Name servers that say what they are told to: a name's addresses, answer by answer."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest


class Names:
    """Each name has a list of answers, and each answer a list of addresses; the last answer stays. The rest is real."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, Sequence[Sequence[str]]] = {}
        self.asked: Counter[str] = Counter()
        self._real = socket.getaddrinfo
        patch.setattr(socket, "getaddrinfo", self._answer)

    def _answer(self, host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        if host not in self.answers:
            return list(self._real(host, port, *args, **kwargs))
        answers = self.answers[host]
        addresses = answers[min(self.asked[host], len(answers) - 1)]
        self.asked[host] += 1
        return [
            (socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses
        ]
