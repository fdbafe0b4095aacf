"""A webhook receiver: prints each event whose signature is right, and refuses every other request.

Run it with ``uvicorn --app-dir examples receiver:app --port 9000`` after ``pip install fastapi uvicorn``.
"""

import hashlib
import hmac
import os

from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
WEBHOOK_SECRET = os.environ["WEBHOOK_SECRET"]


@app.post("/webhooks/multimail")
async def handle_event(request: Request) -> dict[str, bool]:
    """Check the signature over the raw body, then trust the event."""
    body = await request.body()
    signature = request.headers.get("X-MultiMail-Signature", "")
    expected = hmac.new(WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, expected):
        raise HTTPException(status_code=401, detail="invalid signature")
    event = await request.json()
    print(
        "signature is right:",
        event["type"],
        event["data"]["status"],
        event["message_id"],
        flush=True,
    )
    return {"ok": True}
