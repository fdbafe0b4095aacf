import multimail

client = multimail.Client(api_key="$MULTIMAIL_API_KEY")

# Returns immediately with status='pending' when oversight_mode='gated_send'
result = client.send_email(
    from_address="[email protected]",
    to=["[email protected]"],
    subject="PO #8821 — amended delivery schedule",
    body="Please confirm the updated delivery date of 2026-05-01 for order #8821.",
    metadata={"workflow": "procurement", "po_number": "8821"}
)

print(result.status)        # 'pending'
print(result.message_id)    # 'msg_01JXK...'
print(result.approval_url)  # approval link sent to the assigned human approver
