"""Kinds of job that behave, and misbehave, as they are told. Workers load this module by name."""

from __future__ import annotations

import array
import ctypes
import logging
import os
import re
import signal
import time
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import cutout
from cutout.errors import BadPolygon
from cutout.worker.progress import PAUSE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TALLY: list[object] = []


@cutout.kind("echo")
def echo(request: Mapping[str, Any]) -> object:
    """Return the request."""
    return request


@cutout.kind("act")
def act(request: Mapping[str, Any]) -> object:
    """Do what ``request["do"]`` names, then return the request."""
    deed = DEEDS.get(request["do"])
    return request if deed is None else deed()


@cutout.kind("work")
def work(request: Mapping[str, Any]) -> object:
    """Keep the processor busy for ``request["seconds"]``."""
    end = time.process_time() + request["seconds"]
    while time.process_time() < end:
        pass
    return request


@cutout.kind("nap")
def nap(request: Mapping[str, Any]) -> int:
    """Take ``request["seconds"]`` without a processor; return this worker's pid."""
    time.sleep(request["seconds"])
    return os.getpid()


@cutout.kind("meet")
def meet(request: Mapping[str, Any]) -> object:
    """Make the file ``request["own"]``, work for ``request["seconds"]``; wait for the file ``request["other"]``."""
    Path(request["own"]).touch()
    _wait(request["seconds"])
    while not Path(request["other"]).exists():
        time.sleep(0.001)
    return request["own"]


@cutout.kind("large")
def large(request: Mapping[str, Any]) -> object:
    """Return ``request["words"]`` numbers of four bytes, counted from ``request["first"]``."""
    first, words = request["first"], request["words"]
    return {"first": first, "bytes": array.array("I", range(first, first + words)).tobytes()}


@cutout.kind("tally")
def tally(request: Mapping[str, Any]) -> object:
    """Return how often this worker has run this kind."""
    _TALLY.append(request)
    return len(_TALLY)


@cutout.kind("steps")
def steps(request: Mapping[str, Any]) -> object:
    """Report each of ``request["steps"]``, far enough apart that all are sent, then a thousand at once."""
    for step in request["steps"]:
        cutout.report_progress(step)
        _wait(PAUSE_SECONDS)
    for _ in range(1000):
        cutout.report_progress(1.0)
    return request


@cutout.batch_kind("batch steps")
def batch_steps(requests: Sequence[Mapping[str, Any]]) -> Sequence[object]:
    """Report one step for all."""
    cutout.report_progress(0.5)
    return requests


@cutout.kind("log")
def log(request: Mapping[str, Any]) -> object:
    """Write ``request["lines"]`` lines of ``request["level"]``."""
    for number in range(request["lines"]):
        logging.getLogger("kinds").log(logging.getLevelName(request["level"]), "line %d", number)
    return request


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def _spin() -> NoReturn:
    while True:
        pass


def _spin_in_c() -> object:
    """Loop in C without ever letting go of the interpreter's lock."""
    return re.match(r"(a*)*b", "a" * 64)


def _sleep() -> NoReturn:
    while True:
        time.sleep(3600)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _reject() -> NoReturn:
    raise BadPolygon("told to")


def _hog() -> object:
    return len(bytearray(4 << 30))


def _chatter() -> object:
    print("a stray print")  # noqa: T201 - that is the point
    os.write(1, b"a stray write\n")
    return "chatted"


def _die_replying() -> object:
    """Let the reply end in its midst."""

    def send_half(self: Any, buffer: bytes) -> None:
        os.write(self.fileno(), buffer[: len(buffer) // 2])
        _kill()

    Connection._send = send_half  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way into the midst
    return bytes(1000)


def _fork() -> int:
    """Leave a child that holds all this process has open; return its pid."""
    child = os.fork()
    if child == 0:
        _sleep()
    return child


def _freeze_replying() -> object:
    """Stop in the midst of a reply; once continued, send the rest."""
    whole = Connection._send  # type: ignore[attr-defined]  # noqa: SLF001

    def send_half(self: Any, buffer: bytes) -> None:
        os.write(self.fileno(), buffer[: len(buffer) // 2])
        Connection._send = whole  # type: ignore[attr-defined]  # noqa: SLF001
        os.kill(os.getpid(), signal.SIGSTOP)
        self._send(buffer[len(buffer) // 2 :])

    Connection._send = send_half  # type: ignore[attr-defined]  # noqa: SLF001
    return bytes(1000)


def _lie() -> object:
    """Answer with bytes that are no reply."""

    def send_nonsense(self: Any, _buffer: bytes) -> None:
        nonsense = b"nonsense"
        os.write(self.fileno(), len(nonsense).to_bytes(4, "big") + nonsense)

    Connection._send = send_nonsense  # type: ignore[attr-defined]  # noqa: SLF001
    return None


def _log_badly() -> object:
    logging.getLogger("kinds").warning("one %d", "two")
    logging.getLogger("kinds").warning("nul \0 and \udc80 %s", "x" * 100_000)
    warnings.warn("old ways", stacklevel=1)
    return "logged"


class _Mourned:
    def __del__(self) -> None:
        logging.getLogger("kinds").warning("gone in the midst")


def _log_in_a_reply() -> object:
    """Let a finaliser log while a reply is being sent."""
    whole = Connection._send  # type: ignore[attr-defined]  # noqa: SLF001
    mourned = [_Mourned()]

    def send(self: Any, buffer: bytes) -> None:
        half = len(buffer) // 2
        whole(self, buffer[:half])
        mourned.clear()
        whole(self, buffer[half:])

    Connection._send = send  # type: ignore[attr-defined]  # noqa: SLF001
    return bytes(1000)


def _nice() -> object:
    return os.nice(0)


DEEDS: dict[str, Callable[[], object]] = {
    "chatter": _chatter,
    "die replying": _die_replying,
    "exit": lambda: os._exit(7),
    "fail": lambda: 1 // 0,
    "fork": _fork,
    "freeze replying": _freeze_replying,
    "hog": _hog,
    "kill": _kill,
    "lie": _lie,
    "log badly": _log_badly,
    "log in a reply": _log_in_a_reply,
    "nice": _nice,
    "pid": os.getpid,
    "reject": _reject,
    "return an object": object,
    "segfault": lambda: ctypes.string_at(0),
    "sleep": _sleep,
    "spin": _spin,
    "spin in c": _spin_in_c,
    "sys.exit": lambda: exec("raise SystemExit(3)"),  # noqa: S102
}
