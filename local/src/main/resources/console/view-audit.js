// Who did what, newest first. Reading the log is itself recorded, so it is read when something happened or on request.
import { badge, empty, fill, h, pageHead, announce } from './dom.js';
import { api, known, mailboxOf } from './service.js';
import { ago } from './time.js';

const PART = 100;
const READ = /^(?:list|get|read|check|download)_/;

const chosen = { mailbox: '', reads: false };
const log = { of: null, entries: [], cursor: null };

const ownRead = (entry) => String(entry.actor).startsWith('key:') && READ.test(entry.action);

async function load(cursor) {
  const mailbox = chosen.mailbox ? `&mailbox=${encodeURIComponent(chosen.mailbox)}` : '';
  const answer = await api(
    `/v1/audit-log?limit=${PART}${mailbox}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
  );
  log.entries = cursor ? [...log.entries, ...answer.entries] : answer.entries;
  Object.assign(log, { cursor: answer.cursor, of: chosen.mailbox });
}

function about(entry) {
  const resource = entry.resource_id ?? '';
  return resource.startsWith('msg_') && entry.mailbox_id
    ? h(
        'a',
        { href: `#/mailboxes/${encodeURIComponent(entry.mailbox_id)}/${encodeURIComponent(resource)}` },
        h('code', {}, resource),
      )
    : h('code', {}, resource || '–');
}

function row(entry) {
  const details = Object.entries(entry.metadata ?? {})
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
  return h(
    'tr',
    {},
    h('td', { 'data-label': 'When' }, ago(entry.created_at)),
    h(
      'td',
      { 'data-label': 'Action' },
      h('strong', {}, entry.action),
      ' ',
      entry.outcome !== 'ok' && badge(entry.outcome, 'bad'),
      entry.test && badge('test', 'info'),
      details && h('small.details', { dir: 'auto' }, details),
    ),
    h('td', { 'data-label': 'Actor' }, h('code', {}, entry.actor)),
    h(
      'td',
      { 'data-label': 'Mailbox' },
      mailboxOf(entry.mailbox_id)?.address ?? entry.mailbox_id ?? 'the account',
    ),
    h('td.wide', { 'data-label': 'About' }, about(entry)),
  );
}

function table(entries) {
  return h(
    'div.tablecard',
    {},
    h(
      'table.audit',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['When', 'Action', 'Actor', 'Mailbox', 'About'].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h('tbody', {}, entries.map(row)),
    ),
  );
}

function filters(again) {
  return [
    h(
      'label.inline',
      {},
      h('span', {}, 'Mailbox'),
      h(
        'select',
        {
          'data-key': 'mailbox',
          change: (event) => {
            chosen.mailbox = event.target.value;
            again(true);
          },
        },
        h('option', { value: '' }, 'All'),
        known.state.mailboxes.map((mailbox) =>
          h('option', { value: mailbox.id, selected: mailbox.id === chosen.mailbox }, mailbox.address),
        ),
      ),
    ),
    h(
      'label.inline',
      {},
      h('input', {
        type: 'checkbox',
        checked: chosen.reads,
        'data-key': 'reads',
        change: (event) => {
          chosen.reads = event.target.checked;
          again(false);
        },
      }),
      h('span', {}, 'Reads by keys'),
    ),
    h('button', { type: 'button', 'data-key': 'again', click: () => again(true) }, 'Read again'),
  ];
}

export function mount(root) {
  const tools = h('div.filters', {});
  const list = h('div', {});
  root.append(
    pageHead('Audit', 'Who did what, newest first. This console’s own reads are recorded as well.', tools),
    list,
  );
  const refresh = async (path, changed) => {
    const again = async (anew) => {
      try {
        await refresh(path, anew);
      } catch (failure) {
        announce(failure.message, 'bad');
      }
    };
    fill(tools, [known.state.mailboxes, chosen], () => filters(again));
    if (changed || log.of !== chosen.mailbox) {
      await load();
    }
    const shown = log.entries.filter((entry) => chosen.reads || !ownRead(entry));
    fill(list, [shown, log.cursor], () => [
      shown.length > 0
        ? table(shown)
        : empty('Nothing is recorded yet.', 'Send an email, or decide one, and it is written here.'),
      log.cursor &&
        h(
          'button.more',
          {
            type: 'button',
            'data-key': 'older',
            click: async () => {
              await load(log.cursor);
              again(false);
            },
          },
          'Older entries',
        ),
    ]);
  };
  return refresh;
}
