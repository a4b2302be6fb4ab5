"""One message to one channel's addresses, through Apprise.

Errors name the channel and the service, never the address. Apprise says in its log alone why something failed, and
prints tokens there: each record is reduced to the HTTP status before any handler sees it, and the libraries below it
are silenced.
"""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from tracker.model import Message
from tracker.notify.inert import inert
from tracker.notify.render import HTML, LONGEST, MARKDOWN, TEXT, render
from tracker.notify.routing import stands_for
from tracker.ports import Channel, Notifier, Sent

if TYPE_CHECKING:
    from apprise import AppriseResult, NotifyBase

T = TypeVar("T")
#: seconds for one address
DEADLINE = 30.0
#: libraries below Apprise that log addresses and tokens
TALKATIVE = ("oauthlib", "requests", "requests_oauthlib", "urllib3")
FORMS = {"text": TEXT, "markdown": MARKDOWN, "html": HTML}
#: services that show as Markdown what Apprise sends them as text
MARKDOWN_AT_HEART = {"discord", "guilded", "mmost", "revolt", "zulip"}
#: services with a subject line
MAIL = {
    *("mailto", "azure", "brevo", "mailersend", "mailgun", "o365", "postmark", "resend", "sendgrid"),
    *("sendpulse", "ses", "smtp2go", "sparkpost"),
}
UNREACHED = "it could not be reached"
UNKNOWN = Sent(ok=False, error=": an address of it is not one that Apprise knows")


class Channels:
    """The Notifier: the terminal where a channel has no address, else Apprise, which is loaded on first use."""

    def __init__(self, terminal: Notifier, deadline: float = DEADLINE) -> None:
        self._terminal = terminal
        self._deadline = deadline
        #: kept, for they pace themselves between two messages
        self._services: dict[str, list[NotifyBase | Sent]] = {}
        #: address, number and message: arrived there, while other addresses of the channel still wait
        self._arrived: set[tuple[str, ...]] = set()
        #: address and number where an attempt is still under way, though nobody waits for it any more
        self._stuck: set[tuple[str, ...]] = set()

    async def send(self, message: Message, channel: Channel) -> Sent:
        """To every address; on a further try only to those that do not have it yet."""
        if not channel.to:
            return await self._terminal.send(message, channel)
        targets: dict[tuple[str, ...], NotifyBase | Sent] = {}
        for address in channel.to:
            services = self._services.get(address, []) or await asyncio.to_thread(_services, address)
            if not any(isinstance(service, Sent) for service in services):
                self._services[address] = services
            targets |= {(channel.name, address, str(number)): service for number, service in enumerate(services)}
        names = stands_for(message)
        missing = [target for target in targets if any((*target, name) not in self._arrived for name in names)]
        results = await asyncio.gather(*(self._say(message, target, targets[target]) for target in missing))
        failed = [sent for sent in results if not sent.ok]
        if not failed:
            self._arrived -= {(*target, name) for target in targets for name in names}
        errors = dict.fromkeys(f"channel {channel.name}{sent.error}" for sent in failed)
        return Sent(ok=not failed, error="; ".join(errors))

    async def _say(self, message: Message, target: tuple[str, ...], service: NotifyBase | Sent) -> Sent:
        if isinstance(service, Sent):
            return service
        import apprise

        name, form = _form(service)
        if target in self._stuck:
            return Sent(ok=False, error=f" ({name}): still no answer to the message before")
        title = inert(message.headline) if name in MAIL else ""
        body = render(message, FORMS[form], min(LONGEST, service.body_maxlen - len(title) - 20))
        alone = apprise.Apprise(service, asset=service.asset)

        def tell() -> AppriseResult:
            try:
                result = alone.notify(body=body, title=title, body_format=form)
                # also where it took too long: then it is not told again
                self._arrived |= {(*target, name) for name in stands_for(message)} if result else set()
            finally:
                self._stuck.discard(target)
            return result

        self._stuck.add(target)
        try:
            async with asyncio.timeout(self._deadline):
                result = await asyncio.wrap_future(_aside(tell))
        except TimeoutError:
            return Sent(ok=False, error=f" ({name}): no answer within {self._deadline:g} s")
        except Exception as error:  # noqa: BLE001  # the message must wait, whatever a plugin trips over
            return Sent(ok=False, error=f" ({name}): Apprise broke down ({type(error).__name__})")
        return Sent(ok=True) if result else Sent(ok=False, error=f" ({name}): {_reason(result)}")


def _aside(work: Callable[[], T]) -> Future[T]:
    """In a thread of its own, which ends with the process: one that hangs would be missed in a pool, and awaited."""
    done = Future[T]()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001  # whoever waits for it is to know
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done


def _services(address: str) -> list[NotifyBase | Sent]:
    """What Apprise makes of an address, or of several with commas between, and a failure for what it cannot use."""
    _hush()
    try:
        with warnings.catch_warnings():  # its plugins import what Python has deprecated
            warnings.simplefilter("ignore")
            import apprise

            asset = apprise.AppriseAsset(
                app_id="tracker",
                app_desc="Job postings",
                app_url="",
                image_url_mask="",
                image_url_logo="",
                storage_mode=apprise.PersistentStoreMode.MEMORY,
                allow_templates=False,
                # in the thread that calls it, without a time limit, for Apprise would keep a pool of its own for that
                async_mode=False,
                service_timeout=0,
                # a webhook that sends us elsewhere does not take the message; a login page would
                http_redirects=False,
            )
            found = apprise.Apprise(asset=asset)
            return [*found, UNKNOWN] if not found.add(address) else [*found]
    except Exception as error:  # noqa: BLE001  # as above
        return [Sent(ok=False, error=f": Apprise broke down on an address of it ({type(error).__name__})")]


def _form(service: NotifyBase) -> tuple[str, str]:
    """The service's scheme and the format in which it shows text best as text."""
    name: str = min(service.schemas())  # type: ignore[no-untyped-call]
    return name, "markdown" if name in MARKDOWN_AT_HEART else service.resolve_format("text").value


def _hush() -> None:
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logger = logging.getLogger("apprise")
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.addFilter(_bare)


def _bare(record: logging.LogRecord) -> bool:
    """Leaves of a record what is no secret: the HTTP status, or that there was no connection."""
    found = re.search(r"\berror[=:] ?(\d{3})\b|connection error", record.getMessage(), re.IGNORECASE)
    record.msg, record.args, record.exc_info = found[1] or UNREACHED if found else "", None, None
    return bool(found)


def _reason(result: AppriseResult) -> str:
    told = [entry.message for one in result.results for entry in one.logs()]
    if UNREACHED in told:
        return UNREACHED
    return f"the service refused it (HTTP {told[-1]})" if told else "the service did not take it"
