"""Nothing is read from a server that cannot prove its name, and nothing of ours goes to the wrong one."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from tests.fetch.asking import HERE, ask, ask_all, client
from tests.hostile.dns import Names
from tests.hostile.server import Site, redirect, reply
from tracker.model import Outcome


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


class Trust:
    """A context that knows one authority; counts how often it is made."""

    def __init__(self, authority: trustme.CA) -> None:
        self.authority = authority
        self.made = 0

    def __call__(self) -> ssl.SSLContext:
        self.made += 1
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context


def test_a_server_that_proves_its_name_is_read_over_one_context() -> None:
    authority = trustme.CA()
    trust = Trust(authority)
    context = context_of(authority.issue_cert("127.0.0.1"))
    with Site({"/": reply(b"<p>" * 100_000)}, tls=context) as one, Site({"/": reply(b"<p>")}, tls=context) as two:
        answers = ask_all(client(trust=trust), [f"{one.url}/", f"{one.url}/", f"{two.url}/"])
        assert one.met == 1
    assert [a.outcome for a in answers] == [Outcome.PAGE] * 3, answers
    assert answers[0].document is not None
    assert len(answers[0].document.body) == 300_000
    assert trust.made == 1


def test_no_context_is_made_for_plain_http() -> None:
    trust = Trust(trustme.CA())
    with Site({"/": reply(b"<p>")}) as site:
        assert ask(f"{site.url}/", by=client(trust=trust)).outcome is Outcome.PAGE
    assert trust.made == 0


def test_a_name_is_proved_although_its_address_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    Names(monkeypatch).answers = {"jobs.test": [["127.0.0.1"]]}
    authority = trustme.CA()
    with Site({"/": reply(b"<p>")}, tls=context_of(authority.issue_cert("jobs.test"))) as site:
        answer = ask(f"https://jobs.test:{site.port}/", by=client({"jobs.test": HERE}, trust=Trust(authority)))
    assert answer.outcome is Outcome.PAGE


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["authority", "name", "time"])
def test_who_cannot_prove_its_name_is_not_read(wrong: str) -> None:
    authority = trustme.CA()
    issuer = trustme.CA() if wrong == "authority" else authority
    name = "jobs.example" if wrong == "name" else "127.0.0.1"
    since, until = LONG_AGO if wrong == "time" else (None, None)
    certificate = issuer.issue_cert(name, not_before=since, not_after=until)
    with Site({"/": reply(b"<p>")}, tls=context_of(certificate)) as site:
        answer = ask(f"{site.url}/", by=client(trust=Trust(authority)))
        assert site.asked == []
    assert answer.outcome is Outcome.UNREACHABLE
    assert "could not prove that it is 127.0.0.1, so nothing was read" in answer.evidence


def test_without_an_authority_of_their_own_nobody_on_this_machine_is_believed() -> None:
    with Site({"/": reply(b"<p>")}, tls=context_of(trustme.CA().issue_cert("127.0.0.1"))) as site:
        assert "could not prove" in ask(f"{site.url}/").evidence


def test_who_speaks_no_tls_is_not_read() -> None:
    with Site({"/": reply(b"<p>")}) as site:
        assert ask(f"https://127.0.0.1:{site.port}/", by=client(seconds=0.3)).outcome is Outcome.UNREACHABLE


def test_nothing_is_carried_from_one_answer_to_the_next_question(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password s3cret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with Site({"/": reply(b"<p>")}) as there, Site() as here:
        here.routes["/"] = reply(b"", "302 Found", {"Location": f"{there.url}/", "Set-Cookie": "id=7; Path=/"})
        ask_all(client(), [f"{here.url}/", f"{here.url}/"])
    for asked in here.asked + there.asked:
        assert not {"cookie", "authorization", "referer", "proxy-authorization"} & asked.headers.keys()


@pytest.mark.parametrize("how", ["asked", "redirected"])
def test_an_address_with_a_password_is_refused_without_repeating_it(how: str) -> None:
    with Site({"/": reply(b"<p>")}) as site:
        secret = f"http://me:s3cret@127.0.0.1:{site.port}/"
        site.routes["/away"] = redirect(secret)
        answer = ask(secret if how == "asked" else f"{site.url}/away")
    assert answer.outcome is Outcome.UNREACHABLE
    assert "take it out" in answer.evidence
    assert "s3cret" not in answer.evidence
