"""Profiles of Hypothesis: the same examples in every run by default, many new ones with CUTOUT_HYPOTHESIS=thorough.

How many of those is up to CUTOUT_EXAMPLES: 2000 a law if it is not set, which is an hour or two for all of them.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough",
    max_examples=int(os.environ.get("CUTOUT_EXAMPLES", "2000")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile(os.environ.get("CUTOUT_HYPOTHESIS", "ci"))
