"""The messages between game and host, and what makes one wrong."""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import Any

import pytest

from cutout.errors import BadMessage, Code
from cutout.wire import (
    LEVELS,
    MAX_JOBS,
    Cancel,
    Describe,
    Log,
    Progress,
    Ready,
    Reload,
    Reply,
    Run,
    StartFailed,
    Workers,
    decode,
    encode,
    parse,
    parse_spoken,
)


def run_fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "op": "run",
        "kind": "fracture",
        "ids": array("q", [7, 8]),
        "ends": array("i", [4, 12]),
        "body": bytes(12),
        "deadline_msec": 2000,
    }
    return {**fields, **changes}


def reply_fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "op": "reply",
        "ids": array("q", [7, 8]),
        "codes": array("i", [0, 101]),
        "usec": array("i", [10, 20]),
        "ends": array("i", [4, 12]),
        "body": bytes(12),
    }
    return {**fields, **changes}


def without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


def test_run_goes_round() -> None:
    bodies = [encode({"points": 1}), b"", encode(None)]
    run = Run(
        kind="k", ids=[1, 2, 2**40], ends=list(accumulate(map(len, bodies))), body=b"".join(bodies), deadline_msec=0
    )
    read = parse(run.encode())
    assert isinstance(read, Run)
    assert (read.kind, read.deadline_msec, list(read.ids)) == ("k", 0, [1, 2, 2**40])
    assert [bytes(read.body_of(index)) for index in range(3)] == bodies
    assert read.encode() == run.encode()


def test_body_of_a_job_is_a_view_and_only_of_a_job_that_is_there() -> None:
    message = Run(kind="k", ids=[1], ends=[4], body=bytes(4), deadline_msec=0).encode()
    run = parse(message)
    assert isinstance(run, Run)
    assert run.body_of(0).obj is message
    for index in (-1, 1):
        with pytest.raises(IndexError, match="no job"):
            run.body_of(index)


def test_cancel_goes_round() -> None:
    read = parse(Cancel(ids=[3, 3]).encode())
    assert isinstance(read, Cancel)
    assert list(read.ids) == [3, 3]


def test_reply_goes_round() -> None:
    reply = Reply(ids=[5, 6], codes=[Code.OK, Code.TIMED_OUT], usec=[10, 0], ends=[4, 12], body=bytes(range(12)))
    read = Reply.parse(reply.encode())
    assert (list(read.ids), list(read.codes), list(read.usec)) == ([5, 6], [0, 301], [10, 0])
    assert (bytes(read.body_of(0)), bytes(read.body_of(1))) == (bytes(range(4)), bytes(range(4, 12)))
    assert read.encode() == reply.encode()


def test_flags_of_a_run_are_false_unless_they_are_sent() -> None:
    fields = run_fields()
    assert "cache" not in fields
    for cache, front in ((False, False), (True, False), (False, True)):
        run = parse(encode({**fields, "cache": cache, "front": front}))
        assert isinstance(run, Run)
        assert (run.cache, run.front) == (cache, front)
        assert parse(run.encode()) == run
    plain = parse(encode(fields))
    assert isinstance(plain, Run)
    assert not plain.cache
    assert not plain.front


def test_reload_and_describe_go_round() -> None:
    assert parse(Reload().encode()) == Reload()
    assert parse(Describe().encode()) == Describe()


def test_progress_goes_round() -> None:
    read = parse_spoken(Progress(ids=[5, 6], values=[0.5, 1.0]).encode())
    assert isinstance(read, Progress)
    assert (list(read.ids), list(read.values)) == ([5, 6], [0.5, 1.0])


@pytest.mark.parametrize("level", LEVELS)
def test_what_a_worker_says_goes_round(level: Any) -> None:
    for message in (Log(level=level, text="text"), Ready(), StartFailed(details="why")):
        assert parse_spoken(message.encode()) == message
    reply = parse_spoken(encode(reply_fields()))
    assert isinstance(reply, Reply)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"op": "run"}, "'op' 'run'"),
        ({"op": "progress", "ids": array("q", [1])}, "'values' is missing"),
        ({"op": "progress", "ids": array("q", [1]), "values": array("f")}, "1 'ids' come with 0 'values'"),
        ({"op": "progress", "ids": array("q", [1]), "values": array("i", [1])}, "'values' has the format 'i'"),
        ({"op": "log", "level": "loud", "text": ""}, "'level' is 'loud'"),
        ({"op": "log", "level": "info"}, "'text' is missing"),
        ({"op": "start_failed"}, "'details' is missing"),
    ],
)
def test_wrong_words_of_a_worker_are_named(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(BadMessage, match=why):
        parse_spoken(encode(fields))


def test_workers_and_log_have_the_documented_keys() -> None:
    workers = decode(Workers(ready=1, total=2, restarts=3, pids=[10, 11]).encode())
    assert (workers.pop("pids").tolist(), workers) == (
        [10, 11],
        {"op": "workers", "ready": 1, "total": 2, "restarts": 3},
    )
    log = decode(Log(level="error", text="Python is missing.").encode())
    assert log == {"op": "log", "level": "error", "text": "Python is missing."}


def test_the_most_jobs_pass() -> None:
    count = MAX_JOBS
    run = Run(kind="k", ids=range(count), ends=[0] * count, body=b"", deadline_msec=0)
    read = parse(run.encode())
    assert isinstance(read, Run)
    assert len(read.ids) == count


@pytest.mark.parametrize("name", ["op", "kind", "ids", "ends", "body", "deadline_msec"])
def test_run_without_a_field_is_named(name: str) -> None:
    with pytest.raises(BadMessage, match=f"'{name}' is missing"):
        parse(encode(without(run_fields(), name)))


@pytest.mark.parametrize("name", ["op", "ids", "codes", "usec", "ends", "body"])
def test_reply_without_a_field_is_named(name: str) -> None:
    with pytest.raises(BadMessage, match=f"'{name}' is missing"):
        Reply.parse(encode(without(reply_fields(), name)))


def test_cancel_without_ids_is_named() -> None:
    with pytest.raises(BadMessage, match="cancel: 'ids' is missing"):
        parse(encode({"op": "cancel"}))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"op": 1}, "'op' is of type int"),
        ({"op": "reply"}, "'op' 'reply'"),
        ({"kind": None}, "'kind' is of type NoneType"),
        ({"ids": [7, 8]}, "'ids' is of type list"),
        ({"ids": array("i", [7, 8])}, "'ids' has the format 'i'"),
        ({"ids": array("q", [7, 7])}, "'ids' has a job twice"),
        ({"ids": array("q"), "ends": array("i")}, "'ids' has 0 jobs"),
        ({"ids": array("q", range(MAX_JOBS + 1))}, "'ids' has 1025 jobs"),
        ({"ends": array("q", [4, 12])}, "'ends' has the format 'q'"),
        ({"ends": array("i", [12])}, "2 'ids' come with 1 'ends'"),
        ({"ends": array("i", [-4, 12])}, "'ends' decreases"),
        ({"ends": array("i", [13, 12])}, "'ends' decreases"),
        ({"ends": array("i", [4, 8])}, "the last of 'ends' is 8, but 'body' has 12"),
        ({"ends": array("i", [4, 2**31 - 1])}, "the last of 'ends'"),
        ({"body": "text"}, "'body' is of type str"),
        ({"body": memoryview(bytes(16)).cast("f", (2, 2))}, "'body' has the format 'f', 2-dimensional"),
        ({"deadline_msec": -1}, "'deadline_msec' is -1"),
        ({"deadline_msec": 1.5}, "'deadline_msec' is of type float"),
        ({"deadline_msec": True}, "'deadline_msec' is of type bool"),
        ({"cache": 1}, "'cache' is of type int"),
        ({"front": None}, "'front' is of type NoneType"),
    ],
)
def test_run_with_a_wrong_field_is_named(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(BadMessage, match=why):
        parse(encode(run_fields(**changes)))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"op": "run"}, "'op' 'run' came where a 'reply' belongs"),
        ({"codes": array("i", [0])}, "2 'ids' come with 1 'codes'"),
        ({"usec": array("i", [0, 0, 0])}, "3 'usec'"),
        ({"codes": array("f", [0, 0])}, "'codes' has the format 'f'"),
        ({"ids": array("q", [7, 7])}, "'ids' has a job twice"),
        ({"ends": array("i", [4, 8])}, "the last of 'ends' is 8"),
    ],
)
def test_reply_with_a_wrong_field_is_named(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(BadMessage, match=why):
        Reply.parse(encode(reply_fields(**changes)))


def test_message_that_is_no_dictionary_is_refused() -> None:
    with pytest.raises(BadMessage, match="this is of type list"):
        parse(encode([1]))


def test_unknown_keys_are_ignored() -> None:
    assert isinstance(parse(encode(run_fields(later="more"))), Run)
