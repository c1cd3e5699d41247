"""Laws of the Variant codec: everything goes round, and no bytes raise anything but the documented errors."""

from __future__ import annotations

import base64
import json
import struct
from array import array
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutout.errors import BadMessage
from cutout.wire import Color, Rect2i, Reply, Run, Vector2, Vector2i, Vector3, decode, encode, parse

GOLDEN: Final = Path(__file__).parents[2] / "godot" / "golden" / "variants.jsonl"
MUTATIONS: Final = 200_000
UNTIMED: Final = settings(deadline=None)  # a busy machine is no failure

int32 = st.integers(-(2**31), 2**31 - 1)
int64 = st.integers(-(2**63), 2**63 - 1)
float32 = st.floats(width=32)
text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
fixed = st.one_of(
    st.builds(Vector2, float32, float32),
    st.builds(Vector3, float32, float32, float32),
    st.builds(Color, float32, float32, float32, float32),
    st.builds(Vector2i, int32, int32),
    st.builds(Rect2i, int32, int32, int32, int32),
)
scalars = st.one_of(st.none(), st.booleans(), int64, st.floats(), text, fixed)
packed = st.one_of(
    st.binary(max_size=20),
    st.lists(int32, max_size=6).map(lambda numbers: array("i", numbers)),
    st.lists(int64, max_size=6).map(lambda numbers: array("q", numbers)),
    st.lists(float32, max_size=6).map(lambda numbers: array("f", numbers)),
    st.lists(st.floats(), max_size=6).map(lambda numbers: array("d", numbers)),
    st.tuples(st.integers(0, 5), st.integers(2, 4)).map(lambda shape: np.full(shape, 0.5, np.float32)),
    st.lists(text, max_size=4).map(tuple),
)
# Keys of one type: Python holds 1, 1.0 and true equal, which the codec refuses as a key twice.
keys = st.one_of(st.none(), text)
values = st.recursive(
    scalars | packed,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def same(first: Any, second: Any) -> bool:
    """Compare what went in with what came out: bits count, so NaN equals itself and -0.0 is not 0.0."""
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, list) or type(first) in {Vector2, Vector3, Color}:
        return len(first) == len(second) and all(same(one, other) for one, other in zip(first, second, strict=True))
    if isinstance(first, float):
        return struct.pack("<d", first) == struct.pack("<d", second)
    if isinstance(second, memoryview):
        view = memoryview(first)
        return view.shape == second.shape and view.tobytes() == second.tobytes()
    return bool(first == second)


@UNTIMED
@given(values)
def test_value_comes_back_as_it_went_and_encodes_to_the_same_bytes(value: Any) -> None:
    message = encode(value)
    decoded = decode(message)
    assert same(value, decoded)
    assert encode(decoded) == message


@UNTIMED
@given(st.floats(width=32, allow_nan=False))
def test_float_that_loses_nothing_takes_32_bits(number: float) -> None:
    assert len(encode(number)) == 8


@UNTIMED
@given(values, st.data())
def test_message_cut_short_or_continued_is_refused(value: Any, data: st.DataObject) -> None:
    message = encode(value)
    end = data.draw(st.integers(0, len(message) - 1))
    with pytest.raises(BadMessage):
        decode(message[:end])
    with pytest.raises(BadMessage):
        decode(message + bytes(data.draw(st.integers(1, 8))))


@UNTIMED
@given(st.binary(max_size=64))
def test_random_bytes_raise_nothing_else(noise: bytes) -> None:
    survive(noise)


@UNTIMED
@given(values, st.data())
def test_changed_messages_raise_nothing_else(value: Any, data: st.DataObject) -> None:
    message = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    survive(bytes(message))


def survive(message: bytes) -> bool:
    """Read hostile bytes in every way; whatever is accepted must encode and read again."""
    for read in (parse, Reply.parse):
        try:
            read(message)
        except BadMessage:
            continue
    try:
        value = decode(message)
    except BadMessage:
        return False
    decode(encode(value))
    return True


def seeds() -> list[bytes]:
    """Collect messages of every type, to be broken."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    golden = [base64.b64decode(json.loads(line)["bytes"]) for line in lines]
    run = Run(kind="fracture", ids=[1, 2], ends=[4, 8], body=encode(None) * 2, deadline_msec=5)
    reply = Reply(ids=[1, 2], codes=[0, 101], usec=[5, 6], ends=[4, 8], body=encode(None) * 2)
    return [*golden, *[run.encode(), reply.encode()] * 10]


@pytest.mark.slow
def test_many_seeded_mutations_raise_nothing_else() -> None:
    """Break every kind of message; run with ``pytest -m slow tests/python/property/test_wire.py --timeout 600``."""
    rng = np.random.default_rng(1)
    messages = seeds()
    telling = [0, 1, 2, 4, 5, 27, 28, 29, 34, 35, 0x7F, 0x80, 0xFF]
    accepted = 0
    for _ in range(MUTATIONS):
        message = bytearray(messages[rng.integers(len(messages))])
        for _ in range(rng.integers(1, 4)):
            at = int(rng.integers(len(message)))
            match rng.integers(4):
                case 0:
                    message[at] = int(rng.choice(telling))
                case 1:
                    message[at] = int(rng.integers(256))
                case 2:
                    del message[at & ~3 : (at & ~3) + 4]
                case _:
                    message[at & ~3 : at & ~3] = struct.pack("<I", int(rng.choice(telling)))
            message = message or bytearray(4)
        accepted += survive(bytes(message))
    assert 0 < accepted < MUTATIONS
