"""Each rule of the Variant codec, and what breaks it."""

from __future__ import annotations

import struct
import tracemalloc
from array import array
from collections import OrderedDict
from enum import IntEnum
from typing import Any

import numpy as np
import pytest

from cutout.errors import BadMessage, TooLarge
from cutout.wire import MAX_BYTES, MAX_NESTING, Vector2, Vector2i, decode, encode


def words(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


class Level(IntEnum):
    """A subclass of int."""

    HIGH = 3


@pytest.mark.parametrize(
    ("value", "same"),
    [
        (Level.HIGH, 3),
        (OrderedDict(a=1), {"a": 1}),
        (np.float64(0.1), 0.1),
        ((), ()),
        (("a", ""), ("a", "")),
        (("a", 1), ["a", 1]),
        ((1, (2,)), [1, [2]]),
    ],
)
def test_subclass_and_tuple_encode_as_their_base(value: object, same: object) -> None:
    decoded = decode(encode(value))
    assert decoded == same
    assert type(decoded) is type(same)


@pytest.mark.parametrize(
    ("buffer", "code", "shape"),
    [
        (b"abc", "B", (3,)),
        (bytearray(b"abcd"), "B", (4,)),
        (memoryview(b"abcde"), "B", (5,)),
        (array("i", [1, -2]), "i", (2,)),
        (array("q", [1, -2]), "q", (2,)),
        (array("l", [1, -2]), "i" if array("l").itemsize == 4 else "q", (2,)),
        (array("f", [0.5]), "f", (1,)),
        (array("d", [0.1]), "d", (1,)),
        (np.array([1, 2], np.uint8), "B", (2,)),
        (np.array([1, 2], np.int32), "i", (2,)),
        (np.array([1, 2], np.int64), "q", (2,)),
        (np.array([0.5, 2], np.float32), "f", (2,)),
        (np.array([0.1, 2]), "d", (2,)),
        (np.ones((3, 2), np.float32), "f", (3, 2)),
        (np.ones((3, 3), np.float32), "f", (3, 3)),
        (np.ones((3, 4), np.float32), "f", (3, 4)),
        (np.zeros((0, 2), np.float32), "f", (0, 2)),
        (np.zeros(0, np.int64), "q", (0,)),
    ],
)
def test_buffer_encodes_as_a_packed_array(buffer: Any, code: str, shape: tuple[int, ...]) -> None:
    view = decode(encode(buffer))
    assert (view.format, view.shape) == (code, shape)
    assert np.array_equal(np.asarray(view), np.asarray(memoryview(buffer)))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (object(), "object"),
        ({1, 2}, "set"),
        (1j, "complex"),
        (np.int64(1), r"format 'l' and shape \(\)|format 'q' and shape \(\)"),
        (np.array([1, 2], np.int16), "format 'h'"),
        (np.array([True]), r"format '\?'"),
        (np.array([1, 2], ">i4"), "format '>i'"),
        (np.ones((2, 2)), r"format 'd' and shape \(2, 2\)"),
        (np.ones((2, 5), np.float32), r"shape \(2, 5\)"),
        (np.ones((2, 1), np.float32), r"shape \(2, 1\)"),
        (np.ones((2, 2, 2), np.float32), r"shape \(2, 2, 2\)"),
        (np.ones((4, 2), np.float32)[::2], "C-contiguous"),
        (np.ones((2, 3), np.float32).T, "C-contiguous"),
        ({b"key": 1}, "key cannot be a bytes"),
        ({(1, 2): 1}, "key cannot be a tuple"),
        ([{"a": object()}], "object"),
    ],
)
def test_value_without_a_place_in_the_format_is_a_type_error(value: object, why: str) -> None:
    with pytest.raises(TypeError, match=why):
        encode(value)


@pytest.mark.parametrize(
    "value",
    [2**63, -(2**63) - 1, "a\0b", ("a\0",), "\ud800", Vector2(1e300, 0.0), Vector2i(2**31, 0), nested(MAX_NESTING + 1)],
)
def test_value_out_of_range_is_a_value_error(value: object) -> None:
    with pytest.raises(ValueError, match=r"fit|NUL|surrogates|containers"):
        encode(value)


def test_endless_nesting_is_a_value_error() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="containers"):
        encode(endless)


def test_message_over_the_limit_is_too_large_both_ways() -> None:
    with pytest.raises(TooLarge, match=str(MAX_BYTES)):
        encode(bytes(MAX_BYTES))
    with pytest.raises(TooLarge, match=str(MAX_BYTES)):
        decode(bytes(MAX_BYTES + 4))


def test_message_at_the_limit_passes() -> None:
    assert len(decode(encode(bytes(MAX_BYTES - 8)))) == MAX_BYTES - 8


def test_views_share_memory_with_the_message() -> None:
    message = bytearray(encode({"points": np.zeros((2, 2), np.float32)}))
    points = decode(message)["points"]
    message[-4:] = struct.pack("<f", 7.0)
    assert points.tolist() == [[0.0, 0.0], [0.0, 7.0]]
    assert points.readonly


def test_unaligned_doubles_read_and_encode() -> None:
    message = encode([0, array("d", [0.1, 0.2])])  # the doubles begin at offset 28
    view = decode(message)[1]
    assert view.tolist() == [0.1, 0.2]
    for shift in range(8):
        padded = memoryview(bytes(shift) + message)[shift:]
        numbers = np.asarray(decode(padded)[1])
        assert numbers.sum() == pytest.approx(0.3)
        assert encode([0, numbers]) == message


def test_64_bit_header_is_read_for_a_small_number() -> None:
    assert decode(words(0x10002, 5, 0)) == 5
    assert decode(struct.pack("<Id", 0x10003, 0.5)) == 0.5


def test_content_of_padding_and_the_shared_bit_of_a_count_are_ignored() -> None:
    assert decode(words(4, 1) + b"aXYZ") == "a"
    assert decode(words(28, 0x80000001, 0)) == [None]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (b"", "0 bytes are no message"),
        (b"\0\0\0", "3 bytes are no message"),
        (words(4, 3) + b"abc", "11 bytes are no message"),
        (words(1), "ends inside the value at offset 4"),
        (words(0x10002, 1), "ends inside the value at offset 4"),
        (words(5, 0), "ends inside the value at offset 4"),
        (words(28), "ends inside the value at offset 4"),
        (words(0, 0), "ends at offset 4, yet 4 more bytes"),
        (words(4, 5, 0), r"5 bytes is announced, but 4 bytes are left \(offset 4\)"),
        (words(4, 0xFFFFFFFF), "4294967295 bytes is announced"),
        (words(4, 1, 0xFF), "offset 4 is not UTF-8"),
        (words(4, 3) + b"a\0b\0", "NUL"),
        (words(34, 1, 4) + b"a\0b\0", "NUL"),
        (words(28, 2, 0), r"2 elements are announced, but 4 bytes are left \(offset 4\)"),
        (words(28, 0x7FFFFFFF, 0), "2147483647 elements"),
        (words(27, 1, 0), "1 elements are announced, but 4 bytes are left"),
        (words(29, 5, 0), "5 elements"),
        (words(35, 0x20000000, 0, 0), "536870912 elements"),
        (words(34, 0x40000000, 0), "1073741824 elements"),
        (words(27, 1, 28, 0, 0), "key"),
        (words(27, 1, 34, 0, 0), "key"),
        (words(27, 2, 2, 1, 0, 1, 1, 0), "2 pairs but 1 different keys"),
        (words(24, 0), "type Object"),
        (words(0x10018, 1, 0), "type Object"),
        (words(0x10005, 0, 0, 0, 0), r"type Vector2 \(header 0x10005\)"),
        (words(39), r"0x27 is no header of a value \(offset 0\)"),
        (words(0x0100_0002, 0), r"type int \(header 0x1000002\)"),
        (words(0x102, 0), "0x102 is no header"),
        (words(0x1001C, 39, 0), "39 is no type"),
        (words(0x3001C, 0, 0), "typed by a class"),
        (words(0x4001C, 0), r"type Array \(header 0x4001c\)"),
    ],
)
def test_bytes_that_are_no_message_say_what_is_wrong_and_where(message: bytes, why: str) -> None:
    with pytest.raises(BadMessage, match=why):
        decode(message)


def test_nesting_is_limited() -> None:
    assert decode(encode(nested(MAX_NESTING))) == nested(MAX_NESTING)
    too_deep = words(28, 1) * MAX_NESTING + words(28, 0)
    with pytest.raises(BadMessage, match="within each other"):
        decode(too_deep)


def test_announced_counts_allocate_nothing() -> None:
    tracemalloc.start()
    try:
        for number in (4, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37):
            with pytest.raises(BadMessage):
                decode(words(number, 0x7FFF_FFFF, 0, 0))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


def test_very_deep_nesting_does_not_recurse() -> None:
    with pytest.raises(BadMessage, match="within each other"):
        decode(words(28, 1) * 1_000_000 + words(0))
