"""Which addresses are asked at all, and how an answer's own words about itself are read."""

from __future__ import annotations

import re
import string
from urllib.parse import quote

import httpx

from tracker.fetch.verdict import CouldNotLook, shown

#: letters as name servers have them, or IPv6: programs differ in how they read anything else that looks like a host
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"';]{1,40})", re.IGNORECASE)


def destination(address: str) -> httpx.URL:
    """The address to ask. Raises CouldNotLook for what is no plain http or https address."""
    try:
        url = httpx.URL(address)
        _ = url.host  # decodes the name, and raises where it cannot be one
    except (httpx.InvalidURL, ValueError) as error:
        raise CouldNotLook(f"{shown(address)} is not an address ({error})") from error
    if url.scheme not in ("http", "https"):
        raise CouldNotLook(f"{shown(address)}: only http and https addresses are fetched, not {url.scheme!r}")
    if url.userinfo:
        raise CouldNotLook(f"{shown(address)} holds a user name or password, and the tracker sends none: take it out")
    if not HOST.fullmatch(url.raw_host.decode("ascii")) or not 0 < (url.port or 80) < 65536:
        raise CouldNotLook(f"{shown(address)} names no host that can be asked")
    return url


def onward(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads; `location` is the header, one character a byte."""
    target = quote(location.encode("latin-1"), safe=string.punctuation)
    try:
        joined = str(url.join(target))
    except (httpx.InvalidURL, ValueError) as error:
        raise CouldNotLook(f"{shown(url)} redirects to what is not an address ({shown(target)})") from error
    return destination(joined)


def host_of(url: httpx.URL) -> str:
    """As the config names it: lower case, no port, no dot at the end."""
    return url.raw_host.decode("ascii").rstrip(".")


def origin_of(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def content_type(header: str) -> tuple[str, str | None]:
    """Media type and charset, as they are said: nothing is guessed, and an absent type is empty."""
    charset = CHARSET.search(header)
    return header.partition(";")[0].strip().lower()[:80], charset[1].lower() if charset else None
