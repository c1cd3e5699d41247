"""Errors survive the way between processes, and both languages number them alike."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Final

import pytest

from cutout import errors
from cutout.errors import Code, CutoutError

MIRROR: Final = Path(__file__).parents[3] / "addons" / "cutout" / "jobs" / "cutout_error.gd"

ERRORS: Final = sorted(
    (item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, CutoutError)),
    key=lambda error: error.__name__,
)
LEAVES: Final = [error for error in ERRORS if not error.__subclasses__()]


@pytest.mark.parametrize("error", ERRORS)
def test_error_pickles_and_keeps_its_text(error: type[CutoutError]) -> None:
    copy = pickle.loads(pickle.dumps(error("what is wrong", "a traceback")))  # noqa: S301 - our own bytes
    assert type(copy) is error
    assert (copy.message, copy.details, copy.code, str(copy)) == (
        "what is wrong",
        "a traceback",
        error.code,
        "what is wrong",
    )


@pytest.mark.parametrize("error", ERRORS)
def test_details_are_empty_unless_given(error: type[CutoutError]) -> None:
    assert error("what is wrong").details == ""


def test_every_leaf_has_a_code_of_its_own() -> None:
    codes = [error.code for error in LEAVES]
    assert len(codes) > 1
    assert len(set(codes)) == len(codes)
    assert all("code" in vars(error) for error in LEAVES)
    assert Code.OK not in codes


def test_godot_has_the_same_codes() -> None:
    source = MIRROR.read_text(encoding="utf-8")
    body = re.search(r"^enum Code \{(.*?)^\}", source, re.DOTALL | re.MULTILINE)
    assert body is not None
    mirrored = {name: int(number) for name, number in re.findall(r"^\t(\w+) = (\d+),", body[1], re.MULTILINE)}
    assert mirrored == {code.name: int(code) for code in Code}
