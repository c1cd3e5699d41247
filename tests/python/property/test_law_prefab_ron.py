"""Law: what is written as RON, in whatever way it may be spelt, is read as what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutout.prefabs import json_text, ron_text
from cutout.prefabs.places import MisreadError
from cutout.prefabs.ron_grammar import parse_by_grammar
from cutout.prefabs.ron_plain import MAX_NESTING, NotPlainError, read_plain
from cutout.prefabs.ron_text import MAX_ODD_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutout.prefabs.ron_structs import Spots

NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(NAMES, inner, min_size=1, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=3)
        | st.builds(
            lambda name, values: {name: values}, st.sampled_from(["Vector3", "A", "b"]), st.lists(inner, min_size=2)
        )
    ),
    max_leaves=30,
)
GAPS = st.sampled_from(["", "", "", " ", "\n", " /* * ) */ ", '// ( "\n'])


def text_of(text: str) -> str:
    """Write text as RON, whose escapes are not all those of JSON."""
    escaped = "".join(each if each.isprintable() and each not in '\\"' else f"\\u{{{ord(each):x}}}" for each in text)
    return f'"{escaped}"'


@st.composite
def spelt(draw: st.DrawFn, value: Any) -> str:
    """Write a value as RON, in one of many ways."""
    before, after = draw(GAPS), draw(GAPS)
    return f"{before}{draw(bare(value))}{after}"


@st.composite
def bare(draw: st.DrawFn, value: Any) -> str:
    """Write a value without what is around it."""
    if isinstance(value, str):
        return text_of(value)
    if not isinstance(value, list | dict):
        words = {"None": "None", "True": "true", "False": "false"}
        return words.get(repr(value), repr(value))
    comma = draw(st.sampled_from(["", ","]))
    if isinstance(value, list):
        inside = f"{','.join(draw(spelt(each)) for each in value)}{comma if value else ''}"
        return draw(st.sampled_from([f"({inside})", f"[{inside}]"])) if value else "[]"
    is_named = all(key.isidentifier() and key.isascii() for key in value)
    if len(value) == 1 and is_named:
        ((key, inner),) = value.items()
        if isinstance(inner, list) and len(inner) > 1:
            return f"{key}({','.join(draw(spelt(each)) for each in inner)}{comma})"
    if value and is_named and draw(st.booleans()):
        name = draw(st.sampled_from(["", "Node", "Prefab"]))
        fields = ",".join(
            [f"{draw(GAPS)}{key}{draw(st.sampled_from(['', ' ']))}:{draw(spelt(each))}" for key, each in value.items()]
        )
        return f"{name}({fields}{comma})"
    pairs = ",".join(f"{draw(GAPS)}{text_of(key)}:{draw(spelt(each))}" for key, each in value.items())
    return f"{{{pairs}{comma if value else ''}}}"


@given(st.data(), DOCUMENTS)
def test_every_spelling_is_read_as_what_it_says(data: st.DataObject, document: Any) -> None:
    text = data.draw(spelt(document))
    assert ron_text.parse(text) == document


def spots_of(value: Any, spots: Spots, outer: int = 0) -> Iterator[tuple[int, dict[str, int]]]:
    """Return where lists and objects are, from the outermost inwards: where their key is, if nothing else is known."""
    if isinstance(value, list | dict):
        spot, keys = spots.get(id(value), (outer, {}))
        yield spot, keys
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from spots_of(inner, spots, keys.get(str(key), spot))


def agree(text: str) -> None:
    """Fail if text is read as plain, and otherwise by the grammar."""
    here: Spots = {}
    try:
        value = read_plain(text, here)
    except (NotPlainError, MisreadError):
        return
    there: Spots = {}
    same = parse_by_grammar(text, there)
    assert value == same
    assert list(spots_of(value, here)) == list(spots_of(same, there))


@given(st.data(), DOCUMENTS)
def test_plain_text_is_read_as_the_grammar_says(data: st.DataObject, document: Any) -> None:
    agree(data.draw(spelt(document)))


@given(st.text(alphabet='()[]{}:,"\\r#a1.-_ \n/*xSomeN', max_size=40))
def test_no_text_is_plain_and_no_ron(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("odd", ["0x1", '"\\q"', 'r"a"', "1e999", "~"])
def test_what_is_not_plain_is_only_looked_into_if_it_is_short(odd: str) -> None:
    with pytest.raises(MisreadError, match="is wrong here, or what only files of at most"):
        ron_text.parse("(\na: [" + "1," * MAX_ODD_PARTS + odd + "])")


@pytest.mark.parametrize("bracket", ["(", "[", "{a:", "(a:", "A("])
def test_brackets_nest_only_so_deep(bracket: str) -> None:
    with pytest.raises(MisreadError, match=f"more than {MAX_NESTING} deep"):
        ron_text.parse(bracket * (MAX_NESTING + 10))


@given(DOCUMENTS)
def test_json_is_read_as_what_it_says(document: Any) -> None:
    assert json_text.parse(json.dumps(document)) == document


def test_lines_are_the_same_in_long_tokens_and_short_ones() -> None:
    flat = '(\na: 1,\nb: (\nc: "x",\nd: V(1, 2)),\ne: [(\nf: 1,\ng: (h: 2))])'
    broken = flat.replace("1", "1 /**/").replace('"x"', '"x" /**/')
    for text in (flat, broken):
        assert ron_text.line_of(text, ("a",)) == 2
        assert ron_text.line_of(text, ("b", "c")) == 4
        assert ron_text.line_of(text, ("b", "d", "V")) == 5
        assert ron_text.line_of(text, ("e", 0)) == 6
        assert ron_text.line_of(text, ("e", 0, "f")) == 7
        assert ron_text.line_of(text, ("e", 0, "g", "h")) == 8
