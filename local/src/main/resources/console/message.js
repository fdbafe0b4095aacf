// One message of a mailbox, with the conversation around it.
import { empty, fill, h, stateBadge, badge, words } from './dom.js';
import { writeInbound } from './inbound.js';
import { mailOf } from './outgoing.js';
import { reader } from './reader.js';
import { api, download, known, mailboxOf } from './service.js';
import { ago } from './time.js';

const enc = encodeURIComponent;

function person(message) {
  return message.from_name ? `${message.from_name} <${message.from}>` : message.from;
}

function notes(message) {
  const said = [
    message.approved_at && ['Approved by ', message.approved_by, ', ', ago(message.approved_at)],
    message.ended_at && [
      `${message.status} by `,
      message.ended_by,
      ', ',
      ago(message.ended_at),
      message.reason && `: ${message.reason}`,
    ],
    message.expires_at && message.status.startsWith('pending') && ['Lapses ', ago(message.expires_at)],
    message.send_at && ['To be sent ', ago(message.send_at)],
    message.delivered_at && ['Delivered ', ago(message.delivered_at)],
    message.bounced_at && [
      'Bounced ',
      ago(message.bounced_at),
      message.bounce_type && ` (${message.bounce_type})`,
    ],
    message.complained_at && ['Complaint ', ago(message.complained_at)],
    message.readable === false && ['The agent cannot read it before a person releases it'],
  ].filter(Boolean);
  return (
    said.length > 0 &&
    h(
      'ul.notes',
      {},
      said.map((note) => h('li', { dir: 'auto' }, note)),
    )
  );
}

function conversation(id, message, thread) {
  if (!thread || thread.emails.length < 2) {
    return null;
  }
  return h(
    'section.thread',
    {},
    h('h3', {}, `Conversation of ${thread.emails.length}`),
    h(
      'ol',
      {},
      thread.emails.map((each) =>
        h(
          'li',
          {},
          h(
            'a.row',
            {
              href: `#/mailboxes/${enc(id)}/${enc(each.id)}`,
              'aria-current': each.id === message.id ? 'true' : null,
            },
            h('span.who', { dir: 'auto' }, words(each.from_name || each.from)),
            ago(each.created_at),
            stateBadge(each),
          ),
        ),
      ),
    ),
  );
}

function actions(message) {
  const found = [];
  if (message.status === 'pending' || message.status === 'pending_inbound') {
    found.push(h('a.button', { href: '#/approvals' }, 'See it in the approvals'));
  }
  if (
    message.direction === 'outbound' &&
    message.status === 'sent' &&
    !message.test &&
    message.rfc_message_id
  ) {
    found.push(
      h(
        'button',
        {
          type: 'button',
          click: () =>
            writeInbound({
              from: message.to[0],
              to: message.from,
              subject: `Re: ${message.subject}`,
              answers: message.rfc_message_id,
            }),
        },
        'Answer as the recipient',
      ),
    );
  }
  return found;
}

function show(id, message, thread) {
  const path = `/v1/mailboxes/${enc(id)}/emails/${enc(message.id)}/attachments/`;
  const row = [...known.outbox, ...known.kept].find(
    (each) => each.kind === 'agent_mail' && each.message_id === message.id,
  );
  const left = row && mailOf(row);
  return reader({
    subject: message.subject,
    badges: [stateBadge(message), message.test && badge('test', 'info')],
    facts: [
      ['From', person(message)],
      ['To', (message.to ?? []).join(', ')],
      ['Cc', (message.cc ?? []).join(', ')],
      ['Bcc', (message.bcc ?? []).join(', ')],
      [
        'Reply to',
        typeof message.reply_to === 'string' ? message.reply_to : (message.reply_to ?? []).join(', '),
      ],
      [message.direction === 'inbound' ? 'Received' : 'Created', ago(message.created_at)],
      [
        'Tags',
        Object.entries(message.tags ?? {})
          .map(([key, value]) => `${key}: ${value}`)
          .join(', '),
      ],
    ],
    notes: notes(message),
    actions: actions(message),
    between: conversation(id, message, thread),
    html: message.html_body,
    text: message.text_body ?? '',
    fields: left?.fields,
    raw: left?.raw,
    json: message,
    attachments: (message.attachments ?? []).map((file) => ({
      name: file.name,
      type: file.content_type,
      size: file.size,
      read: () => download(path + enc(file.name)),
    })),
  });
}

let read = { key: '', message: null, thread: null };

/** Shows a message in a pane, reading it anew when another one is chosen or something changed. */
export async function readMessage(pane, id, chosen, any, changed) {
  if (!chosen) {
    fill(pane, ['none', any], () => any && empty('Choose a message to read it.'));
    return;
  }
  const back = h('a.back', { href: `#/mailboxes/${enc(id)}` }, `‹ ${mailboxOf(id)?.address ?? 'Mailbox'}`);
  try {
    if (changed || read.key !== `${id}/${chosen}`) {
      const message = await api(`/v1/mailboxes/${enc(id)}/emails/${enc(chosen)}`);
      const thread = message.thread_id
        ? await api(`/v1/mailboxes/${enc(id)}/threads/${enc(message.thread_id)}`)
        : null;
      read = { key: `${id}/${chosen}`, message, thread };
    }
    fill(pane, [read.message, read.thread], () => [back, show(id, read.message, read.thread)]);
  } catch (failure) {
    if (failure instanceof TypeError) {
      throw failure;
    }
    fill(pane, ['failed', chosen, failure.message], () => [
      back,
      empty('This message cannot be read.', failure.message),
    ]);
  }
}
