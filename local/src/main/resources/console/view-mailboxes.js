// Mailboxes, what is in one, and one message.
import { badge, copyLine, empty, fill, h, modeBadge, pageHead, segmented, stateBadge, words } from './dom.js';
import { readMessage } from './message.js';
import { api, known } from './service.js';
import { ago } from './time.js';

const PART = 50;

let lane = 'live';
let direction = 'all';

const enc = encodeURIComponent;

function boxCard(mailbox) {
  const tokens = known.state.mailboxes.find((each) => each.id === mailbox.id);
  const approvers = mailbox.approver_emails ?? [];
  return h(
    'li.card.mailbox',
    {},
    h(
      'div.boxhead',
      {},
      h(
        'h2',
        {},
        h('a', { href: `#/mailboxes/${enc(mailbox.id)}`, 'data-key': `box:${mailbox.id}` }, mailbox.address),
      ),
      modeBadge(mailbox.oversight_mode),
      mailbox.is_active === 0 && badge('closed', 'bad'),
    ),
    h(
      'p.hint',
      { dir: 'auto' },
      [
        mailbox.display_name,
        approvers.length > 0 ? `approver ${approvers.join(', ')}` : 'no approver',
        String(mailbox.oversight_mode).startsWith('gated') &&
          mailbox.pending_ttl_seconds &&
          `pending mail lapses after ${Math.round(mailbox.pending_ttl_seconds / 3600)} h`,
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    tokens &&
      h(
        'dl.pairs',
        {},
        tokens.token && h('div', {}, h('dt', {}, 'Token'), h('dd', {}, copyLine(tokens.token, 'the token'))),
        tokens.test_token &&
          h('div', {}, h('dt', {}, 'Test token'), h('dd', {}, copyLine(tokens.test_token, 'the test token'))),
      ),
  );
}

function line(id, message, chosen) {
  const inbound = message.direction === 'inbound';
  const who = inbound ? message.from_name || message.from : (message.to ?? []).join(', ');
  return h(
    'li',
    {},
    h(
      `a.row${message.status === 'unread' ? '.fresh' : ''}`,
      {
        href: `#/mailboxes/${enc(id)}/${enc(message.id)}`,
        'aria-current': message.id === chosen ? 'true' : null,
        'data-key': `row:${message.id}`,
      },
      h('span.who', { dir: 'auto' }, h('span.way', {}, inbound ? 'from ' : 'to '), words(who || '–')),
      ago(message.created_at),
      h('span.about', { dir: 'auto' }, words(message.subject || '(no subject)')),
      h('span.marks', {}, stateBadge(message), message.has_attachments && badge('files', 'quiet')),
    ),
  );
}

function nothing() {
  return lane === 'test'
    ? empty(
        'No test mail.',
        'What this mailbox’s test token (mm_test_…) sends stands here, apart from live mail.',
      )
    : empty('Nothing here yet.', 'Send with this mailbox’s token, or press “Simulate inbound” at the top.');
}

/** The messages of one mailbox as they are known: the newest part read again at each change, older parts kept. */
class Inbox {
  constructor(id, of) {
    Object.assign(this, { id, of, messages: [], cursor: null, extended: false });
  }

  path(cursor) {
    return (
      `/v1/mailboxes/${enc(this.id)}/emails?limit=${PART}${this.of === 'test' ? '&test=true' : ''}` +
      `${cursor ? `&cursor=${enc(cursor)}` : ''}`
    );
  }

  async load() {
    const answer = await api(this.path());
    const ids = new Set(answer.emails.map((message) => message.id));
    const oldest = answer.emails.at(-1)?.id;
    const older =
      this.extended && oldest
        ? this.messages.filter((message) => !ids.has(message.id) && message.id < oldest)
        : [];
    this.messages = [...answer.emails, ...older];
    this.cursor = this.extended ? this.cursor : answer.cursor;
  }

  async loadOlder() {
    const answer = await api(this.path(this.cursor));
    this.messages.push(...answer.emails);
    Object.assign(this, { cursor: answer.cursor, extended: true });
  }
}

async function openAll(root, regions) {
  const { mailboxes } = await api('/v1/mailboxes');
  fill(regions.whole, ['all', mailboxes, known.state.mailboxes], () => [
    pageHead(
      'Mailboxes',
      'One for each agent, with a token of its own and a mode that says what a person must see first.',
    ),
    mailboxes.length === 0
      ? empty('There is no mailbox.', 'POST /v1/mailboxes with the owner key makes one.')
      : h('ul.cards', {}, mailboxes.map(boxCard)),
  ]);
}

function frame(regions, id) {
  const mailbox = known.state.mailboxes.find((each) => each.id === id || each.address === id);
  fill(regions.whole, ['one', id, mailbox], () => {
    regions.filters = h('div.filters', {});
    regions.list = h('div.list', {});
    regions.pane = h('div.pane', {});
    regions.panes = h('div.panes', {}, regions.list, regions.pane);
    return [
      h('a.back.up', { href: '#/mailboxes' }, '‹ Mailboxes'),
      h(
        'div.head',
        {},
        h('div', {}, h('h1', {}, mailbox?.address ?? id, ' ', mailbox && modeBadge(mailbox.oversight_mode))),
        h('div.headtools', {}, regions.filters),
      ),
      regions.panes,
    ];
  });
}

async function openOne(root, regions, [id, chosen], changed, again) {
  frame(regions, id);
  regions.panes.classList.toggle('reading', Boolean(chosen));
  fill(regions.filters, [lane, direction], () => [
    segmented(
      'Direction',
      [
        ['all', 'All'],
        ['inbound', 'Received'],
        ['outbound', 'Sent'],
      ],
      direction,
      (next) => {
        direction = next;
        again();
      },
    ),
    segmented(
      'Lane',
      [
        ['live', 'Live'],
        ['test', 'Test'],
      ],
      lane,
      (next) => {
        lane = next;
        again();
      },
    ),
  ]);
  if (regions.inbox?.id !== id || regions.inbox.of !== lane) {
    regions.inbox = new Inbox(id, lane);
    await regions.inbox.load();
  } else if (changed) {
    await regions.inbox.load();
  }
  const { inbox } = regions;
  const shown = inbox.messages.filter((message) => direction === 'all' || message.direction === direction);
  fill(regions.list, [shown, chosen, inbox.cursor], () => [
    shown.length === 0
      ? nothing()
      : h(
          'ul.rows',
          { 'aria-label': 'Messages' },
          shown.map((message) => line(id, message, chosen)),
        ),
    inbox.cursor &&
      h(
        'button.more',
        {
          type: 'button',
          'data-key': 'older',
          click: async () => {
            await inbox.loadOlder();
            again();
          },
        },
        'Older messages',
      ),
  ]);
  await readMessage(regions.pane, id, chosen, shown.length > 0, changed);
}

export function mount(root) {
  const regions = { whole: h('div', {}) };
  root.append(regions.whole);
  let opened = '';
  const refresh = async (path, changed) => {
    root.classList.toggle('deep', path.length > 1);
    const moved = opened !== (path[0] ?? '');
    opened = path[0] ?? '';
    if (!path[0]) {
      if (changed || moved) {
        await openAll(root, regions);
      }
      return;
    }
    await openOne(root, regions, path, changed, () => refresh(path, false));
  };
  return refresh;
}
