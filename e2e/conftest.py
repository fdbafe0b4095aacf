"""One service for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import service as services


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[services.Service]:
    with services.running(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture
def gated(service: services.Service) -> services.Agent:
    """A mailbox whose sends wait for a person."""
    return service.agent("gated_send")
