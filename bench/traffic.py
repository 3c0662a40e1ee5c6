"""What a page fetches over the wire: addresses, bytes and times. Answers from the browser's cache are no traffic.

It must not know why a page is opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass(frozen=True)
class Fetch:
    """One answer that came over the wire; bytes with headers, as sent."""

    path: str
    bytes: int


@dataclass
class Traffic:
    """Watches a page from the moment it is made."""

    address: str
    fetches: list[Fetch] = field(default_factory=list)
    _paths: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page, address: str) -> Traffic:
        """Begin to watch; `address` is taken off what is reported."""
        traffic = cls(address)
        devtools = page.context.new_cdp_session(page)
        devtools.on("Network.requestWillBeSent", traffic._asked)
        devtools.on("Network.loadingFinished", traffic._finished)
        devtools.send("Network.enable")
        return traffic

    @property
    def bytes(self) -> int:
        """All bytes so far."""
        return sum(fetch.bytes for fetch in self.fetches)

    @property
    def paths(self) -> list[str]:
        """The addresses so far, without the server's own."""
        return [fetch.path for fetch in self.fetches]

    def _asked(self, event: dict) -> None:
        self._paths[event["requestId"]] = event["request"]["url"].removeprefix(self.address)

    def _finished(self, event: dict) -> None:
        path = self._paths.get(event["requestId"], "")
        if path.startswith("/") and event["encodedDataLength"] > 0:
            self.fetches.append(Fetch(path, int(event["encodedDataLength"])))
