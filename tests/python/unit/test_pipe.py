"""The host's end of a pipe: it never waits, and messages come out whole, however they are cut."""

from __future__ import annotations

import os
import struct
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from cutout.errors import BadMessage, TooLarge
from cutout.host.pipe import READ_BYTES, READS_A_TURN, Pipe
from cutout.wire import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE = bytes(range(256)) * (1 << 13)  # 2 MiB, more than a socket holds


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    pipe = Pipe()
    yield pipe
    pipe.close()
    pipe.workers_end.close()


def framed(*messages: bytes) -> bytes:
    return b"".join(struct.pack("!i", len(message)) + message for message in messages)


def test_a_message_arrives_both_ways(pipe: Pipe) -> None:
    assert pipe.send(b"chunk")
    assert pipe.workers_end.recv_bytes() == b"chunk"
    pipe.workers_end.send_bytes(b"reply")
    assert pipe.receive() == ([b"reply"], True)
    assert pipe.receive() == ([], True)


def test_messages_come_out_whole_wherever_they_are_cut(pipe: Pipe) -> None:
    stream = framed(b"one", b"", b"three")
    for cut in range(len(stream) + 1):
        os.write(pipe.workers_end.fileno(), stream[:cut])
        first, _ = pipe.receive()
        os.write(pipe.workers_end.fileno(), stream[cut:])
        second, _ = pipe.receive()
        assert first + second == [b"one", b"", b"three"]


def test_words_that_came_before_the_end_are_told_and_half_a_message_is_not(pipe: Pipe) -> None:
    os.write(pipe.workers_end.fileno(), framed(b"last") + framed(b"half")[:-1])
    pipe.workers_end.close()
    assert pipe.receive() == ([b"last"], True)
    assert pipe.receive() == ([], False)


def test_a_large_message_goes_in_pieces_and_nobody_waits(pipe: Pipe) -> None:
    assert not pipe.send(LARGE)
    received: list[bytes] = []
    reader = Thread(target=lambda: received.append(pipe.workers_end.recv_bytes()))
    reader.start()
    while not pipe.flush():
        pass
    reader.join()
    assert received == [LARGE]


def test_a_large_message_is_received_in_pieces_and_in_turns(pipe: Pipe) -> None:
    writer = Thread(target=pipe.workers_end.send_bytes, args=(LARGE,))
    writer.start()
    turns, messages = 0, list[bytes]()
    while not messages:
        messages, is_open = pipe.receive()
        assert is_open
        turns += 1
    writer.join()
    assert messages == [LARGE]
    assert turns >= len(LARGE) // (READ_BYTES * READS_A_TURN)


def test_sending_to_a_worker_that_is_gone_does_nothing(pipe: Pipe) -> None:
    pipe.workers_end.close()
    assert pipe.send(b"chunk")
    assert pipe.receive() == ([], False)


def test_what_waits_for_a_worker_that_ends_is_dropped(pipe: Pipe) -> None:
    assert not pipe.send(LARGE)
    pipe.workers_end.close()
    assert pipe.flush()


@pytest.mark.parametrize(("length", "error"), [(-1, BadMessage), (MAX_BYTES + 1, TooLarge)])
def test_a_length_no_message_has_is_refused(pipe: Pipe, length: int, error: type[Exception]) -> None:
    os.write(pipe.workers_end.fileno(), struct.pack("!i", length))
    with pytest.raises(error, match=str(length)):
        pipe.receive()
