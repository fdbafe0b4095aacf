"""Attachments as callers give them, and as the API takes them."""

from __future__ import annotations

import base64
import mimetypes
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

AttachmentInput = (
    str | os.PathLike[str] | tuple[str, bytes] | tuple[str, bytes, str] | Mapping[str, Any]
)
"""A path, (name, bytes), (name, bytes, content type), or a dict as the API takes it."""


def attachment_fields(given: Sequence[AttachmentInput] | None) -> list[dict[str, Any]] | None:
    """Return attachments as the API takes them: name, content_base64 and content_type."""
    return None if given is None else [_fields(each) for each in given]


def _fields(given: AttachmentInput) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return dict(given)
    if isinstance(given, tuple):
        name, content, *kind = given
        return _encoded(name, content, *kind)
    path = Path(given)
    return _encoded(path.name, path.read_bytes())


def _encoded(name: str, content: bytes, content_type: str | None = None) -> dict[str, Any]:
    guessed = mimetypes.guess_type(name)[0]
    return {
        "name": name,
        "content_base64": base64.b64encode(content).decode("ascii"),
        "content_type": content_type or guessed or "application/octet-stream",
    }
