"""Layers of the world by name: Cutout's own, and those that a user's modules add or put in their place.

A layer is a function that puts things into a chunk. It must be a pure function of the chunk's seed, coordinate and
level of detail and of its options: then a chunk is the same whenever, and by whichever worker, it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from cutout.errors import BadParams
from cutout.rules import shortened

from .layer_options import NoOptions, check_options_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from .ground import Shape

Build: TypeAlias = "Callable[[Any, Any], object]"
"""Takes a `cutout.world.chunk.Chunk` and the layer's options."""

_Build = TypeVar("_Build", bound=Build)

TERRAIN: Final = "terrain"
ROADS: Final = "roads"
BUILDINGS: Final = "buildings"
VEGETATION: Final = "vegetation"

BUILT_IN: Final = {
    TERRAIN: "cutout.world.terrain",
    ROADS: "cutout.world.road_layer",
    BUILDINGS: "cutout.world.buildings",
    VEGETATION: "cutout.world.vegetation",
}
"""Where Cutout's layers are; these modules are imported when they are first wanted, since they load numpy."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A registered layer.

    Parameters
    ----------
    name : str
    build : callable
    options : type
        A dataclass of options.
    ground : callable or None
        What shapes the ground, if the layer does.
    """

    name: str
    build: Build
    options: type
    ground: Shape | None

    @property
    def home(self) -> str:
        """Where the function is defined, for messages."""
        return f"{self.build.__module__}.{self.build.__qualname__}"

    @property
    def is_built_in(self) -> bool:
        """Whether this is Cutout's own layer of this name."""
        return BUILT_IN.get(self.name) == self.build.__module__


_LAYERS: dict[str, Layer] = {}


def world_layer(
    name: str, options: type = NoOptions, *, ground: Shape | None = None, replace: bool = False
) -> Callable[[_Build], _Build]:
    """Register a function that puts a layer into a chunk.

    Parameters
    ----------
    name : str
        What a request calls it.
    options : type
        A frozen dataclass whose fields are made by `cutout.world.layer_options.option`.
    ground : callable, optional
        Shapes the ground for all layers: takes seed, options, and (n,) x and z, float64, m; returns (n,) heights, m. It
        must be a pure function of each point, of operations whose results do not depend on where in an array a number
        stands: sums, products, quotients, square roots, minima and maxima, not numpy's sines and powers.
    replace : bool
        Whether to take the place of Cutout's layer of this name.

    Returns
    -------
    callable
        A decorator that returns the function unchanged. The function takes a `cutout.world.chunk.Chunk` and the
        options.

    Raises
    ------
    ValueError
        The name is empty or taken, or an option has no rule.
    """
    check_options_type(name, options)

    def register(build: _Build) -> _Build:
        new = Layer(name, build, options, ground)
        if not name:
            raise ValueError(f"the layer {new.home} is registered under an empty name; give it one")
        if name in BUILT_IN and not new.is_built_in and not replace:
            raise ValueError(f"the layer {name!r} is one of Cutout's; give {new.home} another name, or replace=True")
        old = _LAYERS.get(name)
        # The same function comes again when its module is reloaded; Cutout's own comes after a user's if that is loaded
        # before the first chunk.
        if old is not None and new.is_built_in and not old.is_built_in:
            return build
        if old is not None and old.home != new.home and not old.is_built_in:
            raise ValueError(f"the layer {name!r} of {new.home} is taken by {old.home}; rename one of them")
        _LAYERS[name] = new
        return build

    return register


def find_layer(name: str) -> Layer:
    """Return the layer of this name.

    Raises
    ------
    BadParams
        There is none; the message lists those there are.
    """
    if name not in _LAYERS and name in BUILT_IN:
        import_module(BUILT_IN[name])
    if name in _LAYERS:
        return _LAYERS[name]
    known = sorted({*BUILT_IN, *_LAYERS})
    near = get_close_matches(name[:100], known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise BadParams(
        f"no layer {shortened(name)} is registered: {hint}there are {', '.join(known)}; name the module of your own "
        "layers in cutout/python/modules"
    )


def forget_layer(name: str) -> None:
    """Drop what is registered under a name, so that Cutout's own layer of that name is found again, or none."""
    _LAYERS.pop(name, None)
    if name in BUILT_IN:
        module = import_module(BUILT_IN[name])
        _LAYERS[name] = module.LAYER
