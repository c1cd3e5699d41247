"""Every test of this folder leaves no process and no descriptor behind."""

from __future__ import annotations

import sys
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


def children() -> set[int]:
    """Return the processes this one has started and that are not gone."""
    tasks = Path("/proc/self/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def descriptors() -> dict[str, str]:
    """Return what this process has open."""
    found: dict[str, str] = {}
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found[entry.name] = str(entry.readlink())
        except FileNotFoundError:
            continue  # The descriptor of this listing.
    return found


@pytest.fixture(autouse=True)
def _main_as_in_a_game(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every worker not import pytest, the main program of this process: in a game there is none to import."""
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    # multiprocessing keeps one helper process and one pipe to it, from the first worker on to its own end.
    resource_tracker.ensure_running()
    processes, opened = children(), descriptors()
    yield
    assert children() == processes
    assert descriptors().keys() == opened.keys()
