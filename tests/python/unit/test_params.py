"""The parameters of a fracture: what is let in, and what a refusal says."""

from __future__ import annotations

from array import array
from dataclasses import fields

import numpy as np
import pytest

from cutout.errors import BadParams
from cutout.fracturing import fracture
from cutout.fracturing.params import PATTERNS, FractureParams, rule_of
from cutout.fracturing.patterns import Line, Random, Segments
from cutout.fracturing.point_rules import PathList, Place, PointList, Rectangle

SQUARE = [(0.0, 0.0), (64.0, 0.0), (64.0, 64.0), (0.0, 64.0)]


def test_defaults_are_those_of_the_contract() -> None:
    params = FractureParams.from_mapping({})
    assert isinstance(params, Random)
    assert (params.pattern, params.seed, params.fragment_count, params.min_fragment_area) == ("random", 0, 10, 0.0)


@pytest.mark.parametrize("params", PATTERNS.values(), ids=PATTERNS)
def test_defaults_keep_their_rules(params: type[FractureParams]) -> None:
    """They are not read again, so they must be in the form in which a rule returns them."""
    for each in fields(params):
        read = rule_of(each).read(each.default)
        assert (read, type(read)) == (each.default, type(each.default))


def test_values_arrive_as_their_own_type() -> None:
    params = FractureParams.from_mapping({"fragment_count": np.int32(7), "min_fragment_area": 3})
    assert isinstance(params, Random)
    assert type(params.fragment_count) is int
    assert type(params.min_fragment_area) is float


def test_parameters_survive_the_way_to_a_mapping_and_back() -> None:
    params = Segments(segments=((0.0, 1.0), (2.0, 3.0)), kerf=2.0, extend=False)
    assert FractureParams.from_mapping(params.to_mapping()) == params


def test_every_pattern_knows_its_name() -> None:
    assert all(params.pattern == name for name, params in PATTERNS.items())


@pytest.mark.parametrize(
    "given",
    [
        [(1, 2), (3.0, 4)],
        [[1, 2], [3, 4]],
        np.array([(1, 2), (3, 4)], np.float32),
        memoryview(array("f", [1, 2, 3, 4])).cast("B").cast("f", (2, 2)),
    ],
)
def test_points_come_as_lists_arrays_and_buffers(given: object) -> None:
    assert PointList(0, 4).read(given) == ((1.0, 2.0), (3.0, 4.0))


def test_points_may_be_none_where_none_are_allowed() -> None:
    assert PointList(0, 4).read([]) == ()
    assert PointList(0, 4).read(np.zeros((0, 2), np.float32)) == ()
    assert PathList(4).read([]) == ()


@pytest.mark.parametrize(
    "given",
    [None, 3, "ab", [1, 2], [(1, 2, 3)], [(1, 2), (3,)], [(1, np.nan)], [(1, 1e30)], [("1", "2")], [(1, 2)] * 5, {}],
)
def test_what_is_no_list_of_points_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="must be 1 to 4 points"):
        PointList(1, 4).read(given)
    with pytest.raises(ValueError, match="must be a list of polylines"):
        PathList(4).read([given])


@pytest.mark.parametrize("given", [None, 3, {1: 2}, "abc", [[(0, 0)]], [[(0, 0), (1, 1)]] * 3])
def test_what_is_no_list_of_polylines_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="at most 4 points together"):
        PathList(4).read(given)


@pytest.mark.parametrize(
    "given", [None, 1, (1, 2, 3), (0, 0, 0, 1), (0, 0, 1, -1), (1, 0, 0, 0), (0, 0, np.inf, 1), [[1] * 4]]
)
def test_what_is_no_rectangle_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="must be x, y, width and height"):
        Rectangle().read(given)


@pytest.mark.parametrize("given", [(1, 2, 3.0, 4), [1, 2, 3, 4], np.array([1, 2, 3, 4], np.float32)])
def test_rectangle_comes_as_any_four_numbers(given: object) -> None:
    assert Rectangle().read(given) == (1.0, 2.0, 3.0, 4.0)
    assert Rectangle().read((0, 0, 0, 0)) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("given", [None, 1, (1,), (1, 2, 3), (np.inf, 0), ("1", "2"), (True, False)])
def test_what_is_no_point_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="must be a point"):
        Place().read(given)


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


def test_unknown_name_is_refused_with_the_pattern_and_the_names_it_has() -> None:
    with pytest.raises(BadParams, match=r"pattern 'grid' has no parameter 'zzz': it has seed, .* grid_rows, grid_cols"):
        FractureParams.from_mapping({"pattern": "grid", "zzz": 3})


def test_parameter_of_another_pattern_is_refused() -> None:
    with pytest.raises(BadParams, match="pattern 'grid' has no parameter 'fragment_count'"):
        FractureParams.from_mapping({"pattern": "grid", "fragment_count": 3})


def test_unknown_pattern_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(BadParams, match="and 'spider_web' is not: did you mean 'spiderweb'"):
        FractureParams.from_mapping({"pattern": "spider_web"})


def test_name_that_is_no_string_is_refused() -> None:
    with pytest.raises(BadParams, match="has no parameter 7"):
        FractureParams.from_mapping({7: 3})  # type: ignore[dict-item]  # the wrong type is the case


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"pattern": "points"}, "points must not be empty"),
        ({"pattern": "segments"}, "segments must not be empty"),
        ({"pattern": "segments", "segments": [(0, 0), (1, 1), (2, 2)]}, "two a segment"),
        ({"pattern": "segments", "segments": [(0, 0), (0, 0)]}, "both of number 0"),
        ({"pattern": "polyline"}, "polylines must not be empty"),
        ({"pattern": "cracks", "polylines": [[(1, 1), (1, 1)]]}, "all of number 0"),
        ({"pattern": "line", "line_start": (3, 4), "line_end": (3, 4)}, "line_end must differ"),
        ({"pattern": "punch", "punch_shape": [(0, 0), (1, 1)]}, "punch_shape must enclose an area"),
        ({"pattern": "punch", "punch_shape": [(0, 0), (1, 1), (2, 2)]}, "punch_shape must enclose an area"),
        ({"pattern": "segments", "segments": [(0, 0), (1, 1)], "extend": 1}, "extend must be true or false"),
    ],
)
def test_values_that_make_no_cut_are_refused(params: dict[str, object], said: str) -> None:
    with pytest.raises(BadParams, match=said):
        fracture(SQUARE, params)


def test_long_value_does_not_flood_the_message() -> None:
    for mapping in ({"pattern": "x" * 100_000}, {"seed": "x" * 100_000}, {"x" * 100_000: 1}):
        with pytest.raises(BadParams) as refusal:
            FractureParams.from_mapping(mapping)
        assert len(str(refusal.value)) < 400


def test_direct_construction_is_checked_too() -> None:
    with pytest.raises(BadParams):
        Random(fragment_count=0)
    with pytest.raises(BadParams):
        Line(line_start=(0.0, 0.0), line_end=(0.0, 0.0))
