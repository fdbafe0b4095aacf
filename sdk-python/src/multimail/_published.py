"""Clients with the names and signatures of the hosted product's SDK; answers are plain dicts."""

from __future__ import annotations

from multimail._methods import awaiting, blocking
from multimail._operations import published
from multimail._transport import AsyncSession, SyncSession


class MultiMail(SyncSession):
    """The published SDK's client. New code reads better with `Client`.

    `MultiMail(api_key, *, base_url=…, timeout=30.0)`; where it connects to is as for `Client`.
    """

    get_account = blocking(published.get_account)
    update_account = blocking(published.update_account)
    delete_account = blocking(published.delete_account)
    list_mailboxes = blocking(published.list_mailboxes)
    create_mailbox = blocking(published.create_mailbox)
    update_mailbox = blocking(published.update_mailbox)
    delete_mailbox = blocking(published.delete_mailbox)
    list_emails = blocking(published.list_emails)
    get_email = blocking(published.get_email)
    send_email = blocking(published.send_email)
    reply_email = blocking(published.reply_email)
    cancel_email = blocking(published.cancel_email)
    get_thread = blocking(published.get_thread)
    download_attachment = blocking(published.download_attachment)
    get_tags = blocking(published.get_tags)
    set_tags = blocking(published.set_tags)
    delete_tag = blocking(published.delete_tag)
    list_contacts = blocking(published.list_contacts)
    add_contact = blocking(published.add_contact)
    delete_contact = blocking(published.delete_contact)
    list_pending = blocking(published.list_pending)
    decide = blocking(published.decide)
    list_api_keys = blocking(published.list_api_keys)
    create_api_key = blocking(published.create_api_key)
    revoke_api_key = blocking(published.revoke_api_key)
    list_webhooks = blocking(published.list_webhooks)
    create_webhook = blocking(published.create_webhook)
    delete_webhook = blocking(published.delete_webhook)
    list_domains = blocking(published.list_domains)
    add_domain = blocking(published.add_domain)
    verify_domain = blocking(published.verify_domain)
    delete_domain = blocking(published.delete_domain)
    list_suppressions = blocking(published.list_suppressions)
    remove_suppression = blocking(published.remove_suppression)
    get_usage = blocking(published.get_usage)
    get_audit_log = blocking(published.get_audit_log)


class AsyncMultiMail(AsyncSession):
    """The published SDK's client for asyncio."""

    get_account = awaiting(published.get_account)
    update_account = awaiting(published.update_account)
    delete_account = awaiting(published.delete_account)
    list_mailboxes = awaiting(published.list_mailboxes)
    create_mailbox = awaiting(published.create_mailbox)
    update_mailbox = awaiting(published.update_mailbox)
    delete_mailbox = awaiting(published.delete_mailbox)
    list_emails = awaiting(published.list_emails)
    get_email = awaiting(published.get_email)
    send_email = awaiting(published.send_email)
    reply_email = awaiting(published.reply_email)
    cancel_email = awaiting(published.cancel_email)
    get_thread = awaiting(published.get_thread)
    download_attachment = awaiting(published.download_attachment)
    get_tags = awaiting(published.get_tags)
    set_tags = awaiting(published.set_tags)
    delete_tag = awaiting(published.delete_tag)
    list_contacts = awaiting(published.list_contacts)
    add_contact = awaiting(published.add_contact)
    delete_contact = awaiting(published.delete_contact)
    list_pending = awaiting(published.list_pending)
    decide = awaiting(published.decide)
    list_api_keys = awaiting(published.list_api_keys)
    create_api_key = awaiting(published.create_api_key)
    revoke_api_key = awaiting(published.revoke_api_key)
    list_webhooks = awaiting(published.list_webhooks)
    create_webhook = awaiting(published.create_webhook)
    delete_webhook = awaiting(published.delete_webhook)
    list_domains = awaiting(published.list_domains)
    add_domain = awaiting(published.add_domain)
    verify_domain = awaiting(published.verify_domain)
    delete_domain = awaiting(published.delete_domain)
    list_suppressions = awaiting(published.list_suppressions)
    remove_suppression = awaiting(published.remove_suppression)
    get_usage = awaiting(published.get_usage)
    get_audit_log = awaiting(published.get_audit_log)
