"""Compiled prefabs on disk: found again only if nothing has changed, bounded, and never trusted when broken."""

from __future__ import annotations

import json
import os
import struct
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import pytest

from cutout.errors import CutoutError
from cutout.prefabs.loading import load
from cutout.prefabs.request import PrefabRequest
from cutout.prefabs.store import Store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    write(folder, "base.json", {"type": "Node3D"})
    write(folder, "a.json", {"extends": "base.json", "children": [{"type": "Node"}]})
    return folder


def write(root: Path, name: str, content: dict[str, Any]) -> None:
    (root / name).write_text(json.dumps({"version": 1, **content}))


def request(root: Path, **changes: Any) -> dict[str, Any]:
    cache = str(root.parent / "cache")
    return {
        "path": str(root / "a.json"),
        "roots": (str(root),),
        "schemes": {"res://": str(root)},
        "cache": cache,
    } | changes


def stored(root: Path, **changes: Any) -> bytes | None:
    """Return what the store holds for a request."""
    read = PrefabRequest.from_mapping(request(root, **changes))
    return Store(Path(read.cache)).find(read)


def test_what_was_compiled_is_found_again(root: Path) -> None:
    assert stored(root) is None
    form = load(request(root)).body
    assert stored(root) == form
    assert load(request(root)).body == form


def test_nothing_is_kept_without_a_folder(root: Path) -> None:
    load(request(root, cache=""))
    assert not (root.parent / "cache").exists()


@pytest.mark.parametrize("name", ["a.json", "base.json"])
def test_a_changed_file_is_compiled_anew(root: Path, name: str) -> None:
    load(request(root))
    status = (root / name).stat()
    content = json.loads((root / name).read_text())
    write(root, name, content | {"groups": ["new"]})
    os.utime(root / name, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert stored(root) is None
    assert load(request(root))["groups"][0] == ("new",)


def test_another_request_has_another_answer(root: Path) -> None:
    write(root, "a.json", {"type": "Node", "script": "res://a.gd"})
    load(request(root, allow_scripts=("res://*.gd",)))
    assert stored(root, allow_scripts=("res://*.gd",)) is not None
    assert stored(root) is None
    assert stored(root, schemes={}) is None
    with pytest.raises(CutoutError):
        load(request(root))


def test_a_failure_is_not_kept(root: Path) -> None:
    write(root, "a.json", {"typ": "Node"})
    with pytest.raises(CutoutError):
        load(request(root))
    assert not (root.parent / "cache").exists()


def test_a_broken_store_is_as_good_as_none(root: Path) -> None:
    form = load(request(root)).body
    for path in (root.parent / "cache").iterdir():
        whole = path.read_bytes()
        for broken in (b"", b"{", b"[]", b'{"a": 1}', b'{"x://y": ""}', whole[:-3], whole[:20] + b"\xff" + whole[21:]):
            path.write_bytes(broken)
            assert stored(root) in (None, form)
            assert load(request(root)).body == form
        path.unlink()
        path.mkdir()
        assert load(request(root)).body == form
        path.rmdir()
        path.write_bytes(whole)


def test_a_list_of_sources_cannot_have_other_files_read(root: Path) -> None:
    form = load(request(root)).body
    (root.parent / "secret").write_text("x")
    (kept,) = (root.parent / "cache").iterdir()
    header = struct.Struct("<4s16sI")
    whole = kept.read_bytes()
    magic, _, size = header.unpack_from(whole)
    packed = whole[header.size + size :]
    listed = json.loads(whole[header.size :][:size])

    def write_sources(sources: dict[str, str]) -> None:
        rest = json.dumps(sources).encode() + packed
        digest = blake2b(rest, digest_size=16).digest()
        kept.write_bytes(header.pack(magic, digest, len(rest) - len(packed)) + rest)

    write_sources(listed)
    assert stored(root) == form
    write_sources({str(root.parent / "secret"): sha256(b"x").hexdigest()[:32]})
    assert stored(root) is None
    write_sources({})
    assert stored(root) is None


def test_what_has_changed_takes_the_place_of_what_was_kept(root: Path) -> None:
    load(request(root))
    write(root, "a.json", {"type": "Node", "groups": ["new"]})
    form = load(request(root)).body
    assert stored(root) == form
    assert len(list((root.parent / "cache").iterdir())) == 1


def test_a_folder_that_cannot_be_written_only_keeps_nothing(root: Path) -> None:
    (root.parent / "file").write_text("")
    assert load(request(root, cache=str(root.parent / "file" / "cache")))["names"] == ("Node3D", "Node")


def test_what_was_written_longest_ago_goes_first(root: Path) -> None:
    folder = root.parent / "cache"
    folder.mkdir()
    for number in range(10):
        path = folder / f"{number}.form"
        path.write_bytes(bytes(100))
        os.utime(path, (number, number))
    (folder / "other.txt").write_bytes(bytes(5000))
    store = Store(folder, 1000)
    store.prune()
    assert len(list(folder.iterdir())) == 11
    Store(folder, 800).prune()
    assert sorted(path.name for path in folder.iterdir()) == [
        *(f"{number}.form" for number in range(4, 10)),
        "other.txt",
    ]
