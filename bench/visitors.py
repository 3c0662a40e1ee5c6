"""Makes first visits over plain sockets, bounded in time, in number and to this machine; it knows nothing of the page.

A process of its own, `python -m bench.visitors`: it reads its orders as JSON and prints what it counted as JSON.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from dataclasses import dataclass, field

MOST_VISITS = 20_000
MOST_SECONDS = 20.0
CHUNK = 1 << 18
REQUEST = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\nConnection: {connection}\r\n\r\n"


class BadAnswerError(RuntimeError):
    """A server answered with something else than a whole 200."""


@dataclass
class Tally:
    """Visits made so far by all threads."""

    until: float
    visits: int = 0
    bytes: int = 0
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, count: int, seconds: float) -> bool:
        """Count one visit; False when it is time to stop."""
        with self.lock:
            self.visits += 1
            self.bytes += count
            self.seconds.append(seconds)
            return time.monotonic() < self.until and self.visits < MOST_VISITS


def read_answer(connection: socket.socket) -> int:
    """Read one answer to its end; return its bytes. Raise `BadAnswerError` unless it is a whole 200 with a length."""
    got = connection.recv(CHUNK)
    while b"\r\n\r\n" not in got:
        more = connection.recv(CHUNK)
        if not more:
            raise BadAnswerError("the connection was closed within the headers")
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), None)
    if not lines[0].startswith(b"http/1.1 200") or length is None:
        raise BadAnswerError(lines[0].decode("latin-1"))
    left = length - len(body)
    while left > 0:
        more = len(connection.recv(min(left, CHUNK)))
        if not more:
            raise BadAnswerError("the connection was closed within the body")
        left -= more
    return len(head) + 4 + length


def visit(port: int, requests: list[bytes], kept: socket.socket | None) -> tuple[int, socket.socket]:
    """Fetch everything of one visit on one connection: on a kept one, or on a new one. Return bytes and connection."""
    connection = kept or socket.create_connection(("127.0.0.1", port), timeout=10)
    count = 0
    for request in requests:
        connection.sendall(request)
        count += read_answer(connection)
    return count, connection


def _visitor(port: int, requests: list[bytes], keep: bool, tally: Tally) -> None:
    connection, more = None, True
    while more:
        begun = time.monotonic()
        try:
            count, connection = visit(port, requests, connection)
            if not keep:
                connection.close()
                connection = None
        except (OSError, BadAnswerError) as error:
            with tally.lock:
                tally.errors.append(str(error))
            return
        more = tally.add(count, time.monotonic() - begun)
    if connection:
        connection.close()


def run(port: int, paths: list[str], seconds: float, visitors: int, keep: bool) -> dict[str, object]:
    """Let some visitors come again and again, each on one connection, kept over visits or closed after each."""
    requests = [REQUEST.format(path=path, connection="keep-alive").encode() for path in paths]
    if not keep:
        requests[-1] = REQUEST.format(path=paths[-1], connection="close").encode()
    begun, cpu = time.monotonic(), time.process_time()
    tally = Tally(begun + min(seconds, MOST_SECONDS))
    threads = [threading.Thread(target=_visitor, args=(port, requests, keep, tally)) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begun
    return {
        "visits_per_s": tally.visits / took,
        "bytes": tally.bytes,
        "seconds": sorted(tally.seconds),
        "cores": (time.process_time() - cpu) / took,
        "errors": tally.errors,
    }


if __name__ == "__main__":
    print(json.dumps(run(**json.load(sys.stdin))))
