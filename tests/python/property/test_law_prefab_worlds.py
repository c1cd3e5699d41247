"""Law: whatever a world file holds, out come arrays that fit each other, or a typed refusal."""

from __future__ import annotations

import json
from array import array
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutout.errors import RequestError
from cutout.prefabs.kind import run_world
from cutout.wire import decode, encode

PROJECT = Path(__file__).resolve().parents[3]
EXAMPLE = PROJECT / "demo_scenes" / "prefab_library" / "village.world.json"

KEYS = st.sampled_from(
    [
        *("version", "prefabs", "points", "rows", "regions", "prefab", "position", "positions", "from", "to", "count"),
        *("name", "bounds", "size", "margin", "pinned", "priority", "load_distance", "scale", "Vector3", "a", "", "@"),
    ]
)
NUMBERS = st.integers(-3, 3) | st.floats() | st.integers()
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.sampled_from(["a", "a.json", "../a.json", "res://a.ron", "x.tscn"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)

COORDINATES = st.floats(-10_000_000, 10_000_000, allow_nan=False) | st.integers(-1000, 1000)
DEGREES = st.floats(-1_000_000, 1_000_000, allow_nan=False) | st.integers(-720, 720)
FACTORS = st.floats(0.0001, 10_000)
PLACES = st.lists(COORDINATES, min_size=2, max_size=3)
TURNS = {"rotation_degrees": DEGREES | st.lists(DEGREES, min_size=3, max_size=3)}
SCALES = {"scale": FACTORS | st.lists(FACTORS, min_size=3, max_size=3)}
PREFABS = {"prefab": st.sampled_from(["a", "a.json", "b", "res://c.ron"])}
PRIORITIES = {"priority": st.integers(-100, 100)}
POSITIONS = st.one_of(
    PLACES,
    st.tuples(COORDINATES, COORDINATES, COORDINATES, DEGREES).map(list),
    st.tuples(COORDINATES, COORDINATES, COORDINATES, DEGREES, FACTORS).map(list),
)
POINTS = st.lists(
    st.fixed_dictionaries({**PREFABS, "position": PLACES}, optional={**TURNS, **SCALES, **PRIORITIES}), max_size=4
)
LISTED = st.fixed_dictionaries(
    {**PREFABS, "positions": st.lists(POSITIONS, max_size=6)}, optional={**TURNS, **SCALES, **PRIORITIES}
)
LINES = st.fixed_dictionaries(
    {**PREFABS, "from": PLACES, "to": PLACES, "count": st.integers(1, 9)}, optional={**TURNS, **SCALES}
)
ROWS = st.lists(LISTED | LINES, max_size=3)
BOUNDS = {
    "bounds": st.fixed_dictionaries(
        {
            "position": st.lists(COORDINATES, min_size=3, max_size=3),
            "size": st.lists(st.floats(0, 20_000_000), min_size=3, max_size=3),
        }
    )
}
REGIONS = st.lists(
    st.fixed_dictionaries({**BOUNDS, "points": POINTS, "rows": ROWS}, optional={"pinned": st.booleans(), **PRIORITIES}),
    max_size=3,
)
WORLDS = st.fixed_dictionaries({"points": POINTS, "rows": ROWS, "regions": REGIONS})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worlds")


def body_of(path: Path) -> bytes | None:
    """Read a world file; None if it is refused with an error of ours."""
    root = str(path.parent)
    try:
        return encode(run_world({"path": str(path), "roots": (root,), "schemes": {"res://": root}}))
    except RequestError:
        return None


def check(body: bytes) -> dict[str, Any]:
    """Return a world once all of its arrays fit each other."""
    world: Any = decode(body)
    count = len(world["kinds"])
    assert len(world["transforms"]) == 12 * count
    for key in ("names", "priorities", "load_distances", "unload_distances"):
        assert len(world[key]) == count
    assert {*world["kinds"]} == {*range(len(world["prefabs"]))}
    assert len({*world["prefabs"]}) == len(world["prefabs"])
    assert all(-3e7 < number < 3e7 for number in world["transforms"])
    offsets = list(world["region_offsets"])
    assert offsets[0] == 0
    assert offsets[-1] <= count
    assert all(one <= other for one, other in pairwise(offsets))
    assert len(world["regions"]) == len(world["region_pinned"]) == len(offsets) - 1
    assert len({*world["regions"]}) == len(world["regions"])
    assert len(world["region_bounds"]) == 6 * len(world["regions"])
    return dict(world)


@given(st.dictionaries(KEYS, ANYTHING, max_size=6))
def test_any_json_is_a_world_or_refused(folder: Path, document: dict[str, Any]) -> None:
    (folder / "x.json").write_text(json.dumps({**document, "version": 1}))
    body = body_of(folder / "x.json")
    if body is not None:
        check(body)


@given(st.text(alphabet='()[]{}:,"\\r#a1.-_ \n/*xpoints', max_size=60) | st.text(max_size=30))
def test_any_text_is_ron_or_refused(folder: Path, text: str) -> None:
    (folder / "x.ron").write_text(f"(version: 1, rows: [(prefab: a, positions: {text})])")
    body = body_of(folder / "x.ron")
    if body is not None:
        check(body)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1 << 30),
            st.integers(0, 40),
            st.sampled_from(
                [b"", b"{", b"]", b",", b'"', b"\0", b"\xff", b"9" * 400, b"-", b"1e999", b"tree", b"null"]
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_damaged_example_is_a_world_or_refused(folder: Path, mutations: list[tuple[int, int, bytes]]) -> None:
    content = EXAMPLE.read_bytes()
    for place, length, what in mutations:
        at = place % len(content)
        content = content[:at] + what + content[at + length :]
    (folder / "damaged.json").write_bytes(content)
    body = body_of(folder / "damaged.json")
    if body is not None:
        check(body)


def written(folder: Path, world: dict[str, Any]) -> bytes:
    """Return what becomes of a world whose regions have no names yet."""
    named = [{**each, "name": f"R{place}"} for place, each in enumerate(world["regions"])]
    document = {"version": 1, "prefabs": {"a": "a.json", "b": "b.ron"}, **world, "regions": named}
    (folder / "x.json").write_text(json.dumps(document))
    body = body_of(folder / "x.json")
    assert body is not None
    return body


@given(WORLDS)
def test_every_point_of_a_sound_world_is_there(folder: Path, world: dict[str, Any]) -> None:
    body = written(folder, world)
    result = check(body)
    assert body == written(folder, world)
    counts = [
        len(part["points"]) + sum(len(row["positions"]) if "positions" in row else row["count"] for row in part["rows"])
        for part in (*world["regions"], world)
    ]
    ends = [*result["region_offsets"], len(result["kinds"])]
    assert [end - start for start, end in pairwise(ends)] == counts


@given(LISTED)
def test_a_row_is_as_many_rows_of_one(folder: Path, row: dict[str, Any]) -> None:
    apart = [{**row, "positions": [position]} for position in row["positions"]]
    together, each = (written(folder, {"points": [], "rows": rows, "regions": []}) for rows in ([row], apart))
    assert bytes(check(together)["transforms"]) == bytes(check(each)["transforms"])


@given(LINES)
def test_a_line_is_a_list_of_its_positions(folder: Path, row: dict[str, Any]) -> None:
    line = check(written(folder, {"points": [], "rows": [row], "regions": []}))
    numbers = array("f", line["transforms"])
    positions = [list(numbers[place : place + 3]) for place in range(9, len(numbers), 12)]
    assert len(positions) == row["count"]
    listed = {key: value for key, value in row.items() if key not in ("from", "to", "count")}
    again = check(written(folder, {"points": [], "rows": [{**listed, "positions": positions}], "regions": []}))
    assert bytes(again["transforms"]) == bytes(line["transforms"])
