"""Starts gunicorn as a reader would and stops it again. It must not know what is served.

The listening socket is opened here and handed down: its port is free for certain, and a request that is sent before
the workers are up simply waits in the socket's queue, so nothing has to be polled.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = "app:server"
START_LIMIT_S = 60
POLISH_LIMIT_S = 150


class BenchError(RuntimeError):
    """Something could not be measured at all."""


@dataclass(frozen=True)
class Answer:
    """One answer of a server; the length is that of the body as sent."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server on this machine."""

    port: int

    @property
    def address(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", encoding: str = "br") -> Answer:
        """Send one request on a connection of its own; raise `BenchError` for any status but 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_LIMIT_S)
        try:
            connection.request(method, path, headers={"Accept-Encoding": encoding})
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise BenchError(f"{path} was answered with {response.status}")
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def length(self, path: str, encoding: str = "br") -> int:
        """Return the bytes of a body as it is sent in an encoding."""
        return int(self.ask(path, "HEAD", encoding).headers["content-length"])


@contextmanager
def serving(application: str, workers: int = 1, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run an application under gunicorn's gthread workers until the block ends; ready once `/` was answered.

    `environment` is added to that of this process.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        os.set_inheritable(listener.fileno(), True)
        process = _gunicorn(application, workers, listener.fileno(), environment or {})
        try:
            server = Server(listener.getsockname()[1])
            _first_answer(server, process)
            yield server
        finally:
            _stop(process)


def first_answer_s(application: str) -> float:
    """Time from the start of the process to the end of the first answer of `/`, in seconds."""
    begun = time.perf_counter()
    with serving(application):
        return time.perf_counter() - begun


def wait_until_polished(server: Server, paths: list[str]) -> bool:
    """Wait until every worker has its best compression done, as it has soon after a real start; False if it did not.

    A worker compresses from the smallest file to the largest, so it is done once its largest has shrunk. Each probe
    comes on a new connection and may meet any worker; a worker's work begins with its first request.
    """
    largest = max(paths, key=lambda path: server.length(path, "identity"))
    quick = server.length(largest)
    until = time.monotonic() + POLISH_LIMIT_S
    while time.monotonic() < until:
        if all(server.length(largest) < quick for _ in range(12)):
            return True
        time.sleep(1)  # no event tells of it
    return False


def _gunicorn(
    application: str, workers: int, descriptor: int, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    options = {"--workers": workers, "--threads": 8, "--keep-alive": 75, "--bind": f"fd://{descriptor}"}
    line = [sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread", "--log-level", "error"]
    line += [str(part) for option in options.items() for part in option]
    variables = {**os.environ, "PYTHONWARNINGS": "ignore", **environment}
    return subprocess.Popen(line, cwd=ROOT, pass_fds=[descriptor], env=variables, start_new_session=True)


def _first_answer(server: Server, process: subprocess.Popen[bytes]) -> None:
    try:
        server.ask("/")
    except (OSError, http.client.HTTPException) as error:
        raise BenchError(f"the server did not answer; its process ended with {process.poll()}") from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
