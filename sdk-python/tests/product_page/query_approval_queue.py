import multimail

client = multimail.Client(api_key="$MULTIMAIL_API_KEY")

pending = client.list_pending(
    mailbox="[email protected]",
    limit=50
)

for msg in pending.messages:
    print(f"{msg.message_id} | to={msg.to[0]} | {msg.subject} | queued {msg.created_at}")

# Cancel a message before it is approved
client.cancel_message(message_id="msg_01JXK_specific_id")
