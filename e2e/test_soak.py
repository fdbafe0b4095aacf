"""The short form of ./multimail soak."""

from pathlib import Path

import pytest
from soak import Plan, run

pytestmark = pytest.mark.local_only


def test_what_was_accepted_ends_once_although_the_service_is_killed(tmp_path: Path) -> None:
    outcome = run(Plan(seconds=24, kills=2, seed=3, clients=4), tmp_path)
    assert outcome.flaws == []
    assert len(outcome.starts) == 3
    assert outcome.accepted > 100
    assert sum(outcome.states.values()) == outcome.accepted
    assert outcome.states["sent"] > 0
    assert outcome.states["rejected"] > 0
