"""Running one chunk: every job of it gets an answer of its own, whatever the others do."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from itertools import accumulate
from time import perf_counter_ns
from typing import TYPE_CHECKING, Final

from cutout.errors import BadMessage, Code, CutoutError, InternalError, OutOfMemory, TooLarge
from cutout.wire import MAX_BYTES, Reply, Run, decode, encode
from cutout.worker.progress import set_jobs
from cutout.worker.registry import Kind, Request, find, run_many
from cutout.worker.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

REPLY_BYTES: Final = MAX_BYTES - (1 << 20)
"""How many bytes of results a reply may hold: a message, less room for its other fields."""

MESSAGE_CHARACTERS: Final = 2_000
DETAILS_CHARACTERS: Final = 20_000
"""How much of an exception's text travels: a message may hold the repr of a whole array."""

MAX_USEC: Final = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class _Answer:
    code: Code
    usec: int
    body: bytes


def run_chunk(run: Run) -> Reply:
    """Run the jobs of a chunk.

    A body that cannot be decoded, a function that raises and a result that cannot be encoded fail their own job only.
    """
    requests: dict[int, Request] = {}
    answers: dict[int, _Answer] = {}
    for index in range(len(run.ids)):
        try:
            requests[index] = _request(run.body_of(index))
        except CutoutError as error:
            answers[index] = _failure(error)
    try:
        answers |= _compute(find(run.kind), run.ids, requests)
    except CutoutError as error:
        answers |= dict.fromkeys(requests, _failure(error))
    finally:
        set_jobs(())
    return _reply(run.ids, [answers[index] for index in range(len(run.ids))])


def fail_chunk(run: Run, error: CutoutError) -> Reply:
    """Answer all jobs of a chunk with one failure."""
    return _reply(run.ids, [_failure(error)] * len(run.ids))


def _request(body: memoryview) -> Request:
    request = decode(body)
    if not isinstance(request, dict):
        raise BadMessage(f"the payload of a job must be a Dictionary, not {type(request).__name__}")
    return request


def _compute(kind: Kind, ids: Sequence[int], requests: dict[int, Request]) -> dict[int, _Answer]:
    """Run all at once if the kind can, one by one if not, or if one of them spoils it for all."""
    if kind.takes_many and len(requests) > 1:
        set_jobs([ids[index] for index in requests])
        start = perf_counter_ns()
        try:
            results = run_many(kind, list(requests.values()))
        except InternalError:
            raise
        except BaseException:  # noqa: BLE001, S110 - found again, and told, when its job runs alone
            pass
        else:
            usec = _usec((perf_counter_ns() - start) // len(requests))
            return {index: _encoded(result, usec) for index, result in zip(requests, results, strict=True)}
    return {index: _alone(kind, ids[index], request) for index, request in requests.items()}


def _alone(kind: Kind, job: int, request: Request) -> _Answer:
    set_jobs((job,))
    start = perf_counter_ns()
    try:
        (result,) = run_many(kind, [request])
    except BaseException as error:  # noqa: BLE001 - a kind is a user's code, and may even call sys.exit()
        return _failure(error, _usec_since(start))
    return _encoded(result, _usec_since(start))


def _encoded(result: object, usec: int) -> _Answer:
    if isinstance(result, CutoutError):
        return _failure(result, usec)
    try:
        return _Answer(Code.OK, usec, encode(result))
    except BaseException as error:  # noqa: BLE001 - a result may be an object of a user's class
        return _failure(error, usec)


def _failure(error: BaseException, usec: int = 0) -> _Answer:
    if isinstance(error, CutoutError):
        code, message, details = error.code, error.message, error.details
    else:
        code = OutOfMemory.code if isinstance(error, MemoryError) else InternalError.code
        # The traceback module survives an exception whose own __str__ raises.
        message = traceback.format_exception_only(error)[-1].strip()
        details = "".join(traceback.format_exception(error))
    fields = {
        "message": plain(message)[:MESSAGE_CHARACTERS],
        "details": plain(details)[-DETAILS_CHARACTERS:],
    }
    return _Answer(code, usec, encode(fields))


def _usec(nsec: int) -> int:
    return min(max(nsec // 1000, 1), MAX_USEC)  # 0 tells that a job did not run.


def _usec_since(start_nsec: int) -> int:
    return _usec(perf_counter_ns() - start_nsec)


def _reply(ids: Sequence[int], answers: Sequence[_Answer]) -> Reply:
    room = REPLY_BYTES
    fitting: list[_Answer] = []
    for answer in answers:
        fits = len(answer.body) <= room
        fitting.append(answer if fits else _failure(_too_large(answer), answer.usec))
        room -= len(fitting[-1].body)
    return Reply(
        ids=ids,
        codes=[answer.code for answer in fitting],
        usec=[answer.usec for answer in fitting],
        ends=list(accumulate(len(answer.body) for answer in fitting)),
        body=b"".join(answer.body for answer in fitting),
    )


def _too_large(answer: _Answer) -> TooLarge:
    return TooLarge(
        f"the result has {len(answer.body)} bytes, and a chunk's results together may have {REPLY_BYTES}; "
        "ask for less, or for fewer jobs a chunk"
    )
