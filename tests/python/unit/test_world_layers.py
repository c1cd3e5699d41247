"""Layers: switched off, replaced, added; their options; what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import support.world_layers
from cutout.errors import BadParams, InternalError, TooLarge
from cutout.wire import decode, encode
from cutout.world.layers import BUILT_IN, find_layer, forget_layer, world_layer
from cutout.world.request import DEFAULT_LAYERS
from support.world import TOWN, chunk, context, ground_grid, things

if TYPE_CHECKING:
    from cutout.world.chunk import Chunk

TREES = ("tree", "conifer", "bush")


def test_layers_can_be_left_out() -> None:
    whole = chunk(TOWN[6])
    assert tuple(whole["statistics"]) == DEFAULT_LAYERS == tuple(BUILT_IN)
    no_roads = chunk(TOWN[6], layers=("terrain", "vegetation"))
    assert no_roads["mesh"]["materials"] == ("ground",)
    assert len(no_roads["road_ids"]) == 0
    no_plants = chunk(TOWN[6], layers=("terrain", "roads", "buildings"))
    assert set(no_plants["instances"]["types"]) == {"building", "roof"}
    nothing = chunk(TOWN[6], layers=())
    assert nothing["mesh"]["materials"] == ()
    assert nothing["statistics"] == {}
    assert nothing["instances"]["types"] == ()
    # Without roads there are no streets to build beside, and plants stand where houses stood.
    assert "building" not in chunk(TOWN[6], layers=("terrain", "buildings"))["instances"]["types"]
    assert len(things(no_roads, *TREES)) != len(things(whole, *TREES))


def test_a_layer_left_out_does_not_change_what_others_place() -> None:
    whole, no_plants = chunk(TOWN[6]), chunk(TOWN[6], layers=("terrain", "roads", "buildings"))
    assert encode(whole["mesh"]) == encode(no_plants["mesh"])
    assert things(whole, "building").tobytes() == things(no_plants, "building").tobytes()


def test_statistics_count_what_each_layer_adds() -> None:
    result = chunk(TOWN[6])
    total = {
        name: sum(each[name] for each in result["statistics"].values())
        for name in ("vertices", "triangles", "instances")
    }
    assert total["vertices"] == len(result["mesh"]["positions"])
    assert total["triangles"] == len(result["mesh"]["indices"]) // 3
    assert total["instances"] == result["instances"]["counts"].sum()
    assert all(
        each["instances"] > 0 for name, each in result["statistics"].items() if name in {"buildings", "vegetation"}
    )


def test_a_result_crosses_the_bridge() -> None:
    result = chunk(TOWN[6])
    carried = decode(encode(result))
    assert list(carried) == list(result)
    assert {name: type(value).__name__ for name, value in carried["mesh"].items()}["materials"] == "tuple"
    assert memoryview(carried["instances"]["buffer"]).nbytes == 64 * result["instances"]["counts"].sum()
    assert decode(encode(chunk(TOWN[6], layers=())))["collider"].shape == (0, 3)


def test_a_users_layer_places_things() -> None:
    layers = (*DEFAULT_LAYERS, "ruins")
    result = chunk(TOWN[0], layers=layers, options={"ruins": {"count": 40, "style": "brick"}})
    rows = things(result, "ruin_brick")
    assert 0 < len(rows) <= 40
    assert result["statistics"]["ruins"]["instances"] == len(rows)
    asked = context(TOWN[0], layers=layers)
    x, z = rows[:, 3] + asked.low[0], rows[:, 11] + asked.low[1]
    assert (asked.road_clearance(x, z) > 3.9).all()
    assert rows[:, 7] == pytest.approx(asked.height(x, z), abs=1e-3)
    assert (asked.building_clearance(x, z) > 3.9).all()


def test_a_users_ground_is_the_ground_of_all_layers() -> None:
    layers = ("dunes", "roads", "vegetation")
    result = chunk(TOWN[6], layers=layers)
    assert {"ground", "asphalt"} <= set(result["mesh"]["materials"])
    heights, _ = ground_grid(result, 32)
    east, _ = ground_grid(chunk((TOWN[6][0] + 1, TOWN[6][1]), layers=layers), 32)
    assert heights[:, -1].tobytes() == east[:, 0].tobytes()
    flat = chunk((40, 40), layers=layers, options={"dunes": {"height": 0.0}})
    assert (ground_grid(flat, 32)[0] <= 0.0).all()
    asked = context((40, 40), layers=layers)
    x, z = np.array([8010.0, 8090.0]), np.array([8020.0, 8130.0])
    options: Any = support.world_layers.Dunes()
    assert asked.world.natural_heights(x, z) == pytest.approx(support.world_layers.dune_height(0, options, x, z))


def test_a_users_layer_replaces_one_of_cutouts() -> None:
    with pytest.raises(ValueError, match="is one of Cutout's"):
        world_layer("vegetation")(_one_rock)
    world_layer("vegetation", replace=True)(_one_rock)
    try:
        result = chunk(TOWN[0])
        assert set(result["instances"]["types"]) & {"rock", *TREES} == {"rock"}
        with pytest.raises(BadParams, match="'vegetation' has no option 'density'"):
            chunk(TOWN[0], options={"vegetation": {"density": 0.5}})
    finally:
        forget_layer("vegetation")
    assert set(chunk(TOWN[0])["instances"]["types"]) & {"rock", *TREES} == set(TREES)


def _one_rock(chunk: Chunk, _options: object) -> None:
    chunk.add_instances("rock", np.eye(4)[None, :3], np.ones((1, 4)))


def _named(name: str, build: Any) -> Any:
    """Register a layer for one test."""
    world_layer(name)(build)
    return find_layer(name)


@pytest.mark.parametrize(
    ("build", "error", "words"),
    [
        (lambda chunk, _: chunk.add_instances("a", np.zeros((2, 12)), np.ones((2, 4))), BadParams, r"\(n, 3, 4\)"),
        (
            lambda chunk, _: chunk.add_instances("a", np.zeros((200_000, 3, 4)), np.ones((200_000, 4))),
            TooLarge,
            "200000 inst",
        ),
        (
            lambda chunk, _: [chunk.add_instances(str(i), np.zeros((1, 3, 4)), np.ones((1, 4))) for i in range(65)],
            TooLarge,
            "64 types",
        ),
        (lambda chunk, _: chunk.add_boxes(np.zeros((30_000, 3, 4)), np.ones((30_000, 3))), TooLarge, "30000 boxes"),
        (lambda chunk, _: chunk.add_boxes(np.zeros((3, 3, 4)), np.ones((3, 4))), BadParams, r"\(n, 3\)"),
        (lambda chunk, _: chunk.add_collider(np.zeros((4, 3))), BadParams, r"\(3 t, 3\)"),
        (lambda chunk, _: chunk.add_collider(np.full((3, 3), np.nan)), BadParams, "not all finite"),
    ],
)
def test_what_a_layer_adds_is_checked(build: Any, error: type[Exception], words: str) -> None:
    _named("faulty", build)
    try:
        with pytest.raises(error, match=words):
            chunk(TOWN[0], layers=("faulty",))
    finally:
        forget_layer("faulty")


def test_ground_that_is_no_number_is_told() -> None:
    world_layer("holes", ground=lambda _seed, _options, x, _z: x * np.nan)(lambda _chunk, _options: None)
    try:
        with pytest.raises(InternalError, match="ground of the layer 'holes'"):
            chunk(TOWN[0], layers=("holes", "roads"))
    finally:
        forget_layer("holes")


def test_names_of_layers_are_told_apart() -> None:
    with pytest.raises(ValueError, match="empty name"):
        world_layer("")(_one_rock)
    with pytest.raises(ValueError, match="is taken by"):
        world_layer("ruins")(_one_rock)

    @dataclass(frozen=True)
    class NoRule:
        count: int = 3

    with pytest.raises(ValueError, match="has no rule"):
        world_layer("x", NoRule)
    with pytest.raises(ValueError, match="give a dataclass"):
        world_layer("x", int)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"layers": ("terrain", "rods")}, "did you mean 'roads'"),
        ({"layers": "terrain"}, "must be a list of names"),
        ({"layers": ("terrain", "terrain")}, "each once"),
        ({"layers": (1,)}, "names, each once"),
        ({"layers": tuple(f"l{i}" for i in range(40))}, "at most 32"),
        ({"options": {"roads": {"cell_sise": 800.0}}}, "'roads' has no option 'cell_sise': did you mean 'cell_size'"),
        (
            {"options": {"roads": {"cell_size": 1.0}}},
            "cell_size of the layer 'roads' must be a number from 800 to 8000, and 1.0 is not",
        ),
        ({"options": {"roads": {"cell_size": float("nan")}}}, "must be a number"),
        ({"options": {"terrain": {"quads": 2.5}}}, "quads of the layer 'terrain' must be an int from 4 to 128"),
        ({"options": {"terrain": {"quads": True}}}, "must be an int"),
        ({"options": {"vegetation": {"density": "much"}}}, "density of the layer 'vegetation' must be a number"),
        ({"options": {"ruins": {}}}, "not among layers"),
        ({"options": {"roads": 3}}, "must be a dictionary for each layer"),
        ({"options": 3}, "must be a dictionary"),
        ({"layers": ("ruins",), "options": {"ruins": {"style": "wood"}}}, "must be one of 'stone', 'brick'"),
        ({"layers": ("ruins",), "options": {"ruins": {"solid": 1}}}, "must be true or false"),
        ({"coordinate": (0, 1 << 21)}, "coordinate must be an int from -1048576 to 1048576"),
        ({"coordinate": (0.5, 1)}, "coordinate must be an int"),
        ({"coordinate": (1, 2, 3)}, "coordinate must be two ints"),
        ({"coordinate": None}, "coordinate must be two ints"),
        ({"lod": 8}, "lod must be an int from 0 to 7, and 8 is not"),
        ({"lod": -1}, "lod must be"),
        ({"chunk_size": 4.0}, "chunk_size must be a number from 8 to 4096"),
        ({"chunk_size": 4096.0, "options": {"roads": {"cell_size": 800.0}}}, "chunk_size is 4096 m"),
        ({"seed": 2**63}, "seed must be an int"),
        ({"lods": 1}, "did you mean 'lod'"),
        ({"quality": 1}, "there are seed, coordinate"),
    ],
)
def test_a_bad_request_is_told_what_is_wrong(request_: dict[str, Any], words: str) -> None:
    with pytest.raises(BadParams, match=words.replace("(", r"\(")):
        chunk(**{"coordinate": (0, 0), **request_})
