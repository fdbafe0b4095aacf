from fastapi import FastAPI, Request, HTTPException
import hmac
import hashlib

app = FastAPI()
WEBHOOK_SECRET = "your_webhook_signing_secret"

@app.post("/webhooks/multimail")
async def handle_email_event(request: Request):
    body = await request.body()
    sig = request.headers.get("X-MultiMail-Signature", "")
    expected = hmac.new(
        WEBHOOK_SECRET.encode(),
        body,
        hashlib.sha256
    ).hexdigest()
    if not hmac.compare_digest(sig, expected):
        raise HTTPException(status_code=401, detail="invalid signature")

    event = await request.json()
    if event["type"] == "email.received":
        mailbox = event["data"]["mailbox"]
        message_id = event["data"]["message_id"]
        await route_to_agent(mailbox, message_id)

    return {"ok": True}
