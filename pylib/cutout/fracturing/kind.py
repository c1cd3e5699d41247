"""The kind ``fracture``: what a worker runs for each request.

Plain requests go through `plain`, all at once; what is left goes through `express`, and what that refuses the careful
way.
"""

from __future__ import annotations

import traceback
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.errors import CutoutError, InternalError
from cutout.wire import Encoded, encode
from cutout.worker.registry import batch_kind

from .express import Broken, Order, break_all
from .fracture import fracture, quick_report
from .patterns import Random
from .plain import answer
from .shards import Shards
from .wire_form import FLOATS, pack, packed_surfaces, read_order, unpack_request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .params import FractureParams

_EMPTY: Final = {
    array.name: np.zeros((0, 2)[: FLOATS[array.name]], np.float32) if array.name in FLOATS else np.zeros(0, np.int32)
    for array in fields(Shards)
}
_HEADER: Final = 4
_QUICK: Final = quick_report(Broken({}, 0.0, 0.0), Random()).to_dict()


def _literals() -> tuple[bytes, ...]:
    """Return all of a plain result but its arrays, their counts, and the two numbers of its report."""
    pieces = [encode(name) + encode(array)[:_HEADER] for name, array in _EMPTY.items()]
    pieces[0] = encode(dict.fromkeys([*_EMPTY, "report"]))[: 2 * _HEADER] + pieces[0]
    report = [encode(name) + encode(value) for name, value in _QUICK.items()]
    at = [*_QUICK].index("input_area")
    start = encode("report") + encode(_QUICK)[: 2 * _HEADER] + b"".join(report[:at])
    return (*pieces, start + encode("input_area"), encode("area_error"), b"".join(report[at + 2 :]))


_LITERALS: Final = _literals()


@batch_kind("fracture")
def run_many(requests: Sequence[Mapping[str, object]]) -> Sequence[object]:
    """Break each polygon; a request that fails does not touch the others.

    Parameters
    ----------
    requests : sequence of mappings
        As docs/architecture.md lays down for the kind ``fracture``.

    Returns
    -------
    sequence
        For each request a result, a mapping that is decoded when it is first looked at, or the `CutoutError` that
        says why there is none.
    """
    answers: list[object] = [body and Encoded(body) for body in answer(requests, _LITERALS)]
    left = [place for place, result in enumerate(answers) if result is None]
    if left:
        for place, result in zip(left, _run_others([requests[place] for place in left]), strict=True):
            answers[place] = result
    return answers


def _run_others(requests: Sequence[Mapping[str, object]]) -> Sequence[object]:
    """Break polygons with whatever parameters."""
    orders = [_guarded(read_order, request) for request in requests]
    sound = [order for order in orders if isinstance(order, Order)]
    broken = iter(break_all(sound, rounded=True))
    return [
        _result(request, order, next(broken)) if isinstance(order, Order) else order
        for request, order in zip(requests, orders, strict=True)
    ]


def _result(request: Mapping[str, object], order: Order, broken: Broken | None) -> object:
    """Return the result of a request that was tried the fast way."""
    if broken is None:
        return _guarded(_carefully, request)
    report = {**_QUICK, "input_area": broken.input_area, "area_error": broken.area_error, "notes": [], "rest": []}
    params = order.params
    if params.refracture_depth:
        report["refracture_depth"] = params.refracture_depth + 1
    result = {**broken.arrays, "report": report}
    return _guarded(partial(_extruded, broken, params), result) if params.extrude_depth else result


def _extruded(broken: Broken, params: FractureParams, result: Mapping[str, object]) -> object:
    extrusion = params.extrusion
    return result if extrusion is None else {**result, "surfaces": packed_surfaces(broken.shards(), extrusion)}


def _carefully(request: Mapping[str, object]) -> object:
    rings, params = unpack_request(request)
    return pack(fracture(rings, params))


def _guarded(function: Callable[[Mapping[str, object]], object], request: Mapping[str, object]) -> object:
    """Return what a function gives, or the error in its place."""
    try:
        return function(request)
    except CutoutError as failure:
        return failure
    except Exception as fault:  # noqa: BLE001 - a fault of ours must not fail the requests beside it
        return InternalError(f"fracture failed: {fault!r}; please report this", traceback.format_exc())
