"""Prefabs written as JSON, read by the standard library's parser."""

from __future__ import annotations

import json
import re
from bisect import bisect
from json.decoder import JSONArray, JSONObject  # type: ignore[attr-defined]  # the stubs leave them out
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # the same
from typing import Any, NoReturn

from .limits import MAX_PARTS
from .places import At, MisreadError, child_of


def parse(text: str) -> object:
    """Return the value that `text` holds.

    Raises
    ------
    MisreadError
        It is no JSON, has a key twice or a number that is not finite, nests too deep, or has too many values.
    """
    if text.count(",") + text.count("[") + text.count("{") > MAX_PARTS:
        raise MisreadError(f"it has more than {MAX_PARTS} values; make several prefabs of it", 1)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as fault:
        raise MisreadError(fault.msg, fault.lineno) from None
    except _TwiceError as fault:
        raise MisreadError(f"the key {fault.key[:80]!r} is there twice; keep one", _line_of_twice(text)) from None
    except RecursionError:
        raise MisreadError("lists and objects nest too deep", 1) from None
    except ValueError as fault:  # a constant, or an int of thousands of digits
        raise MisreadError(str(fault)[:200], 1) from None


def line_of(text: str, at: At) -> int:
    """Return the line of what `at` leads to, in text that `parse` has read."""
    if not at:
        return 1
    recorder = _Recorder()
    try:
        value = recorder.decode(text)
    except (RecursionError, ValueError):
        return 1
    place = 0
    for key in at:
        start, end = recorder.spans.get(id(value), (0, 0))
        inner = child_of(value, key)
        if id(inner) in recorder.spans:
            place = recorder.spans[id(inner)][0]
            value = inner
            continue
        written = recorder.places_of(str(key), start, end)
        place = written[0] if written and isinstance(key, str) else start
        break
    return text.count("\n", 0, place) + 1


class _TwiceError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(key)
            seen.add(key)
    return members


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number that a prefab can hold; write a finite one")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse)


class _Recorder(json.JSONDecoder):
    """The same parser in Python, many times as slow: it keeps where each list and object begins and ends."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=_unique)
        self.spans: dict[int, tuple[int, int]] = {}
        self.twice: int | None = None
        self.parse_object = self._object
        self.parse_array = self._array
        self.scan_once = py_make_scanner(self)

    def decode(self, text: str, *rest: Any) -> Any:
        """Return what `text` holds, and keep it for `places_of`."""
        self.text = text
        return super().decode(text, *rest)

    def places_of(self, key: str, start: int, end: int) -> list[int]:
        """Return where `key` is written in the object from `start` to `end`, but not within what it holds."""
        outer: list[tuple[int, int]] = []
        for first, last in sorted(span for span in self.spans.values() if start < span[0] < end):
            if not outer or first >= outer[-1][1]:
                outer.append((first, last))
        written = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:")
        places = []
        for found in written.finditer(self.text, start, end):
            before = bisect(outer, (found.start(),)) - 1
            if before < 0 or outer[before][1] <= found.start():
                places.append(found.start())
        return places

    def _object(self, place: tuple[str, int], *rest: Any) -> tuple[Any, int]:
        try:
            value, end = JSONObject(place, *rest)
        except _TwiceError:
            if self.twice is None:  # The child_of object is the one that has the key.
                self.twice = place[1] - 1
            raise
        self.spans[id(value)] = (place[1] - 1, end)
        return value, end

    def _array(self, place: tuple[str, int], *rest: Any) -> tuple[Any, int]:
        value, end = JSONArray(place, *rest)
        self.spans[id(value)] = (place[1] - 1, end)
        return value, end


def _line_of_twice(text: str) -> int:
    recorder = _Recorder()
    place = 0
    try:
        recorder.decode(text)
    except _TwiceError as fault:
        place = recorder.twice or 0
        written = recorder.places_of(fault.key, place, len(text))
        place = written[1] if len(written) > 1 else place
    except RecursionError:
        pass
    return text.count("\n", 0, place) + 1
