"""Kinds of job that behave, and misbehave, as they are told. Workers load this module by name."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import time
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, NoReturn

import cutout
from cutout.errors import BadPolygon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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


def _lie() -> object:
    """Answer with bytes that are no reply."""

    def send_nonsense(self: Any, _buffer: bytes) -> None:
        nonsense = b"nonsense"
        os.write(self.fileno(), len(nonsense).to_bytes(4, "big") + nonsense)

    Connection._send = send_nonsense  # type: ignore[attr-defined]  # noqa: SLF001
    return None


def _nice() -> object:
    return os.nice(0)


DEEDS: dict[str, Callable[[], object]] = {
    "chatter": _chatter,
    "die replying": _die_replying,
    "exit": lambda: os._exit(7),
    "fail": lambda: 1 // 0,
    "hog": _hog,
    "kill": _kill,
    "lie": _lie,
    "nice": _nice,
    "reject": _reject,
    "return an object": object,
    "segfault": lambda: ctypes.string_at(0),
    "sleep": _sleep,
    "spin": _spin,
    "spin in c": _spin_in_c,
    "sys.exit": lambda: exec("raise SystemExit(3)"),  # noqa: S102
}
