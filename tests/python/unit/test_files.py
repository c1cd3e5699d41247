"""What kinds may read: plain files within roots, wherever links lead."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from cutout.errors import BadPath, CutoutError, FileMissing, TooLarge
from cutout.files import open_file, read_file, resolve

LIMIT = 1000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"hello")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return folder


def open_handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def refused(path: object, *roots: object, limit: int = LIMIT) -> CutoutError:
    with pytest.raises(CutoutError) as caught:
        read_file(str(path), [str(each) for each in roots], limit)
    return caught.value


def test_a_file_within_a_root_is_read(root: Path, tmp_path: Path) -> None:
    assert read_file(str(root / "a.txt"), [str(tmp_path / "other"), str(root)], LIMIT) == b"hello"


def test_a_path_may_wander_within_a_root(root: Path) -> None:
    assert resolve(f"{root}/x/../a.txt", [str(root)]) == (root / "a.txt").resolve()


@pytest.mark.parametrize("path", ["../secret.txt", "x/../../secret.txt", "./../root/../secret.txt"])
def test_dots_do_not_lead_out(root: Path, path: str) -> None:
    error = refused(f"{root}/{path}", root)
    assert isinstance(error, BadPath)
    assert "is not in" in error.message


def test_a_root_is_no_prefix_of_letters(root: Path, tmp_path: Path) -> None:
    (tmp_path / "root2").mkdir()
    (tmp_path / "root2" / "b.txt").write_bytes(b"b")
    assert isinstance(refused(tmp_path / "root2" / "b.txt", root), BadPath)


def test_a_link_does_not_lead_out(root: Path, tmp_path: Path) -> None:
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "folder").symlink_to(tmp_path)
    assert isinstance(refused(root / "link.txt", root), BadPath)
    assert isinstance(refused(root / "folder" / "secret.txt", root), BadPath)


def test_a_link_within_a_root_is_followed(root: Path) -> None:
    (root / "link.txt").symlink_to(root / "a.txt")
    assert read_file(str(root / "link.txt"), [str(root)], LIMIT) == b"hello"


def test_a_root_that_is_a_link_is_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(root)
    assert read_file(str(tmp_path / "alias" / "a.txt"), [str(tmp_path / "alias")], LIMIT) == b"hello"


def test_links_in_a_circle_are_refused(root: Path) -> None:
    (root / "one").symlink_to(root / "two")
    (root / "two").symlink_to(root / "one")
    assert isinstance(refused(root / "one", root), BadPath | FileMissing)


def test_only_plain_files_are_read(root: Path) -> None:
    os.mkfifo(root / "pipe")
    assert "a pipe" in refused(root / "pipe", root).message
    assert "a folder" in refused(root, root).message
    assert "a device" in refused("/dev/zero", "/dev").message
    with socket.socket(socket.AF_UNIX) as listener:
        previous = Path.cwd()
        os.chdir(root)  # the name of a socket has to be short
        try:
            listener.bind("socket")
        finally:
            os.chdir(previous)
        assert isinstance(refused(root / "socket", root), FileMissing | BadPath)


def test_a_missing_file_is_told(root: Path) -> None:
    error = refused(root / "none.txt", root)
    assert isinstance(error, FileMissing)
    assert "none.txt" in error.message


@pytest.mark.parametrize("path", ["", "a.txt", "/\0a", "/" + "a" * 5000])
def test_odd_paths_are_refused(root: Path, path: str) -> None:
    error = refused(path, root)
    assert isinstance(error, BadPath)
    assert len(error.message) < LIMIT


def test_no_roots_allow_nothing(root: Path) -> None:
    assert isinstance(refused(root / "a.txt"), BadPath)
    for no_folder in (".", "", "root", f"{root}/none"):
        assert isinstance(refused(root / "a.txt", no_folder), BadPath)


def test_the_outermost_folder_allows_everything(root: Path) -> None:
    assert read_file(str(root / "a.txt"), ["/"], LIMIT) == b"hello"


@pytest.mark.parametrize("size", [0, 1, LIMIT - 1, LIMIT])
def test_a_file_is_read_to_its_end(root: Path, size: int) -> None:
    content = os.urandom(size)
    (root / "b.bin").write_bytes(content)
    assert read_file(str(root / "b.bin"), [str(root)], LIMIT) == content


def test_a_file_of_the_kernel_is_read_to_its_end() -> None:
    assert read_file("/proc/self/maps", ["/proc"], 1 << 22).endswith(b"\n")


def test_a_large_file_is_refused(root: Path) -> None:
    (root / "large").write_bytes(b"x" * (LIMIT + 1))
    error = refused(root / "large", root)
    assert isinstance(error, TooLarge)
    assert "1001 bytes" in error.message


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    # Files of the kernel say that they are empty.
    assert isinstance(refused("/proc/self/maps", "/proc", limit=10), TooLarge)


def test_what_is_opened_is_closed_again_when_it_is_refused(root: Path) -> None:
    before = open_handles()
    refused(root / "a.txt", root, limit=1)
    assert open_handles() == before
    with open_file(str(root / "a.txt"), [str(root)], LIMIT) as file:
        assert file.read() == b"hello"
