"""No secret of the configuration is in what any command says or writes, however its channels fail."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.breaks import environment
from tests.journeys.conftest import Home, Receiver, Site
from tests.journeys.test_terminal import DRIVER
from tests.samples import pages

#: by where it stands
CANARIES = {
    "password": "canaryPassw0rd", "path": "canaryPath77", "query": "canaryQuery5", "header": "canaryHeader8",
    "environment": "canaryEnv4711", "token": "canaryTokenAbcdefghijklmnopqrstuvw", "contact": "canary@contact.example",
}  # fmt: skip


def config(site: Site, receiver: Receiver) -> str:
    c, at = CANARIES, receiver.base.removeprefix("http://")
    channels = {
        "refusing": f"json://{c['password']}:{c['password']}@{at}/{c['path']}?-k={c['query']}&+X-Token={c['header']}",
        "nobody": f"json://{c['password']}:{c['password']}@127.0.0.1:1/{c['path']}",
        "environment": "json://${CANARY}:${CANARY}@127.0.0.1:1/${CANARY}",
        "unset": f"json://{c['password']}@${{UNSET}}/{c['path']}",
        "mail": f"mailto://{c['password']}:{c['password']}@127.0.0.1:1?from=a@example.com&to=b@example.com",
        "ntfy": f"ntfy://{c['password']}:{c['password']}@127.0.0.1:1/{c['path']}",
        "gotify": "gotify://127.0.0.1:1/canaryPath77abc",
        "discord": f"discord://{c['token']}",
        "telegram": f"tgram://{c['token']}/{c['path']}",
        "slack": f"slack://{c['token']}/{c['path']}",
        "unknown": f"nothing://{c['token']}",
        "no-url": "${CANARY}",
    }
    lines = "".join(f'  {name}: {{to: "{url}"}}\n' for name, url in channels.items())
    return f"""version: 1
channels:
{lines}watches:
  - page: {site.url("/job")}
    role: parley/engineer
  - page: {site.url("/down")}
    role: parley/down
fetch:
  contact: {c["contact"]}
  hosts: {{127.0.0.1: {{private: true, pace: 0s, robots: false}}}}
"""


def test_no_command_tells_a_secret(home: Home, site: Site, receiver: Receiver) -> None:
    site.pages["/job"], receiver.answer = (200, pages.posting()), 302
    path = home.folder / "config.yaml"
    path.write_text(config(site, receiver), encoding="utf-8")
    env = environment(CANARY=CANARIES["environment"], TRACKER_LOG_LEVEL="debug")

    def run(*commands: str) -> str:
        words = [sys.executable, "-c", DRIVER, json.dumps([command.split() for command in commands])]
        done = subprocess.run(words, cwd=home.folder, env=env, capture_output=True, text=True, timeout=90, check=False)
        return done.stdout + done.stderr

    said = run("check")
    site.pages["/job"], receiver.answer = (200, pages.posting(salary="$190,000 to $210,000")), 410
    said += run(
        "check --json",
        "doctor --channels",
        "doctor",
        "doctor --json",
        "doctor engineer",
        "list --json",
        "backup copy.db",
    )
    assert "the service refused it (HTTP 302)" in said
    assert "the service refused it (HTTP 410)" in said
    assert said.count("it could not be reached") >= 4
    whole = path.read_text(encoding="utf-8")
    for right, wrong in (('{to: "json', '{to: ["json'), ("{to:", "{too:"), ("json://", "")):
        path.write_text(whole.replace(right, wrong), encoding="utf-8")
        said += run("check", "doctor")
    assert "Traceback" not in said
    for canary in CANARIES.values():
        assert canary not in said, said[max(0, said.find(canary) - 300) :][:600]
        for file in home.folder.rglob("*"):
            if file.is_file() and file != path:
                assert canary.encode() not in file.read_bytes(), file
