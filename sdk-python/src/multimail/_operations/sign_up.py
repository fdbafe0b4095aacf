"""Opening an account. The service asks for no key here: any text will do as the client's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from multimail._call import Call, as_is, at, fields


def solve(challenge: Mapping[str, Any]) -> dict[str, Any]:
    """Solve a challenge of `request_challenge` for `create_account`: a fraction of a second.

    Raises ValueError if no number up to the challenge's `maxnumber` solves it.
    """
    salt, wanted = str(challenge["salt"]), str(challenge["challenge"])
    for number in range(int(challenge["maxnumber"]) + 1):
        if hashlib.sha256(f"{salt}{number}".encode()).hexdigest() == wanted:
            solved = {
                name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")
            }
            return solved | {"number": number}
    raise ValueError("no number solves this challenge")


def request_challenge() -> Call[dict[str, Any]]:
    """Get the proof of work that signing up needs; `solve` it within five minutes."""
    return Call("POST", at("v1", "account", "challenge"), as_is, body={})


def create_account(
    operator_name: str,
    oversight_email: str,
    *,
    accepted_tos: bool,
    accepted_operator_agreement: bool,
    accepted_anti_spam_policy: bool,
    pow_solution: Mapping[str, Any],
    slug: str | None = None,
    physical_address: str | None = None,
    use_case: str | None = None,
    oversight_mode: str | None = None,
) -> Call[dict[str, Any]]:
    """Sign up. A code is mailed to the person who is to oversee the agent; nothing exists yet."""
    body = fields(
        operator_name=operator_name,
        oversight_email=oversight_email,
        accepted_tos=accepted_tos,
        accepted_operator_agreement=accepted_operator_agreement,
        accepted_anti_spam_policy=accepted_anti_spam_policy,
        pow_solution=dict(pow_solution),
        slug=slug,
        physical_address=physical_address,
        use_case=use_case,
        oversight_mode=oversight_mode,
    )
    return Call("POST", at("v1", "account"), as_is, body=body)


def resend_confirmation(oversight_email: str) -> Call[dict[str, Any]]:
    """Have a fresh code mailed for a sign-up that waits."""
    path = at("v1", "account", "resend-confirmation")
    return Call("POST", path, as_is, body={"oversight_email": oversight_email})


def activate_account(code: str) -> Call[dict[str, Any]]:
    """Bring the mailed code. `api_key` is a token of the new mailbox, told this once."""
    return Call("POST", at("v1", "confirm"), as_is, body={"code": code})


def check_slug(slug: str) -> Call[dict[str, Any]]:
    """Ask whether a short name can be had for a new account."""
    return Call("GET", at("v1", "slug-check", slug), as_is)
