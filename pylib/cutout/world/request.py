"""A request of the kind ``chunk``, read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from cutout.errors import BadParams
from cutout.rules import Number, Rule, Whole, shortened

from .layer_options import read_options
from .layers import ROADS, Layer, find_layer

DEFAULT_LAYERS: Final = ("terrain", "roads", "buildings", "vegetation")

MAX_COORDINATE: Final = 1 << 20
MAX_LOD: Final = 7
MAX_LAYERS: Final = 32
MAX_CELLS: Final = 4
"""How many cells of the network of roads a chunk may be wide."""

_RULES: Final[dict[str, Rule]] = {
    "seed": Whole(-(2**63), 2**63 - 1),
    "lod": Whole(0, MAX_LOD),
    "chunk_size": Number(8.0, 4096.0),
}
_DEFAULTS: Final[dict[str, object]] = {"seed": 0, "lod": 0, "chunk_size": 200.0}
_NAMES: Final = ("seed", "coordinate", "lod", "chunk_size", "layers", "options")
_COORDINATE: Final = Whole(-MAX_COORDINATE, MAX_COORDINATE)


@dataclass(frozen=True, slots=True)
class ChunkRequest:
    """Which chunk is wanted.

    Parameters
    ----------
    seed : int
        Of the world.
    coordinate : (int, int)
        Which chunk along x and z.
    lod : int
        Level of detail, 0 the finest.
    chunk_size : float, m
    layers : tuple of (Layer, options)
        In the order in which they build.
    """

    seed: int
    coordinate: tuple[int, int]
    lod: int
    chunk_size: float
    layers: tuple[tuple[Layer, Any], ...]

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> ChunkRequest:
        """Read a request by name; all but the coordinate may be absent.

        Raises
        ------
        BadParams
            An unknown name, a wrong type or a value out of range.
        """
        for name in mapping:
            if name not in _NAMES:
                near = get_close_matches(str(name)[:100], _NAMES, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(_NAMES)}"
                raise BadParams(f"a chunk has no parameter {shortened(name)}; {hint}")
        values: dict[str, Any] = {}
        for name, rule in _RULES.items():
            values[name] = _read(name, rule, mapping.get(name, _DEFAULTS[name]))
        layers = _read_layers(mapping.get("layers", DEFAULT_LAYERS), mapping.get("options", {}))
        request = ChunkRequest(coordinate=_read_coordinate(mapping.get("coordinate")), layers=layers, **values)
        roads = request.options_of(ROADS)
        if roads is not None and request.chunk_size > MAX_CELLS * roads.cell_size:
            raise BadParams(
                f"chunk_size is {request.chunk_size:g} m and cell_size of the layer 'roads' {roads.cell_size:g} m; a "
                f"chunk may be {MAX_CELLS} cells wide: make the cells larger, or the chunks smaller"
            )
        return request

    def options_of(self, layer: str) -> Any | None:
        """Return the options of Cutout's own layer of this name; None if it is not wanted, or a user's is instead."""
        return next((given for each, given in self.layers if each.name == layer and each.is_built_in), None)


def _read(name: str, rule: Rule, value: object) -> object:
    try:
        return rule.read(value)
    except ValueError as broken:
        raise BadParams(f"{name} {broken}, and {shortened(value)} is not") from None


def _read_coordinate(value: object) -> tuple[int, int]:
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        pair = list(value)
        if len(pair) == 2:  # noqa: PLR2004 - along x and z
            x, z = (_read("coordinate", _COORDINATE, each) for each in pair)
            return x, z  # type: ignore[return-value]  # read as ints
    raise BadParams(f"coordinate must be two ints, and {shortened(value)} is not")


def _read_layers(names: object, options: object) -> tuple[tuple[Layer, Any], ...]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise BadParams(f"layers must be a list of names, and {shortened(names)} is not")
    wanted = list(names)
    if len(wanted) > MAX_LAYERS or not all(isinstance(name, str) for name in wanted) or len(set(wanted)) < len(wanted):
        raise BadParams(f"layers must be at most {MAX_LAYERS} names, each once, and {shortened(wanted)} is not")
    if not isinstance(options, Mapping) or not all(isinstance(each, Mapping) for each in options.values()):
        raise BadParams(f"options must be a dictionary for each layer by its name, and {shortened(options)} is not")
    for name in options:
        if name not in wanted:
            raise BadParams(
                f"options are given for the layer {shortened(name)}, which is not among layers; add it there"
            )
    found = [find_layer(name) for name in wanted]
    return tuple((layer, read_options(layer.name, layer.options, options.get(layer.name, {}))) for layer in found)
