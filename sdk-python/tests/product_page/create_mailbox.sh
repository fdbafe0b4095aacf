curl -X POST https://api.multimail.dev/v1/mailboxes \
  -H 'Authorization: Bearer $MULTIMAIL_API_KEY' \
  -H 'Content-Type: application/json' \
  -d '{
    "address": "[email protected]",
    "display_name": "Procurement Agent",
    "oversight_mode": "gated_send",
    "approver_emails": ["[email protected]"]
  }'
