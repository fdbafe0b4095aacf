"""The two clients: the same operations, blocking or awaited."""

from __future__ import annotations

from multimail._methods import awaiting, blocking
from multimail._operations import (
    account,
    contacts,
    domains,
    mailboxes,
    messages,
    oversight,
    sign_up,
)
from multimail._transport import AsyncSession, SyncSession


class Client(SyncSession):
    """A client of a MultiMail service.

    `api_key` is a token of a mailbox (mm_live_…, mm_test_…) or an account key; by default it is the
    environment variable MULTIMAIL_API_KEY, and "$NAME" reads another variable. `base_url` is by
    default MULTIMAIL_API_URL, else http://127.0.0.1:8025, where a local service listens. `timeout`
    is in seconds. Reads and sends are repeated up to `max_retries` times after a lost connection,
    429, 502, 503 or 504; a send never takes effect twice.

    Each method raises MultiMailError or one of its kinds.
    """

    send_email = blocking(messages.send_email)
    reply_email = blocking(messages.reply_email)
    check_inbox = blocking(messages.check_inbox)
    read_email = blocking(messages.read_email)
    get_thread = blocking(messages.get_thread)
    cancel_message = blocking(messages.cancel_message)
    delete_email = blocking(messages.delete_email)
    tag_email = blocking(messages.tag_email)
    get_tags = blocking(messages.get_tags)
    delete_tag = blocking(messages.delete_tag)
    download_attachment = blocking(messages.download_attachment)
    get_attachment_url = blocking(messages.get_attachment_url)
    edit_scheduled_email = blocking(messages.edit_scheduled_email)
    report_spam = blocking(messages.report_spam)
    not_spam = blocking(messages.not_spam)
    list_spam = blocking(messages.list_spam)
    list_threads = blocking(messages.list_threads)
    wait_for_email = blocking(messages.wait_for_email)
    wait_for_decision = blocking(messages.wait_for_decision)

    list_pending = blocking(oversight.list_pending)
    decide_email = blocking(oversight.decide_email)
    approve = blocking(oversight.approve)
    reject = blocking(oversight.reject)

    list_contacts = blocking(contacts.list_contacts)
    add_contact = blocking(contacts.add_contact)
    delete_contact = blocking(contacts.delete_contact)
    manage_contacts = blocking(contacts.manage_contacts)

    create_mailbox = blocking(mailboxes.create_mailbox)
    list_mailboxes = blocking(mailboxes.list_mailboxes)
    get_mailbox = blocking(mailboxes.get_mailbox)
    update_mailbox = blocking(mailboxes.update_mailbox)
    configure_mailbox = blocking(mailboxes.configure_mailbox)
    delete_mailbox = blocking(mailboxes.delete_mailbox)
    list_tokens = blocking(mailboxes.list_tokens)
    create_token = blocking(mailboxes.create_token)
    revoke_token = blocking(mailboxes.revoke_token)
    list_allowlist = blocking(mailboxes.list_allowlist)
    add_allowlist_entry = blocking(mailboxes.add_allowlist_entry)
    remove_allowlist_entry = blocking(mailboxes.remove_allowlist_entry)
    request_upgrade = blocking(mailboxes.request_upgrade)
    apply_upgrade = blocking(mailboxes.apply_upgrade)

    list_api_keys = blocking(account.list_api_keys)
    create_api_key = blocking(account.create_api_key)
    revoke_api_key = blocking(account.revoke_api_key)
    create_webhook = blocking(account.create_webhook)
    list_webhooks = blocking(account.list_webhooks)
    get_webhook = blocking(account.get_webhook)
    delete_webhook = blocking(account.delete_webhook)
    list_webhook_deliveries = blocking(account.list_webhook_deliveries)
    get_audit_log = blocking(account.get_audit_log)
    export_audit_log = blocking(account.export_audit_log)
    export_account = blocking(account.export_account)
    who_am_i = blocking(account.who_am_i)
    get_account = blocking(account.get_account)
    update_account = blocking(account.update_account)
    delete_account = blocking(account.delete_account)
    get_usage = blocking(account.get_usage)
    list_suppression = blocking(account.list_suppression)
    remove_suppression = blocking(account.remove_suppression)
    update_api_key = blocking(account.update_api_key)
    update_webhook = blocking(account.update_webhook)
    rotate_webhook_secret = blocking(account.rotate_webhook_secret)
    test_webhook = blocking(account.test_webhook)
    redeliver_webhook = blocking(account.redeliver_webhook)
    report_issue = blocking(account.report_issue)
    verify_identity = blocking(account.verify_identity)
    proof_status = blocking(account.proof_status)
    create_domain = blocking(domains.create_domain)
    list_domains = blocking(domains.list_domains)
    get_domain = blocking(domains.get_domain)
    verify_domain = blocking(domains.verify_domain)
    delete_domain = blocking(domains.delete_domain)
    request_challenge = blocking(sign_up.request_challenge)
    create_account = blocking(sign_up.create_account)
    resend_confirmation = blocking(sign_up.resend_confirmation)
    activate_account = blocking(sign_up.activate_account)
    check_slug = blocking(sign_up.check_slug)
    simulate_inbound = blocking(messages.simulate_inbound)
    health = blocking(account.health)


class AsyncClient(AsyncSession):
    """A client for asyncio, with the constructor and methods of `Client`, awaited."""

    send_email = awaiting(messages.send_email)
    reply_email = awaiting(messages.reply_email)
    check_inbox = awaiting(messages.check_inbox)
    read_email = awaiting(messages.read_email)
    get_thread = awaiting(messages.get_thread)
    cancel_message = awaiting(messages.cancel_message)
    delete_email = awaiting(messages.delete_email)
    tag_email = awaiting(messages.tag_email)
    get_tags = awaiting(messages.get_tags)
    delete_tag = awaiting(messages.delete_tag)
    download_attachment = awaiting(messages.download_attachment)
    get_attachment_url = awaiting(messages.get_attachment_url)
    edit_scheduled_email = awaiting(messages.edit_scheduled_email)
    report_spam = awaiting(messages.report_spam)
    not_spam = awaiting(messages.not_spam)
    list_spam = awaiting(messages.list_spam)
    list_threads = awaiting(messages.list_threads)
    wait_for_email = awaiting(messages.wait_for_email)
    wait_for_decision = awaiting(messages.wait_for_decision)

    list_pending = awaiting(oversight.list_pending)
    decide_email = awaiting(oversight.decide_email)
    approve = awaiting(oversight.approve)
    reject = awaiting(oversight.reject)

    list_contacts = awaiting(contacts.list_contacts)
    add_contact = awaiting(contacts.add_contact)
    delete_contact = awaiting(contacts.delete_contact)
    manage_contacts = awaiting(contacts.manage_contacts)

    create_mailbox = awaiting(mailboxes.create_mailbox)
    list_mailboxes = awaiting(mailboxes.list_mailboxes)
    get_mailbox = awaiting(mailboxes.get_mailbox)
    update_mailbox = awaiting(mailboxes.update_mailbox)
    configure_mailbox = awaiting(mailboxes.configure_mailbox)
    delete_mailbox = awaiting(mailboxes.delete_mailbox)
    list_tokens = awaiting(mailboxes.list_tokens)
    create_token = awaiting(mailboxes.create_token)
    revoke_token = awaiting(mailboxes.revoke_token)
    list_allowlist = awaiting(mailboxes.list_allowlist)
    add_allowlist_entry = awaiting(mailboxes.add_allowlist_entry)
    remove_allowlist_entry = awaiting(mailboxes.remove_allowlist_entry)
    request_upgrade = awaiting(mailboxes.request_upgrade)
    apply_upgrade = awaiting(mailboxes.apply_upgrade)

    list_api_keys = awaiting(account.list_api_keys)
    create_api_key = awaiting(account.create_api_key)
    revoke_api_key = awaiting(account.revoke_api_key)
    create_webhook = awaiting(account.create_webhook)
    list_webhooks = awaiting(account.list_webhooks)
    get_webhook = awaiting(account.get_webhook)
    delete_webhook = awaiting(account.delete_webhook)
    list_webhook_deliveries = awaiting(account.list_webhook_deliveries)
    get_audit_log = awaiting(account.get_audit_log)
    export_audit_log = awaiting(account.export_audit_log)
    export_account = awaiting(account.export_account)
    who_am_i = awaiting(account.who_am_i)
    get_account = awaiting(account.get_account)
    update_account = awaiting(account.update_account)
    delete_account = awaiting(account.delete_account)
    get_usage = awaiting(account.get_usage)
    list_suppression = awaiting(account.list_suppression)
    remove_suppression = awaiting(account.remove_suppression)
    update_api_key = awaiting(account.update_api_key)
    update_webhook = awaiting(account.update_webhook)
    rotate_webhook_secret = awaiting(account.rotate_webhook_secret)
    test_webhook = awaiting(account.test_webhook)
    redeliver_webhook = awaiting(account.redeliver_webhook)
    report_issue = awaiting(account.report_issue)
    verify_identity = awaiting(account.verify_identity)
    proof_status = awaiting(account.proof_status)
    create_domain = awaiting(domains.create_domain)
    list_domains = awaiting(domains.list_domains)
    get_domain = awaiting(domains.get_domain)
    verify_domain = awaiting(domains.verify_domain)
    delete_domain = awaiting(domains.delete_domain)
    request_challenge = awaiting(sign_up.request_challenge)
    create_account = awaiting(sign_up.create_account)
    resend_confirmation = awaiting(sign_up.resend_confirmation)
    activate_account = awaiting(sign_up.activate_account)
    check_slug = awaiting(sign_up.check_slug)
    simulate_inbound = awaiting(messages.simulate_inbound)
    health = awaiting(account.health)
