import socket

import pytest

from bench.visitors import BadAnswerError, read_answer

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello"


class Pieces:
    """A connection that gives an answer in pieces of a chosen size."""

    def __init__(self, answer, size):
        self.left = answer
        self.size = size

    def recv(self, most):
        given, self.left = self.left[: min(self.size, most)], self.left[min(self.size, most) :]
        return given


@pytest.mark.parametrize("size", [1, 3, 20, 1000])
def test_an_answer_is_read_to_its_end_however_it_arrives(size):
    connection = Pieces(WHOLE, size)
    assert read_answer(connection) == len(WHOLE)
    assert connection.left == b""


def test_answers_on_one_connection_are_told_apart():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for _ in range(2):
            theirs.sendall(WHOLE)
            assert read_answer(ours) == len(WHOLE)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nno length",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nConte",
        b"",
    ],
)
def test_anything_but_a_whole_answer_is_an_error(answer):
    with pytest.raises(BadAnswerError):
        read_answer(Pieces(answer, 1000))
