"""A web application that hears of mail by webhook, drafts an answer to each, and stores its events.

Run it with ``uvicorn --app-dir examples support_desk:app --port 9000``; see the README beside it.
"""

import os
import sqlite3
from contextlib import closing

from fastapi import FastAPI, HTTPException, Request

from multimail import AsyncClient, InvalidSignature, verify_webhook

DATABASE = os.environ.get("DATABASE", "support_desk.sqlite")
SECRET = os.environ["WEBHOOK_SECRET"]
ANSWER = "Thank you for your message. We have it, and will answer within **one working day**."

app = FastAPI()


@app.post("/webhooks/multimail")
async def handle_event(request: Request) -> dict[str, bool]:
    """Check the signature over the raw body, answer what came in, and store the event."""
    try:
        event = verify_webhook(
            await request.body(), request.headers.get("X-MultiMail-Signature", ""), SECRET
        )
    except InvalidSignature as refused:
        raise HTTPException(status_code=401, detail="invalid signature") from refused
    if event.type == "email.received":
        # An event can come twice; with its id as the key, its answer is sent once all the same.
        async with AsyncClient() as agent:
            await agent.reply_email(event.data.message_id, ANSWER, idempotency_key=event.id)
    store(event.id, event.type, event.data.message_id)
    return {"ok": True}


def store(*event: str) -> None:
    """Keep an event, once."""
    with closing(sqlite3.connect(DATABASE)) as database, database:
        database.execute(
            "create table if not exists events (id text primary key, type text, message_id text)"
        )
        database.execute("insert or ignore into events values (?, ?, ?)", event)
