"""The physical lines of a text file, packed or not, one by one or in blocks. It must not know cells.

Read here: gzip, UTF-8 with or without BOM, every end of line.
"""

from __future__ import annotations

import gzip
import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

BLOCK = 1 << 20  # bytes that are read at a time
PARQUET, GZIP, BOM = b"PAR1", b"\x1f\x8b", b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "save it as CSV UTF-8"


class FileError(ValueError):
    """A file that cannot be read at all; one sentence that names it."""


def is_parquet(path: Path) -> bool:
    """Tell whether a file is Parquet by its first bytes. Raises FileError where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(4) == PARQUET
    except OSError as error:
        raise FileError(f"{path}: {why(error)}") from error


def why(error: Exception) -> str:
    """Return what stopped the reading of a file, in words."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror.lower()}"
    return "the gzip file is damaged or cut short"


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a text file, packed or not, after its byte-order mark."""
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        if start[:2] in WIDE or (b"\0" in start and start[:2] != GZIP):
            raise FileError(f"{path}: the text is UTF-16 or no text at all; {SAVE_AS}")
        if start[:2] in (b"PK", b"\xd0\xcf"):
            raise FileError(f"{path}: this is an Excel workbook or an archive; {SAVE_AS}")
        stream = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if start[:2] == GZIP else raw
        start = stream.peek(4)[:4]
        if start[:2] in WIDE or b"\0" in start:
            raise FileError(f"{path}: the text is UTF-16 or no text at all; {SAVE_AS}")
        if start.startswith(BOM):
            stream.read(len(BOM))
        yield stream


class Lines:
    """The lines of a stream without their ends: CR LF, LF and a lone CR (old Macs) all end a line.

    `number` counts the lines that were taken; `waiting` are lines that were read and not taken yet.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.number = 0
        self.waiting: deque[bytes] = deque()
        self._stream = stream

    def block(self) -> bytes:
        """Read the next lines, all whole, none taken; empty at the end of the stream."""
        waiting = b"".join(line + b"\n" for line in self.waiting)
        self.waiting.clear()
        block = waiting + self._stream.read(BLOCK) + self._stream.readline()
        return block if block.endswith(b"\n") or not block else block + b"\n"

    def put_back(self, block: bytes) -> None:
        """Let the lines of a block wait to be taken one by one."""
        self.waiting.extend(line for whole in block[:-1].split(b"\n") for line in _pieces(whole))

    def take(self) -> bytes | None:
        """Take the next line."""
        if not self.waiting:
            line = self._stream.readline()
            if not line:
                return None
            self.waiting.extend(_pieces(line.removesuffix(b"\n")))
        self.number += 1
        return self.waiting.popleft()

    def give_back(self, lines: list[bytes]) -> None:
        """Put lines that were taken back in front."""
        self.number -= len(lines)
        self.waiting.extendleft(reversed(lines))


def _pieces(line: bytes) -> list[bytes]:
    return line.removesuffix(b"\r").split(b"\r")
