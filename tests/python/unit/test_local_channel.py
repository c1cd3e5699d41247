"""The channel within a process."""

from __future__ import annotations

from multiprocessing.connection import wait

import pytest

from cutout.host.local_channel import LocalChannel


def is_readable(channel: LocalChannel) -> bool:
    return bool(wait([channel.fileno()], 0))


def test_messages_arrive_in_order_both_ways() -> None:
    with LocalChannel() as channel:
        channel.post(b"1")
        channel.post(b"2")
        assert [channel.receive(), channel.receive(), channel.receive()] == [b"1", b"2", None]
        channel.send(b"3")
        channel.send(memoryview(b"4"))
        assert [channel.poll(), channel.poll(), channel.poll()] == [b"3", b"4", None]


def test_the_descriptor_is_readable_exactly_while_something_waits() -> None:
    with LocalChannel() as channel:
        assert not is_readable(channel)
        channel.post(b"1")
        channel.post(b"2")
        assert is_readable(channel)
        channel.receive()
        assert is_readable(channel)
        channel.receive()
        assert not is_readable(channel)
        channel.close()
        assert is_readable(channel)


def test_the_end_comes_after_the_last_message() -> None:
    with LocalChannel() as channel:
        channel.post(b"1")
        channel.close()
        channel.close()
        assert channel.receive() == b"1"
        assert is_readable(channel)
        for _ in range(2):
            with pytest.raises(EOFError):
                channel.receive()
