"""What the operations about accounts, domains and strangers ask the service for."""

from __future__ import annotations

from asked_form import Asked

ACCOUNTS = [
    Asked("create_domain", {"domain": "a.example"}, "POST", "/v1/domains", {"domain": "a.example"}),
    Asked("list_domains", {}, "GET", "/v1/domains"),
    Asked("get_domain", {"domain_id": "dom_1"}, "GET", "/v1/domains/dom_1"),
    Asked("verify_domain", {"domain_id": "a.example"}, "POST", "/v1/domains/a.example/verify"),
    Asked("delete_domain", {"domain_id": "dom_1"}, "DELETE", "/v1/domains/dom_1"),
    Asked(
        "simulate_inbound",
        {"from_address": "a@x.example", "subject": "S", "markdown": "M", "in_reply_to": "msg_1"},
        "POST",
        "/v1/mailboxes/me/simulate-inbound",
        {"from": "a@x.example", "subject": "S", "markdown": "M", "in_reply_to": "msg_1"},
    ),
    Asked(
        "report_issue",
        {"message": "M", "request_id": "req_1"},
        "POST",
        "/v1/feedback",
        {"message": "M", "request_id": "req_1"},
    ),
    Asked("verify_identity", {"identity": "a.b.c"}, "POST", "/v1/verify", {"identity": "a.b.c"}),
    Asked("proof_status", {}, "GET", "/v1/proof-status"),
    Asked("request_challenge", {}, "POST", "/v1/account/challenge", {}),
    Asked(
        "create_account",
        {
            "operator_name": "N",
            "oversight_email": "a@x.example",
            "accepted_tos": True,
            "accepted_operator_agreement": True,
            "accepted_anti_spam_policy": True,
            "pow_solution": {"number": 1},
        },
        "POST",
        "/v1/account",
        {
            "operator_name": "N",
            "oversight_email": "a@x.example",
            "accepted_tos": True,
            "accepted_operator_agreement": True,
            "accepted_anti_spam_policy": True,
            "pow_solution": {"number": 1},
        },
    ),
    Asked(
        "resend_confirmation",
        {"oversight_email": "a@x.example"},
        "POST",
        "/v1/account/resend-confirmation",
        {"oversight_email": "a@x.example"},
    ),
    Asked("activate_account", {"code": "A"}, "POST", "/v1/confirm", {"code": "A"}),
    Asked("check_slug", {"slug": "acme"}, "GET", "/v1/slug-check/acme"),
    Asked(
        "revoke_api_key",
        {"key_id": "key_1", "approval_code": "A"},
        "DELETE",
        "/v1/api-keys/key_1",
        {"approval_code": "A"},
    ),
    Asked(
        "delete_account",
        {"approval_code": "A"},
        "DELETE",
        "/v1/account",
        {"approval_code": "A"},
    ),
]
