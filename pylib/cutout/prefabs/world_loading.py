"""The whole way from a request to a world of prefabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cutout.errors import BadParams, CutoutError, TooLarge
from cutout.files import read_file

from .limits import MAX_PARTS
from .places import shortened
from .request import PrefabRequest
from .schema import nearest
from .sources import decoded, digest_of
from .templates import Source
from .world_files import read_world
from .world_limits import MAX_WORLD_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = ("path", "roots", "schemes", "stamp", "allow_scripts")


def load(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Return which prefabs stand where.

    Parameters
    ----------
    mapping : mapping
        As docs/architecture.md lays down for the kind ``prefab_world``.

    Raises
    ------
    BadParams
        The request itself is wrong.
    BadPath, FileMissing, BadFile, TooLarge
        The file is. The details say which was looked at: the digest, a space, the path; no digest if it cannot be read.
    """
    for name in mapping:
        if name not in _NAMES:
            raise BadParams(f"a world of prefabs has no parameter {shortened(name)}; {nearest(name, _NAMES)}")
    request = PrefabRequest.from_mapping(mapping)
    path, places = request.path, request.places
    digest = ""
    try:
        content = read_file(places.absolute(path), places.roots, MAX_WORLD_BYTES)
        digest = digest_of(content)
        if sum(map(content.count, (b",", b"[", b"{", b"("))) > MAX_PARTS:
            raise TooLarge(f"{path} has more than {MAX_PARTS} values; make several worlds of it")
        return read_world(Source(path, digest, decoded(path, content)), places)
    except CutoutError as fault:
        fault.details = f"{digest} {path}"
        raise
