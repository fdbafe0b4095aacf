"""Mail domains of the account's own."""

from __future__ import annotations

from typing import Any

from multimail._call import Call, answers, as_is, at
from multimail.models import Done


def create_domain(domain: str) -> Call[dict[str, Any]]:
    """Add a domain; `dns_records` are what to set for it."""
    return Call("POST", at("v1", "domains"), as_is, body={"domain": domain})


def list_domains() -> Call[dict[str, Any]]:
    """List the account's domains, the newest first."""
    return Call("GET", at("v1", "domains"), as_is)


def get_domain(domain_id: str) -> Call[dict[str, Any]]:
    """Get a domain by its id or its name."""
    return Call("GET", at("v1", "domains", domain_id), as_is)


def verify_domain(domain_id: str) -> Call[dict[str, Any]]:
    """Look whether a domain's DNS records are there; `status` is `active` once they are."""
    return Call("POST", at("v1", "domains", domain_id, "verify"), as_is)


def delete_domain(domain_id: str) -> Call[Done]:
    """Remove a domain of which no active mailbox has an address."""
    return Call("DELETE", at("v1", "domains", domain_id), answers(Done))
