"""The kinds of job a worker can run, by name.

A kind is a pure function of its request. It is registered when its module is imported, which every worker does at its
start, for Cutout's own modules and for those the setting ``cutout/python/modules`` names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, TypeAlias, TypeVar

from cutout.errors import InternalError, UnknownKind

Request: TypeAlias = Mapping[str, Any]
"""The decoded payload of one job."""

RunOne: TypeAlias = Callable[[Request], object]
"""Computes one result; raises to fail the job."""

RunMany: TypeAlias = Callable[[Sequence[Request]], Sequence[object]]
"""Computes one result per request, in order; a `CutoutError` in a result's place fails that job alone."""

_One = TypeVar("_One", bound=RunOne)
_Many = TypeVar("_Many", bound=RunMany)

WarmUp: TypeAlias = Callable[[], object]
"""Does once, for nobody, what the first job would otherwise wait for."""

_AnyWarmUp = TypeVar("_AnyWarmUp", bound=WarmUp)

BUILT_IN: Final = (
    "cutout.fracturing.kind",
    "cutout.fracturing.warm_up",
    "cutout.world.road_kind",
    "cutout.world.chunk_kind",
    "cutout.meshes.kind",
    "cutout.prefabs.kind",
)
"""The modules of Cutout that register kinds and warm-ups."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A registered function.

    Parameters
    ----------
    name : str
        What jobs call it.
    function : RunOne or RunMany
        What computes.
    takes_many : bool
        Whether `function` is a `RunMany`.
    """

    name: str
    function: Callable[..., Any]
    takes_many: bool

    @property
    def home(self) -> str:
        """Where the function is defined, for messages."""
        return f"{self.function.__module__}.{self.function.__qualname__}"


_KINDS: dict[str, Kind] = {}
_WARM_UPS: dict[str, WarmUp] = {}


def kind(name: str) -> Callable[[_One], _One]:
    """Register a function that computes one job of the kind `name`.

    Parameters
    ----------
    name : str
        What jobs call it, unique among all modules.

    Returns
    -------
    callable
        A decorator that returns the function unchanged.

    Raises
    ------
    ValueError
        The name is empty or taken; the message names both functions.

    Examples
    --------
    >>> @kind("doubled")
    ... def double(request):
    ...     return {"value": request["value"] * 2}
    """

    def register(function: _One) -> _One:
        _add(Kind(name, function, takes_many=False))
        return function

    return register


def batch_kind(name: str) -> Callable[[_Many], _Many]:
    """Register a function that computes all jobs of a chunk at once; see `kind`.

    It gets a list of requests and returns as many results, in order. A `CutoutError` in the place of a result fails
    that job. If the function raises, its jobs are run again one by one, so that only the guilty fail.
    """

    def register(function: _Many) -> _Many:
        _add(Kind(name, function, takes_many=True))
        return function

    return register


def warm_up(function: _AnyWarmUp) -> _AnyWarmUp:
    """Register a function that a worker runs after it has said that it is ready, while it has nothing to do.

    It should take some ten milliseconds: a chunk that comes meanwhile waits for it. Register more than one if there is
    more to warm up.
    """
    _WARM_UPS[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def warm_up_while(is_idle: Callable[[], bool]) -> None:
    """Run what is registered with `warm_up`, in that order, as long as the worker is idle; each but once.

    What one of them raises is no more than an info line: the job that meets the same will fail, and tell why.
    """
    for name, function in list(_WARM_UPS.items()):
        if not is_idle():
            return
        del _WARM_UPS[name]
        try:
            function()
        except Exception:
            logging.getLogger(__name__).info("the warm-up %s failed", name, exc_info=True)


def _add(new: Kind) -> None:
    if not new.name:
        raise ValueError(f"{new.home} is registered under an empty name; give it one")
    old = _KINDS.get(new.name)
    # The same function comes again when its module is reloaded.
    if old is not None and old.home != new.home:
        raise ValueError(f"the kind {new.name!r} of {new.home} is taken by {old.home}; rename one of them")
    _KINDS[new.name] = new


def load(modules: Sequence[str]) -> None:
    """Import Cutout's modules of kinds, then these."""
    for module in (*BUILT_IN, *modules):
        import_module(module)


def find(name: str) -> Kind:
    """Return the kind of this name.

    Raises
    ------
    UnknownKind
        There is none; the message lists those there are.
    """
    try:
        return _KINDS[name]
    except KeyError:
        known = ", ".join(sorted(_KINDS)) or "none"
        raise UnknownKind(
            f"no kind {name!r} is registered (known: {known}); name its module in cutout/python/modules"
        ) from None


def run_many(kind: Kind, requests: Sequence[Request]) -> list[object]:
    """Compute all requests; what is wrong with the whole batch is raised, what is wrong with one is in its place."""
    if not kind.takes_many:
        return [kind.function(request) for request in requests]
    results = kind.function(requests)
    if not isinstance(results, Sequence) or len(results) != len(requests):
        count = len(results) if isinstance(results, Sequence) else f"a {type(results).__name__} of"
        raise InternalError(f"{kind.home} gave {count} results for {len(requests)} requests")
    return list(results)
