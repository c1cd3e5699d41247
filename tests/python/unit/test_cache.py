"""The cache of results: what it keeps, and what stands for a request."""

from __future__ import annotations

import pytest

from cutout.host.cache import ENTRY_BYTES, ResultCache, digests


def keys(cache: ResultCache, *candidates: bytes) -> list[bytes]:
    return [key for key in candidates if cache.get(key) is not None]


def test_a_result_is_found_again() -> None:
    cache = ResultCache(10_000)
    assert cache.get(b"k") is None
    cache.put(b"k", b"result")
    assert cache.get(b"k") == b"result"


def test_beyond_the_limit_the_result_not_asked_for_longest_goes() -> None:
    cache = ResultCache(3 * (ENTRY_BYTES + 10))
    for key in (b"1", b"2", b"3"):
        cache.put(key, bytes(10))
    cache.get(b"1")
    cache.put(b"4", bytes(10))
    cache.check()
    assert keys(cache, b"1", b"2", b"3", b"4") == [b"1", b"3", b"4"]


def test_a_large_result_pushes_several_out_and_one_too_large_is_not_kept() -> None:
    cache = ResultCache(3 * ENTRY_BYTES)
    for key in (b"1", b"2", b"3"):
        cache.put(key, b"")
    cache.put(b"4", bytes(ENTRY_BYTES))
    assert keys(cache, b"1", b"2", b"3", b"4") == [b"3", b"4"]
    cache.put(b"5", bytes(3 * ENTRY_BYTES))
    cache.check()
    assert keys(cache, b"3", b"4", b"5") == [b"3", b"4"]


def test_the_same_result_again_is_counted_once() -> None:
    cache = ResultCache(2 * (ENTRY_BYTES + 10))
    cache.put(b"other", bytes(10))
    for size in (10, 5, 10):
        cache.put(b"k", bytes(size))
        cache.check()
    assert len(cache) == 2


def test_many_empty_results_are_bounded_too() -> None:
    cache = ResultCache(100 * ENTRY_BYTES)
    for number in range(1000):
        cache.put(number.to_bytes(2, "big"), b"")
    cache.check()
    assert len(cache) == 100


def test_a_cleared_cache_is_empty() -> None:
    cache = ResultCache(10_000)
    cache.put(b"k", b"result")
    cache.clear()
    cache.check()
    assert len(cache) == 0


def test_equal_requests_have_equal_digests() -> None:
    first, second = digests("kind", [b"body", memoryview(b"a body")[2:]])
    assert first == second


@pytest.mark.parametrize(
    ("kind", "body", "epoch"),
    [("kind", b"other", 0), ("kinds", b"body", 0), ("kin", b"dbody", 0), ("kind", b"body", 1), ("kind\0", b"ody", 0)],
)
def test_different_requests_have_different_digests(kind: str, body: bytes, epoch: int) -> None:
    assert digests(kind, [body], epoch) != digests("kind", [b"body"], 0)
