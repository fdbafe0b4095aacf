// What this page asks the service: its own routes under /_local, and the public API with the owner's key.

const OUTBOX_SHOWN = 200;

/** What the last answers said; views read it, and only this file writes it. */
export const known = { state: null, outbox: [], kept: [], pending: [] };

async function ask(path, options = {}) {
  const answer = await fetch(path, { cache: 'no-store', ...options });
  const isJson = (answer.headers.get('content-type') ?? '').includes('json');
  const body = isJson ? await answer.json() : null;
  if (!answer.ok) {
    throw new Error(body?.error ?? `${path} answered ${answer.status}`);
  }
  return body;
}

function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}

/** The public API as the account's owner sees it. The audit log records each of these calls. */
export function api(path) {
  return ask(path, { headers: bearer(known.state.owner_key) });
}

export function send(token, message) {
  return ask('/v1/mailboxes/me/send', {
    method: 'POST',
    headers: { ...bearer(token), 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });
}

export async function download(path) {
  const answer = await fetch(path, { headers: bearer(known.state.owner_key) });
  if (!answer.ok) {
    throw new Error(`The attachment cannot be read (${answer.status}).`);
  }
  return answer.blob();
}

export function advanceClock(seconds) {
  return ask('/_local/clock', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ advance_seconds: seconds }),
  });
}

export function receive(raw, mailFrom, recipient) {
  return ask('/_local/inbound', {
    method: 'POST',
    headers: { 'Content-Type': 'message/rfc822', 'X-Mail-From': mailFrom, 'X-Rcpt-To': recipient },
    body: raw,
  });
}

/** Adds to a list, newest first, what came since. The service lists the newest last, and after an id if asked. */
async function outbox(before, kept) {
  const since = before[0] ? `&since_id=${encodeURIComponent(before[0].id)}` : '';
  const rows = await ask(`/_local/outbox?kept=${kept}${since}`);
  const ids = new Set(before.map((row) => row.id));
  const fresh = rows.filter((row) => !ids.has(row.id));
  return fresh.length === 0 ? before : [...fresh.reverse(), ...before].slice(0, OUTBOX_SHOWN);
}

let seen;

/**
 * Asks whether anything happened, and if so reads it. The state's "changes" differs after every committed change, so a
 * page that is merely open writes nothing into the audit log; without it the outbox and every fifth turn tell.
 *
 * @returns whether views should read again
 */
export async function look(turn, forced) {
  const state = await ask('/_local/state');
  if (known.state?.owner_key !== state.owner_key) {
    Object.assign(known, { outbox: [], kept: [], pending: [] });
  }
  known.state = state;
  const tells = state.changes !== undefined;
  if (!forced && tells && seen === String(state.changes)) {
    return false;
  }
  [known.outbox, known.kept] = await Promise.all([outbox(known.outbox, false), outbox(known.kept, true)]);
  const mark = tells ? String(state.changes) : `${known.outbox[0]?.id} ${known.kept[0]?.id}`;
  if (!forced && seen === mark && (tells || turn % 5 !== 0)) {
    return false;
  }
  const answer = await api('/v1/oversight/pending?limit=100');
  known.pending = answer.messages;
  seen = mark;
  return true;
}

export function mailboxOf(id) {
  return known.state.mailboxes.find((mailbox) => mailbox.id === id || mailbox.address === id);
}
