"""A request of the kind ``mesh_load``, read and checked; ``CutoutMeshLoader`` mirrors the options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from math import isfinite
from typing import Any, Final

from cutout.errors import BadParams

MAX_ROOTS: Final = 64
"""How many folders a request may name."""

_SHOWN: Final = 60
_NAMES: Final = ("path", "roots", "stamp", "options")

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "up": ("y", "z"),
    "normals": ("file", "flat", "smooth"),
    "collision": ("none", "hull", "trimesh"),
}
"""What an option that is a text may be."""

RANGES: Final[dict[str, tuple[float, float]]] = {
    "scale": (1e-6, 1e6),
    "smooth_angle": (0.0, 180.0),
    "lods": (0, 8),
    "max_bytes": (1, 1 << 30),
}
"""What an option that is a number may be, both ends allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to make of a file.

    Parameters
    ----------
    up : {"y", "z"}
        Which axis of the file points up.
    scale : float
        Metres a unit of the file.
    normals : {"smooth", "flat", "file"}
        Smooth where faces meet at a small angle; one a face; or those of the file, and flat ones where it has none.
    smooth_angle : float, degrees
        Where faces meet at a larger angle, ``smooth`` leaves an edge.
    weld : bool
        Whether corners at the same place share a vertex if they share normal and texture coordinates.
    repair : bool
        Whether to leave out triangles that are degenerate, duplicate or not finite, and to turn those that face
        against their neighbours. Without it a number that is not finite is a `BadFile`.
    lods : int
        How many levels of detail are made beside the finest.
    collision : {"none", "hull", "trimesh"}
    fallback : bool
        Whether a file that is missing, broken or too large gives a cube of a metre instead of an error.
    max_bytes : int
        The largest file that is read, packed or unpacked.
    """

    up: str = "y"
    scale: float = 1.0
    normals: str = "smooth"
    smooth_angle: float = 30.0
    weld: bool = True
    repair: bool = True
    lods: int = 0
    collision: str = "none"
    fallback: bool = False
    max_bytes: int = 256 * 1024 * 1024

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> Options:
        """Read options by name; what is absent keeps its default.

        Raises
        ------
        BadParams
            An unknown name, a wrong type or a value out of range.
        """
        defaults = {each.name: each.default for each in fields(Options)}
        for name in mapping:
            if name not in defaults:
                near = get_close_matches(str(name)[:100], defaults, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"the options are {', '.join(defaults)}"
                raise BadParams(f"a mesh has no option {_short(name)}; {hint}")
        read: dict[str, Any] = {name: _read(name, defaults[name], value) for name, value in mapping.items()}
        return Options(**read)


@dataclass(frozen=True, slots=True)
class MeshRequest:
    """Which file is wanted, and how."""

    path: str
    roots: tuple[str, ...]
    options: Options

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> MeshRequest:
        """Read a request; the stamp is there only to tell requests apart.

        Raises
        ------
        BadParams
            An unknown name, a wrong type or a value out of range.
        """
        for name in mapping:
            if name not in _NAMES:
                raise BadParams(f"mesh_load has no parameter {_short(name)}; there are {', '.join(_NAMES)}")
        path, roots, options = mapping.get("path"), mapping.get("roots", ()), mapping.get("options", {})
        if not isinstance(path, str):
            raise BadParams(f"path must be a text, and {_short(path)} is not")
        folders = list(roots) if isinstance(roots, Iterable) and not isinstance(roots, str | bytes) else [None]
        if len(folders) > MAX_ROOTS or not all(isinstance(each, str) for each in folders):
            raise BadParams(f"roots must be at most {MAX_ROOTS} folders, and {_short(roots)} is not")
        if not isinstance(options, Mapping):
            raise BadParams(f"options must be a dictionary, and {_short(options)} is not")
        return MeshRequest(path, tuple(map(str, folders)), Options.from_mapping(options))


def _read(name: str, default: object, value: object) -> object:
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        raise BadParams(f"{name} must be true or false, and {_short(value)} is not")
    if isinstance(default, str):
        if isinstance(value, str) and value in CHOICES[name]:
            return str(value)
        raise BadParams(f"{name} must be one of {', '.join(CHOICES[name])}, and {_short(value)} is not")
    least, most = RANGES[name]
    is_whole = isinstance(default, int)
    if isinstance(value, int if is_whole else int | float) and not isinstance(value, bool):
        number: float = value
        if least <= number <= most and isfinite(number):
            return number if is_whole else float(number)
    raise BadParams(
        f"{name} must be {'an int' if is_whole else 'a number'} from {least:g} to {most:g}, and {_short(value)} is not"
    )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
