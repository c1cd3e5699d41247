"""Kinds: how they are registered, and how a worker runs a chunk of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import pytest

import cutout
from cutout.errors import BadPolygon, Code, CutoutError, UnknownKind
from cutout.wire import Reply, Run, decode, encode
from cutout.worker import chunk_run, registry

Request = Mapping[str, Any]


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the kinds of a test after it."""
    monkeypatch.setattr(registry, "_KINDS", {})


def answers(kind: str, *payloads: object) -> list[tuple[int, Any]]:
    """Run a chunk; return a code and a decoded body for each job."""
    return decoded(chunk_run.run_chunk(run_of(kind, *map(encode, payloads))))


def run_of(kind: str, *bodies: bytes) -> Run:
    ends = list(accumulate(map(len, bodies)))
    return Run(kind=kind, ids=range(len(bodies)), ends=ends, body=b"".join(bodies), deadline_msec=0)


def decoded(reply: Reply) -> list[tuple[int, Any]]:
    reply = Reply.parse(reply.encode())
    return [(code, decode(reply.body_of(index))) for index, code in enumerate(reply.codes)]


def test_a_kind_computes_one_result_for_each_job_in_order() -> None:
    @cutout.kind("square")
    def square(request: Request) -> object:
        return request["x"] ** 2

    assert answers("square", {"x": 2}, {"x": 3}) == [(0, 4), (0, 9)]
    assert square({"x": 4}) == 16  # The function itself is unchanged.


def test_a_batch_kind_gets_all_jobs_at_once() -> None:
    @cutout.batch_kind("count")
    def count(requests: Sequence[Request]) -> Sequence[object]:
        return [len(requests)] * len(requests)

    assert answers("count", {}, {}, {}) == [(0, 3)] * 3


def test_a_taken_name_is_refused_and_both_functions_are_named() -> None:
    @cutout.kind("mine")
    def first(request: Request) -> object:
        return request

    def second(request: Request) -> object:
        return request

    with pytest.raises(ValueError, match=r"mine.*second.*first"):
        cutout.kind("mine")(second)
    assert registry.find("mine").function is first
    cutout.kind("mine")(first)  # The same function again, as when its module is reloaded.


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(ValueError, match="empty name"):
        cutout.kind("")(len)


def test_an_unknown_kind_fails_every_job_and_lists_the_known_ones() -> None:
    @cutout.kind("known")
    def known(request: Request) -> object:
        return request

    (code, failure), _ = answers("unknown", {}, {})
    assert code == Code.UNKNOWN_KIND
    assert "'unknown'" in failure["message"]
    assert "known: known" in failure["message"]
    with pytest.raises(UnknownKind):
        registry.find("unknown")


@pytest.mark.parametrize("many", [False, True])
def test_a_job_that_raises_fails_alone(many: bool) -> None:  # noqa: FBT001
    def one(request: Request) -> object:
        if request["x"] == 1:
            raise BadPolygon("x is 1", "some details")
        if request["x"] == 2:
            raise ZeroDivisionError("x is 2")
        if request["x"] == 3:
            raise MemoryError
        if request["x"] == 4:
            raise SystemExit(3)
        return request["x"]

    if many:
        cutout.batch_kind("touchy")(lambda requests: [one(request) for request in requests])
    else:
        cutout.kind("touchy")(one)
    result = answers("touchy", *({"x": x} for x in range(6)))
    codes = [Code.OK, Code.BAD_POLYGON, Code.INTERNAL, Code.OUT_OF_MEMORY, Code.INTERNAL, Code.OK]
    assert [code for code, _ in result] == codes
    assert result[1][1] == {"message": "x is 1", "details": "some details"}
    assert result[2][1]["message"] == "ZeroDivisionError: x is 2"
    assert "in one\n" in result[2][1]["details"]


def test_a_batch_kind_may_put_a_failure_in_the_place_of_a_result() -> None:
    @cutout.batch_kind("mixed")
    def mixed(requests: Sequence[Request]) -> Sequence[object]:
        return [BadPolygon("no"), *range(1, len(requests))]

    assert answers("mixed", {}, {}) == [(Code.BAD_POLYGON, {"message": "no", "details": ""}), (0, 1)]


@pytest.mark.parametrize("results", [[1], [1, 2, 3], None, 7])
def test_a_batch_kind_with_the_wrong_number_of_results_fails_every_job(results: object) -> None:
    @cutout.batch_kind("wrong")
    def wrong(_requests: Sequence[Request]) -> Any:
        return results

    for code, failure in answers("wrong", {}, {}):
        assert code == Code.INTERNAL
        assert "wrong" in failure["message"]
        assert "2 requests" in failure["message"]


@pytest.mark.parametrize("body", [b"", b"\xff" * 8, encode(7), encode([1])])
def test_a_body_that_is_no_dictionary_fails_alone(body: bytes) -> None:
    cutout.kind("echo")(dict)
    reply = chunk_run.run_chunk(run_of("echo", encode({"x": 1}), body))
    (good, echoed), (bad, _) = decoded(reply)
    assert (good, echoed) == (0, {"x": 1})
    assert bad == Code.BAD_MESSAGE


@pytest.mark.parametrize("many", [False, True])
def test_a_result_that_has_no_place_on_the_wire_fails_alone_and_is_named(many: bool) -> None:  # noqa: FBT001
    def one(request: Request) -> object:
        return complex(1, 2) if request["x"] else "fine"

    if many:
        cutout.batch_kind("odd")(lambda requests: [one(request) for request in requests])
    else:
        cutout.kind("odd")(one)
    (bad, failure), good = answers("odd", {"x": 1}, {"x": 0})
    assert bad == Code.INTERNAL
    assert "complex" in failure["message"]
    assert good == (0, "fine")


def test_results_too_large_for_one_reply_fail_and_the_others_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_run, "REPLY_BYTES", 2000)
    cutout.kind("bytes")(lambda request: b"x" * request["x"])
    result = answers("bytes", {"x": 1000}, {"x": 1000}, {"x": 10})
    assert [code for code, _ in result] == [0, Code.TOO_LARGE, 0]


class Unprintable(Exception):
    """An exception that raises when it is printed."""

    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize("error", [Unprintable(), ValueError("nul \0 and \udc80"), ValueError("x" * 10**6)])
def test_every_exception_can_be_told(error: Exception) -> None:
    @cutout.kind("raiser")
    def raiser(_request: Request) -> object:
        raise error

    ((code, failure),) = answers("raiser", {})
    assert code == Code.INTERNAL
    assert type(error).__name__ in failure["message"]
    assert len(failure["message"]) <= chunk_run.MESSAGE_CHARACTERS


def test_all_jobs_of_a_chunk_can_be_failed_at_once() -> None:
    reply = chunk_run.fail_chunk(run_of("any", b"", b""), CutoutError("no"))
    assert decoded(reply) == [(Code.INTERNAL, {"message": "no", "details": ""})] * 2


def test_jobs_are_timed() -> None:
    cutout.kind("sum")(lambda request: sum(range(request["x"])))
    reply = chunk_run.run_chunk(run_of("sum", encode({"x": 0}), encode({"x": 300_000})))
    assert reply.usec[1] > reply.usec[0] >= 1  # 0 would tell that it did not run.
