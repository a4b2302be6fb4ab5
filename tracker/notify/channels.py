"""One message to one channel's addresses, through Apprise.

Errors name the channel and the service, never the address: what Apprise says of a failure is searched for an HTTP
status and thrown away. Its loggers, and those of the libraries below it, reach nobody, for they print tokens.
"""

from __future__ import annotations

import asyncio
import logging
import re
from typing import TYPE_CHECKING

from tracker.model import Message
from tracker.notify.inert import inert
from tracker.notify.render import HTML, LONGEST, MARKDOWN, TEXT, render
from tracker.ports import Channel, Notifier, Sent

if TYPE_CHECKING:
    from apprise import AppriseResult, NotifyBase

#: seconds for one address
DEADLINE = 30.0
#: loggers that see addresses and tokens
TALKATIVE = ("apprise", "oauthlib", "requests", "requests_oauthlib", "urllib3")
FORMS = {"text": TEXT, "markdown": MARKDOWN, "html": HTML}
#: services that show as Markdown what Apprise sends them as text
MARKDOWN_AT_HEART = {"discord", "guilded", "mmost", "revolt", "zulip"}
#: services with a subject line
MAIL = {
    *("mailto", "azure", "brevo", "mailersend", "mailgun", "o365", "postmark", "resend", "sendgrid"),
    *("sendpulse", "ses", "smtp2go", "sparkpost"),
}


class Channels:
    """The Notifier: the terminal where a channel has no address, else Apprise, which is loaded on first use."""

    def __init__(self, terminal: Notifier, deadline: float = DEADLINE) -> None:
        self._terminal = terminal
        self._deadline = deadline
        #: kept, for they pace themselves between two messages; None is an address that cannot work
        self._services: dict[str, list[NotifyBase | None]] = {}
        #: message, channel, address, number: arrived there, while other addresses of the channel still wait
        self._arrived: set[tuple[str, ...]] = set()

    async def send(self, message: Message, channel: Channel) -> Sent:
        """To every address; on a further try only to those that do not have it yet."""
        if not channel.to:
            return await self._terminal.send(message, channel)
        targets: dict[tuple[str, ...], NotifyBase | None] = {}
        for address in channel.to:
            if address not in self._services:
                self._services[address] = await asyncio.to_thread(_services, address)
            for number, service in enumerate(self._services[address]):
                targets[message.cause, message.kind, channel.name, address, str(number)] = service
        missing = [target for target in targets if target not in self._arrived]
        results = await asyncio.gather(*(self._say(message, targets[target]) for target in missing))
        failed = [sent for sent in results if not sent.ok]
        final = all(sent.final for sent in failed)
        self._arrived.update(target for target, sent in zip(missing, results, strict=True) if sent.ok)
        if final:
            self._arrived.difference_update(targets)
        errors = dict.fromkeys(f"channel {channel.name}{sent.error}" for sent in failed)
        return Sent(ok=not failed, error="; ".join(errors), final=bool(failed) and final)

    async def _say(self, message: Message, service: NotifyBase | None) -> Sent:
        if service is None:
            return Sent(ok=False, error=": an address of it is not one that Apprise knows", final=True)
        import apprise

        name, form = _form(service)
        title = inert(message.headline) if name in MAIL else ""
        body = render(message, FORMS[form], min(LONGEST, service.body_maxlen - len(title) - 20))
        alone = apprise.Apprise(service, asset=service.asset)
        try:
            async with asyncio.timeout(self._deadline):
                result = await alone.async_notify(body=body, title=title, body_format=form)
        except TimeoutError:
            return Sent(ok=False, error=f" ({name}): no answer within {self._deadline:.0f} s")
        return Sent(ok=True) if result else Sent(ok=False, error=f" ({name}): {_reason(result)}")


def _services(address: str) -> list[NotifyBase | None]:
    """What Apprise makes of an address, or of several with commas between; None stands for what it cannot use."""
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())
    # warnings carry the HTTP status, which reaches us with the result
    logging.getLogger("apprise").setLevel(logging.WARNING)
    import apprise

    asset = apprise.AppriseAsset(
        app_id="tracker",
        app_desc="Job postings",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        allow_templates=False,
    )
    found = apprise.Apprise(asset=asset)
    try:
        whole = found.add(address)
    except Exception:  # noqa: BLE001  # plugins trip over addresses in many ways
        whole = False
    return [*found, *([] if whole else [None])]


def _form(service: NotifyBase) -> tuple[str, str]:
    """The service's scheme and the format in which it shows text best as text."""
    name = min(service.schemas())
    return name, "markdown" if name in MARKDOWN_AT_HEART else service.resolve_format("text").value


def _reason(result: AppriseResult) -> str:
    told = " ".join(entry.message for one in result.results for entry in one.logs())
    status = re.search(r"\berror[=:] ?(\d{3})\b", told)
    if status:
        return f"the service refused it (HTTP {status[1]})"
    return "it could not be reached" if "onnection" in told else "the service did not take it"
