"""What the host accepts when it is started."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from cutout.errors import BadParams
from cutout.host.options import Options


def test_nothing_said_gives_the_defaults() -> None:
    assert Options.parse("") == Options.parse("{}") == Options()
    assert Options().workers >= 1


def test_every_option_is_read() -> None:
    values = {
        "workers": 3,
        "nice": 5,
        "memory_limit_mb": 64,
        "modules": ["a.b"],
        "path": ["/x"],
        "recycle_after": 9,
        "cache_mb": 7,
        "log_level": "info",
    }
    assert values.keys() == {field.name for field in fields(Options)}
    assert Options.parse(json.dumps(values)) == Options(
        workers=3,
        nice=5,
        memory_limit_mb=64,
        modules=("a.b",),
        path=("/x",),
        recycle_after=9,
        cache_mb=7,
        log_level="info",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "JSON object"),
        ('{"worker": 2}', "'worker'; known are workers"),
        ('{"workers": 0}', "'workers' must be a whole number from 1 to 256, not 0"),
        ('{"workers": 2.0}', "not 2.0"),
        ('{"workers": true}', "not True"),
        ('{"nice": -1}', "'nice'"),
        ('{"memory_limit_mb": -1}', "'memory_limit_mb'"),
        ('{"cache_mb": -1}', "'cache_mb'"),
        ('{"log_level": "loud"}', "'log_level' must be one of info, warning, error, not 'loud'"),
        ('{"log_level": []}', "'log_level'"),
        ('{"modules": "kinds"}', "'modules' must be a list of names, not 'kinds'"),
        ('{"modules": [""]}', "'modules'"),
        ('{"path": [1]}', "'path'"),
    ],
)
def test_a_wrong_option_is_named_with_its_value(text: str, words: str) -> None:
    with pytest.raises(BadParams) as caught:
        Options.parse(text)
    assert words in str(caught.value)
