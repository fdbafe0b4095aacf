"""The proof of work of signing up."""

from __future__ import annotations

import hashlib

import pytest

from multimail import solve

CHALLENGE = {
    "algorithm": "SHA-256",
    "challenge": hashlib.sha256(b"salt?expires=1&key=k&4711").hexdigest(),
    "maxnumber": 5000,
    "salt": "salt?expires=1&key=k&",
    "signature": "abc",
}


def test_the_number_behind_the_salt_is_found() -> None:
    assert solve(CHALLENGE) == {
        "algorithm": "SHA-256",
        "challenge": CHALLENGE["challenge"],
        "salt": CHALLENGE["salt"],
        "signature": "abc",
        "number": 4711,
    }


def test_a_challenge_without_a_number_is_an_error() -> None:
    with pytest.raises(ValueError, match="no number"):
        solve(CHALLENGE | {"maxnumber": 4710})
