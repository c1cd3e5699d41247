"""Replies of the host's own: for jobs that did not run, and for those whose answer nobody wants any more."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from cutout.errors import Code
from cutout.wire import MAX_JOBS, Reply, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cutout.host.sharing import Answer

REPLY_BYTES = 16 << 20
"""Start a new reply rather than let one grow beyond this."""

CANCELLED_MESSAGE = "the job was cancelled"


def failed(jobs: Sequence[int], code: Code, message: str) -> list[Reply]:
    """Answer these jobs with one failure, in as few replies as the limit on jobs a message allows.

    Parameters
    ----------
    jobs : sequence of int
        Their ids.
    code : Code
        What went wrong, other than ``Code.OK``.
    message : str
        What is wrong, with which value, and what to do.
    """
    return [_failed(jobs[start : start + MAX_JOBS], code, message) for start in range(0, len(jobs), MAX_JOBS)]


def _failed(jobs: Sequence[int], code: Code, message: str) -> Reply:
    body = encode({"message": message, "details": ""})
    count = len(jobs)
    ends = [len(body) * (index + 1) for index in range(count)]
    return Reply(ids=jobs, codes=[code] * count, usec=[0] * count, ends=ends, body=body * count)


def answered(answers: Sequence[Answer]) -> Iterator[Reply]:
    """Answer jobs that did not run, in as few replies as the limits on jobs and bytes allow."""
    first, size = 0, 0
    for index, answer in enumerate(answers):
        if index > first and (index - first == MAX_JOBS or size + len(answer.body) > REPLY_BYTES):
            yield _answered(answers[first:index])
            first, size = index, 0
        size += len(answer.body)
    if answers:
        yield _answered(answers[first:])


def _answered(answers: Sequence[Answer]) -> Reply:
    return Reply(
        ids=[answer.job for answer in answers],
        codes=[answer.code for answer in answers],
        usec=[0] * len(answers),
        ends=list(accumulate(len(answer.body) for answer in answers)),
        body=b"".join(answer.body for answer in answers),
    )


def with_cancelled(reply: Reply, cancelled: set[int]) -> Reply:
    """Replace what a worker answered for cancelled jobs; the other answers keep their bytes."""
    failure = encode({"message": CANCELLED_MESSAGE, "details": ""})
    bodies = [failure if job in cancelled else reply.body_of(index) for index, job in enumerate(reply.ids)]
    codes = [Code.CANCELLED if job in cancelled else code for job, code in zip(reply.ids, reply.codes, strict=True)]
    return Reply(
        ids=reply.ids, codes=codes, usec=reply.usec, ends=list(accumulate(map(len, bodies))), body=b"".join(bodies)
    )


def last_line(details: str) -> str:
    """Return the line of a traceback that says what went wrong."""
    return details.strip().rpartition("\n")[2]
