"""Whatever a server sends, a question ends in time and costs little memory."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import socket
import subprocess
import sys
import time
import zlib
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from tests.crash import figure
from tests.fetch.asking import ask, client
from tests.hostile.server import Ask, Behaviour, Route, Site, drip, hang_up, reply
from tracker.fetch.decode import PIECE, Brotli, Decoder, Gzip, Identity
from tracker.fetch.guard import Wire
from tracker.model import Outcome
from tracker.ports import Request

MIB = 1024 * 1024
BOMB = 512 * MIB

CHILD = """
import json, re, resource, sys, time
from pathlib import Path
from tests.breaks import switch_on
from tests.fetch.asking import ask, ask_all, client

def peak():
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) / 1024  # rusage counts the parent's peak

switch_on()
url, told = sys.argv[1], {}
ask_all(client(), [url + "/small", url + "/small.br", url + "/small.gz"])
before = peak()
for path in sys.argv[2:]:
    took = []
    while not took or (took[-1] > 2 and len(took) < 3):  # a busy machine may hold up one
        started = time.monotonic()
        evidence = ask(url + path, by=client(seconds=1)).evidence
        took.append(time.monotonic() - started)
    told[path] = {"evidence": evidence, "grown": peak() - before, "took": min(took)}
print(json.dumps(told))
"""


def zeros_gzip() -> bytes:
    """Of the same lump again and again: its checksum is wrong, but nobody comes that far."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    opening = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    lump = packer.compress(bytes(4 * MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return opening + lump * (BOMB // (4 * MIB))


def zeros_brotli() -> bytes:
    packer = brotli.Compressor(quality=1, lgwin=24)
    lump = bytes(4 * MIB)
    return b"".join([*(packer.process(lump) for _ in range(BOMB // len(lump))), packer.finish()])


def zeros_zstd() -> bytes:
    """A frame of blocks that repeat one byte."""
    block = 128 * 1024
    return b"\x28\xb5\x2f\xfd\x00\x58" + ((block << 3 | 2).to_bytes(3, "little") + b"\0") * (BOMB // block)


def flood(opening: bytes, lump: bytes) -> Behaviour:
    def behave(wire: socket.socket, ask: Ask) -> None:
        wire.sendall(opening)
        while True:
            wire.sendall(lump)

    return behave


def silence(wire: socket.socket, ask: Ask) -> None:
    wire.recv(1)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def test_no_answer_costs_more_than_its_cap_and_its_deadline() -> None:
    """Bombs, floods and drips one after the other, in one process whose peak is seen from outside."""
    packed = {
        "gzip": zeros_gzip(),
        "br": zeros_brotli(),
        "zstd": zeros_zstd(),
        "gzip, gzip": gzip.compress(zeros_gzip()),
        "gzip, br": brotli.compress(zeros_gzip(), quality=1),
    }
    endless = OK + b"Transfer-Encoding: chunked\r\nContent-Encoding: "
    hostile: dict[str, Route] = {
        **{f"/{name.replace(', ', '.')}": reply(b, headers={"Content-Encoding": name}) for name, b in packed.items()},
        "/chunks": flood(endless + b"identity\r\n\r\n", b"10000\r\n" + bytes(65536) + b"\r\n"),
        "/small-chunks": flood(endless + b"identity\r\n\r\n", b"1\r\nx\r\n" * 20_000),
        "/header": flood(OK + b"X: ", b"y" * 65536),
        "/headers": flood(OK, b"X: y\r\n" * 10_000),
        "/body-drip": drip(OK + b"Content-Length: 99999\r\n\r\n", b"x"),
        "/header-drip": drip(OK, b"X: y\r\n"),
    }
    small: dict[str, Route] = {
        "/small": reply(b"<p>" * 1000),
        "/small.br": reply(brotli.compress(b"<p>" * 1000), headers={"Content-Encoding": "br"}),
        "/small.gz": reply(gzip.compress(b"<p>" * 1000), headers={"Content-Encoding": "gzip"}),
    }
    with Site({**hostile, **small}) as site:
        run = [sys.executable, "-c", CHILD, site.url, *hostile]
        out = subprocess.run(run, capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2], timeout=60)
    told = json.loads(out.stdout)
    took = max(one["took"] for one in told.values())
    grown = max(one["grown"] for one in told.values())
    bombs = f"{len(packed)} bombs of {BOMB // MIB} MiB"
    figure(f"{len(told)} answers, among them {bombs}: at most {took:.1f} s, +{grown:.1f} MiB")
    assert grown <= 32, told
    assert took <= 1 + 1, told
    for path, one in told.items():
        refused = ("larger than 5 MiB", "not asked for", "headers are too large", "no complete answer")
        assert any(words in one["evidence"] for words in refused), (path, one)


@pytest.mark.parametrize(
    "behaviour",
    [
        silence,
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        drip(b"", b"H"),
        drip(OK + b"Content-Length: 99999\r\n\r\n", b"x"),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(OK + b"\r\n", b"x"),
        drip(b"HTTP/1.1 503 Busy\r\n\r\n", b"x"),
        flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        flood(OK + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n", b"1\r\n\x1f\r\n" * 2),
        flood(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"") * 100),
        flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 20_000),
        flood(OK + b"\r\n", b"x" * 65536),
        flood(OK, b"X: y\r\n" * 1000),
    ],
)
def test_every_question_ends_at_its_deadline(behaviour: Behaviour) -> None:
    with Site({"/": behaviour}) as site:
        started = time.monotonic()
        answer = ask(f"{site.url}/", by=client(seconds=0.3))
        assert time.monotonic() - started < 1.3
    assert answer.outcome is Outcome.UNREACHABLE


def test_the_deadline_lies_around_redirects_too() -> None:
    def slowly(wire: socket.socket, ask: Ask) -> None:
        time.sleep(0.1)
        wire.sendall(reply(b"", "302 Found", {"Location": "/", "Connection": "close"}))

    with Site({"/": slowly}) as site:
        answer = ask(f"{site.url}/?k=s3cret", by=client(seconds=0.3))
        assert answer.status == 404
        answer = ask(f"{site.url}/", by=client(seconds=0.3))
    assert answer.evidence == f"no complete answer from {site.url}/ within 0.3 s"


def test_a_question_taken_back_is_over_and_the_next_is_answered() -> None:
    async def asking() -> Outcome:
        async with client() as asker:
            first = asyncio.create_task(asker.fetch(Request(url=f"{site.url}/silent")))
            await asyncio.sleep(0.1)
            assert site.paths == ["/silent"]
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            return (await asker.fetch(Request(url=f"{site.url}/"))).outcome

    with Site({"/silent": silence, "/": reply(b"<p>")}) as site:
        assert asyncio.run(asking()) is Outcome.PAGE


def test_connections_are_not_kept_open_after_the_client() -> None:
    with Site({"/": reply(b"<p>"), "/cut": hang_up(reply(b"<p>")[:-1])}) as site:
        ask(f"{site.url}/")
        for thread in site.threads[1:]:
            thread.join(timeout=2)
            assert not thread.is_alive()


def test_endless_nothing_is_refused() -> None:
    stored = b"\x00\x00\x00\xff\xff" * 100  # blocks of deflate that hold nothing
    within = flood(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], stored)
    members = flood(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"") * 100)
    with Site({"/within": within, "/members": members}) as site:
        assert "larger than" in ask(f"{site.url}/within", max_bytes=1000).evidence
        assert "no end of members" in ask(f"{site.url}/members").evidence


def test_an_idle_connection_takes_in_little_more() -> None:
    sent = 0

    def push(wire: socket.socket, ask: Ask) -> None:
        nonlocal sent
        wire.sendall(reply(b"<p>"))
        time.sleep(0.05)
        while True:
            sent += wire.send(bytes(65536))

    async def asking() -> None:
        async with client() as asker:
            assert (await asker.fetch(Request(url=f"{site.url}/"))).outcome is Outcome.PAGE
            await asyncio.sleep(0.3)

    with Site({"/": push}) as site:
        asyncio.run(asking())
    assert 0 < sent < 20 * MIB


def test_a_large_board_comes_whole() -> None:
    board = random.Random(7).randbytes(24 * MIB)
    with Site({"/": reply(board)}) as site:
        answer = ask(f"{site.url}/", max_bytes=64 * MIB)
    assert answer.document is not None, answer.evidence
    assert answer.document.body == board


@pytest.mark.parametrize(("pack", "decoder"), [(gzip.compress, Gzip), (brotli.compress, Brotli), (bytes, Identity)])
@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_it_does_not_matter_how_a_body_is_cut_on_the_way(pack: type[bytes], decoder: type[Decoder], size: int) -> None:
    body = bytes(size // 2) + random.Random(size).randbytes(size - size // 2)
    packed = pack(body)
    for cut in {1, 2, 10, len(packed) // 2, *range(max(1, len(packed) - 12), len(packed))}:
        unpacking = decoder()
        pieces = [piece for part in (packed[:cut], packed[cut:]) for piece in unpacking.feed(part)]
        assert b"".join(pieces) == body
        assert unpacking.complete()


def test_a_reader_that_comes_late_gets_everything() -> None:
    async def reading() -> bytes:
        _, wire = await asyncio.get_running_loop().create_connection(Wire, "127.0.0.1", site.port)
        await wire.write(b"GET / HTTP/1.1\r\n\r\n")
        await asyncio.sleep(0.1)
        got = b""
        while part := await wire.read(PIECE):
            assert len(part) <= PIECE
            got += part
        return got

    everything = random.Random(7).randbytes(8 * MIB)
    with Site({"/": hang_up(everything)}) as site:
        assert asyncio.run(reading()) == everything
