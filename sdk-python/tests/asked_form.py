"""What one call of an operation asks the service for."""

from __future__ import annotations

from typing import Any, NamedTuple


class Asked(NamedTuple):
    operation: str
    given: dict[str, Any]
    method: str
    path: str
    body: dict[str, Any] | None = None
