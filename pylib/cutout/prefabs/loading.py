"""The whole way from a request to a compiled prefab."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cutout.errors import CutoutError
from cutout.wire import Encoded

from .compiling import compile_tree
from .inheritance import put_together
from .request import PrefabRequest
from .sources import read_all

if TYPE_CHECKING:
    from collections.abc import Mapping


def load(mapping: Mapping[str, Any]) -> Encoded:
    """Return a compiled prefab.

    Parameters
    ----------
    mapping : mapping
        As docs/architecture.md lays down for the kind ``prefab``.

    Returns
    -------
    Encoded
        The compiled form, decoded when it is first looked at.

    Raises
    ------
    BadParams
        The request itself is wrong.
    BadPath, FileMissing, BadFile, DependencyCycle, TooLarge
        A file is. The details say which were looked at, a line each: the digest, a space, the path; no digest for one
        that cannot be read.
    """
    request = PrefabRequest.from_mapping(mapping)
    store = None
    if request.cache:
        from .store import Store  # noqa: PLC0415 - who keeps nothing does not wait for the compression

        store = Store(Path(request.cache))
    if store is not None:
        found = store.find(request)
        if found is not None:
            return Encoded(found)
    looked_at: dict[str, str] = {}
    try:
        files = read_all(request.path, request.places, request.max_depth, looked_at)
        sources = {path: file.source.digest for path, file in files.items()}
        form = compile_tree(put_together(files), sources)
    except CutoutError as fault:
        fault.details = "\n".join(f"{digest} {path}" for path, digest in looked_at.items())
        raise
    if store is not None:
        store.keep(request, sources, form)
    return Encoded(form)
