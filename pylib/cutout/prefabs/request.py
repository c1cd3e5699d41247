"""A request of the kind ``prefab``, read and checked."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cutout.errors import BadParams, BadPath

from .limits import MAX_DEPTH
from .places import shortened
from .references import MAX_PATH, Places
from .schema import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = ("path", "roots", "schemes", "stamp", "cache", "max_depth", "allow_scripts")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9]*://")
_MAX_PATTERNS: Final = 64
_MAX_PATTERN: Final = 200
_MAX_STARS: Final = 4


@dataclass(frozen=True, slots=True)
class PrefabRequest:
    """Which prefab is wanted.

    Parameters
    ----------
    path : str
        As the game knows it: of a scheme, or absolute.
    places : Places
    cache : str
        An absolute folder for what is compiled, empty for none.
    max_depth : int
        How many files may need each other in a row.
    """

    path: str
    places: Places
    cache: str
    max_depth: int

    @staticmethod
    def from_mapping(mapping: Mapping[str, Any]) -> PrefabRequest:
        """Read a request by name; ``path`` and ``roots`` have to be there, ``stamp`` is not looked at.

        Raises
        ------
        BadParams
            An unknown name, a wrong type or a value out of range.
        BadPath
            The path leads out of its scheme.
        """
        for name in mapping:
            if name not in _NAMES:
                raise BadParams(f"a prefab has no parameter {shortened(name)}; {nearest(name, _NAMES)}")
        path = _text("path", mapping.get("path"))
        cache = _text("cache", mapping.get("cache", ""))
        if cache and not Path(cache).is_absolute():
            raise BadParams(f"cache must be the full path of a folder, and {shortened(cache)} is not")
        max_depth = mapping.get("max_depth", MAX_DEPTH)
        if type(max_depth) is not int or not 1 <= max_depth <= MAX_DEPTH:
            raise BadParams(f"max_depth must be an int from 1 to {MAX_DEPTH}, and {shortened(max_depth)} is not")
        schemes = mapping.get("schemes", {})
        if not isinstance(schemes, dict):
            raise BadParams(f"schemes must be a dictionary of folders, and {shortened(schemes)} is not")
        places = _places(
            _texts("roots", mapping.get("roots", ())),
            tuple((_text("schemes", scheme), _text("schemes", folder)) for scheme, folder in schemes.items()),
            _texts("allow_scripts", mapping.get("allow_scripts", ())),
        )
        if _SCHEME.match(path):
            return PrefabRequest(places.follow(path, ""), places, cache, max_depth)
        if not Path(path).is_absolute():
            raise BadPath(f"{shortened(path)!r} is not absolute: pass the full path of a prefab, or one of a scheme")
        return PrefabRequest(places.shown(path), places, cache, max_depth)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > 4 * MAX_PATH:
        raise BadParams(f"{name} must be text of at most {4 * MAX_PATH} characters, and {shortened(value)} is not")
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, tuple | list) or not all(isinstance(each, str) for each in value):
        raise BadParams(f"{name} must be a list of texts, and {shortened(value)} is not")
    return tuple(value)


@lru_cache(maxsize=16)
def _places(roots: tuple[str, ...], schemes: tuple[tuple[str, str], ...], allowed: tuple[str, ...]) -> Places:
    """Return the same for the same, as almost all requests of a game have."""
    return Places(roots, _schemes(schemes), _patterns(allowed))


def _schemes(folders: tuple[tuple[str, str], ...]) -> dict[str, str]:
    schemes: dict[str, str] = {}
    for scheme, folder in folders:
        if not _SCHEME.fullmatch(scheme):
            raise BadParams(f"a scheme is written as res://, and {shortened(scheme)} is not")
        if not Path(folder).is_absolute():
            raise BadParams(f"schemes must lead to full paths of folders, and {shortened(folder)} is not")
        schemes[scheme] = posixpath.normpath(folder.replace("\\", "/"))
    return schemes


def _patterns(patterns: tuple[str, ...]) -> tuple[str, ...]:
    if len(patterns) > _MAX_PATTERNS:
        raise BadParams(f"allow_scripts has {len(patterns)} patterns; {_MAX_PATTERNS} are the most")
    for each in patterns:
        stars = len(re.findall(r"\*+", each))
        if not each or ".." in each or len(each) > _MAX_PATTERN or stars > _MAX_STARS:
            raise BadParams(
                f"allow_scripts has {shortened(each)!r}; a pattern is a path as res://scripts/*.gd, without .., "
                f"with at most {_MAX_STARS} stars"
            )
    return patterns
