"""A Dictionary that is in the form of a message already."""

from __future__ import annotations

import pytest

from cutout.errors import BadMessage, TooLarge
from cutout.wire import MAX_BYTES, MAX_NESTING, Encoded, decode, encode

VALUE: dict[str, object] = {"name": "a", "count": 3, "parts": [1, 2.5, None]}


def test_it_is_written_as_it_is() -> None:
    body = encode(VALUE)
    assert encode(Encoded(body)) is body
    assert encode({"one": Encoded(body), "two": [Encoded(body)]}) == encode({"one": VALUE, "two": [VALUE]})


def test_it_reads_as_the_dictionary_in_it() -> None:
    encoded = Encoded(encode(VALUE))
    assert encoded == VALUE
    assert list(encoded) == list(VALUE)
    assert len(encoded) == len(VALUE)
    assert encoded["count"] == 3
    assert {**encoded} == VALUE
    assert repr(VALUE) in repr(encoded)
    with pytest.raises(KeyError):
        encoded["absent"]


def test_nothing_is_read_before_it_is_looked_at() -> None:
    encoded = Encoded(b"\xff\xff\xff\xff")
    with pytest.raises(BadMessage):
        len(encoded)


def test_limits_hold_for_it_too() -> None:
    with pytest.raises(TooLarge):
        encode(Encoded(bytes(MAX_BYTES + 4)))
    value: object = Encoded(encode({}))
    for _ in range(MAX_NESTING - 1):
        value = [value]
    assert decode(encode(value))
    with pytest.raises(ValueError, match="containers lie within each other"):
        encode([value])
