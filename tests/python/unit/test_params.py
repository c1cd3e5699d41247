"""The parameters of a fracture: what is let in, and what a refusal says."""

from __future__ import annotations

import numpy as np
import pytest

from cutout.errors import BadParams
from cutout.fracturing.params import PATTERNS, FractureParams
from cutout.fracturing.seed_points import PATTERN_FUNCTIONS


def test_defaults_are_those_of_the_contract() -> None:
    params = FractureParams.from_mapping({})
    assert (params.pattern, params.seed, params.fragment_count, params.min_fragment_area) == ("random", 0, 10, 0.0)


def test_every_pattern_has_a_function() -> None:
    assert set(PATTERNS) == set(PATTERN_FUNCTIONS)


def test_values_arrive_as_their_own_type() -> None:
    params = FractureParams.from_mapping({"fragment_count": np.int32(7), "min_fragment_area": 3})
    assert type(params.fragment_count) is int
    assert type(params.min_fragment_area) is float


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("pattern", "randm", "'random'"),
        ("pattern", 3, "'random'"),
        ("seed", "7", "an int"),
        ("seed", 2**63, "9223372036854775807"),
        ("fragment_count", 0, "1 to 1024"),
        ("fragment_count", 1025, "1 to 1024"),
        ("fragment_count", True, "an int"),
        ("fragment_count", 10.0, "an int"),
        ("fragment_count", None, "an int"),
        ("min_fragment_area", -0.5, "from 0"),
        ("min_fragment_area", float("nan"), "from 0"),
        ("min_fragment_area", float("inf"), "from 0"),
        ("min_fragment_area", "1", "a number"),
        ("min_fragment_area", [1.0], "a number"),
    ],
)
def test_refusal_names_field_value_and_what_is_allowed(name: str, value: object, allowed: str) -> None:
    with pytest.raises(BadParams) as refusal:
        FractureParams.from_mapping({name: value})
    assert str(refusal.value).startswith(f"{name} must be")
    assert repr(value) in str(refusal.value)
    assert allowed in str(refusal.value)


def test_unknown_name_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(BadParams, match="'fragment_cuont': did you mean 'fragment_count'"):
        FractureParams.from_mapping({"fragment_cuont": 3})


def test_unknown_name_with_no_likeness_lists_the_known_ones() -> None:
    with pytest.raises(BadParams, match="known are pattern, seed"):
        FractureParams.from_mapping({"zzz": 3})


def test_long_value_does_not_flood_the_message() -> None:
    with pytest.raises(BadParams) as refusal:
        FractureParams.from_mapping({"pattern": "x" * 100_000})
    assert len(str(refusal.value)) < 200


def test_direct_construction_is_checked_too() -> None:
    with pytest.raises(BadParams):
        FractureParams(fragment_count=0)
