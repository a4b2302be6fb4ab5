"""A process that has imported all that the daemon needs, and forks a daemon for each line on its standard input.

Only the start is shortened: what the fork runs is the program's own `main()`, and it looks at its tables ten times a
second instead of once, so that a short life has much in it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback

import tracker.apart
import tracker.check
import tracker.cli.daemon_command
import tracker.fetch
import tracker.notify.channels
import tracker.notify.outbox
import tracker.store
import tracker.tree  # noqa: F401
from tests.breaks import switch_on
from tracker.__main__ import main
from tracker.schedule import daemon

TICK = 0.1


def be_daemon(wish: dict[str, object]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, file in ((1, wish["said"]), (2, wish["trouble"])):
        handle = os.open(str(file), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    assert isinstance(wish["env"], dict)
    os.environ.update(wish["env"])
    sys.argv = ["tracker", "daemon", "--json"]
    main()


def serve() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    daemon.TICK = TICK
    switch_on()
    while line := sys.stdin.buffer.readline():
        pid = os.fork()
        if pid == 0:
            try:
                be_daemon(json.loads(line))
            except SystemExit as end:
                os._exit(int(end.code or 0))
            except BaseException:  # noqa: BLE001  # it would go on as a second starter
                traceback.print_exc()
            os._exit(9)
        sys.stdout.buffer.write(b"%d\n" % pid)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
