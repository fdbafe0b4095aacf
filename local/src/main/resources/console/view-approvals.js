// What waits for a person. This page decides nothing: it leads to the approver's own page by the link in the notice.
import { badge, empty, fill, h, pageHead, words } from './dom.js';
import { linksTo } from './outgoing.js';
import { known, mailboxOf } from './service.js';
import { ago } from './time.js';

const ASKS = { outbound: 'wants to send', inbound: 'may it read this?', action: 'asks to' };

function asked(message) {
  return message.direction === 'action'
    ? `${ASKS.action} ${String(message.action).replaceAll('_', ' ')}`
    : (ASKS[message.direction] ?? '');
}

function links(message) {
  const found = linksTo(message);
  if (found.length === 0) {
    return h(
      'p.hint',
      {},
      mailboxOf(message.mailbox_id)?.approver_emails?.length === 0
        ? 'The mailbox has no approver. Set approver_emails, or decide with an oversight key.'
        : 'No notice with a link is in the outbox yet.',
    );
  }
  return h(
    'div.actions',
    {},
    found.map(({ approver, href }) =>
      h('a.button.primary', { href, target: '_blank', rel: 'noopener noreferrer' }, `Open as ${approver}`),
    ),
  );
}

function card(message) {
  const mailbox = mailboxOf(message.mailbox_id);
  const others = [...(message.to ?? []), ...(message.cc ?? []), ...(message.bcc ?? [])];
  return h(
    'li.card.pending',
    {},
    h(
      'div.why',
      {},
      h(
        'a',
        { href: `#/mailboxes/${encodeURIComponent(message.mailbox_id)}` },
        mailbox?.address ?? message.mailbox_id,
      ),
      ' ',
      asked(message),
      message.test && badge('test', 'info'),
    ),
    h('h2', { dir: 'auto' }, message.subject ? words(message.subject) : h('i', {}, '(no subject)')),
    message.direction === 'inbound'
      ? h(
          'p.who',
          { dir: 'auto' },
          'from ',
          words(message.from_name ? `${message.from_name} <${message.from}>` : message.from),
        )
      : others.length > 0 && h('p.who', { dir: 'auto' }, 'to ', others.join(', ')),
    h(
      'p.hint',
      {},
      'Asked ',
      ago(message.created_at),
      message.expires_at && [' · lapses ', ago(message.expires_at)],
      message.has_attachments && ' · has attachments',
    ),
    links(message),
  );
}

export function mount(root) {
  const list = h('div', {});
  root.append(
    pageHead(
      'Approvals',
      'What waits for a person. Each opens on the approver’s own page, by the link in their notice.',
    ),
    list,
  );
  return async () => {
    const found = known.pending.map((message) => [message, linksTo(message)]);
    fill(list, found, () =>
      found.length > 0
        ? h('ul.cards', {}, known.pending.map(card))
        : empty(
            'Nothing waits for a person.',
            'Send an email from a mailbox under gated_send, and it waits here until its approver decides.',
            h('p', {}, h('a', { href: '#/' }, 'Send one from the start page')),
          ),
    );
  };
}
