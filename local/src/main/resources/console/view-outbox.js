// What would have left: agents' mail and notices to approvers; and what test tokens sent, which is kept.
import { badge, empty, fill, h, pageHead, segmented, words } from './dom.js';
import { writeInbound } from './inbound.js';
import { header } from './mime.js';
import { linkOf, mailOf, subjectOf } from './outgoing.js';
import { reader } from './reader.js';
import { known } from './service.js';
import { ago } from './time.js';

let lane = 'left';
let kind = 'all';

const KINDS = { agent_mail: ['mail', 'good'], notice: ['notice', 'quiet'] };

const address = (row) => `#/outbox/${encodeURIComponent(row.id)}`;

function kindBadges(row) {
  return [badge(...(KINDS[row.kind] ?? [row.kind, 'quiet'])), row.test && badge('test', 'info')];
}

function line(row, chosen) {
  return h(
    'li',
    {},
    h(
      'a.row',
      {
        href: address(row),
        'aria-current': row.id === chosen ? 'true' : null,
        'data-key': `row:${row.id}`,
      },
      h('span.who', {}, (row.rcpt_to ?? []).join(', ')),
      ago(row.at),
      h('span.about', { dir: 'auto' }, words(subjectOf(row) || '(no subject)')),
      h('span.marks', {}, kindBadges(row)),
    ),
  );
}

function imagesOf(mail) {
  return new Map(
    mail.attachments
      .filter((file) => file.id && /^image\/(?:png|jpe?g|gif|webp)$/.test(file.type))
      .map((file) => [
        file.id,
        `data:${file.type};base64,${btoa(
          Array.from(file.bytes, (byte) => String.fromCharCode(byte)).join(''),
        )}`,
      ]),
  );
}

function actions(row, mail) {
  const link = linkOf(row);
  if (link) {
    return [
      h(
        'a.button.primary',
        { href: link.pathname + link.search, target: '_blank', rel: 'noopener noreferrer' },
        `Open as ${row.rcpt_to[0]}`,
      ),
    ];
  }
  if (row.kind !== 'agent_mail' || row.test) {
    return [];
  }
  return [
    h(
      'button',
      {
        type: 'button',
        click: () =>
          writeInbound({
            from: row.rcpt_to[0],
            to: row.mail_from,
            subject: `Re: ${header(mail, 'subject')}`,
            answers: header(mail, 'message-id'),
          }),
      },
      'Answer as the recipient',
    ),
  ];
}

/** The reader of an outbox row; a mailbox's view shows what left in the same way. */
export function readRow(row) {
  const mail = mailOf(row);
  const named = new Set(
    ['to', 'cc'].flatMap(
      (name) =>
        header(mail, name)
          .toLowerCase()
          .match(/[^\s<>,]+@[^\s<>,]+/g) ?? [],
    ),
  );
  const hidden = (row.rcpt_to ?? []).filter((each) => !named.has(each.toLowerCase()));
  return reader({
    subject: header(mail, 'subject'),
    badges: kindBadges(row),
    facts: [
      ['From', header(mail, 'from')],
      ['To', header(mail, 'to')],
      ['Cc', header(mail, 'cc')],
      ['Hidden', hidden.join(', ')],
      ['Left', ago(row.at)],
    ],
    actions: actions(row, mail),
    html: mail.html,
    images: imagesOf(mail),
    text: mail.text,
    fields: mail.fields,
    raw: mail.raw,
    attachments: mail.attachments.map((file) => ({
      name: file.name,
      type: file.type,
      size: file.bytes.length,
      read: async () => new Blob([file.bytes], { type: 'application/octet-stream' }),
    })),
  });
}

function nothing() {
  return lane === 'kept'
    ? empty(
        'No test mail is kept.',
        'Send with a test token (mm_test_…): it runs the whole path and ends here.',
      )
    : empty(
        'Nothing has left yet.',
        'Notices to approvers appear here first, then the mail that they approved.',
        h('p', {}, h('a', { href: '#/' }, 'Send the first email')),
      );
}

export function mount(root) {
  const filters = h('div.filters', {});
  const list = h('div.list', {});
  const pane = h('div.pane', {});
  const panes = h('div.panes', {}, list, pane);
  root.append(
    pageHead('Outbox', 'What would have left, newest first. Nothing here went out to the world.', filters),
    panes,
  );
  const refresh = async (path) => {
    const chosen = path[0];
    panes.classList.toggle('reading', Boolean(chosen));
    root.classList.toggle('deep', Boolean(chosen));
    const again = () => refresh(path);
    fill(filters, [lane, kind], () => [
      segmented(
        'Kind',
        [
          ['all', 'All'],
          ['agent_mail', 'Mail'],
          ['notice', 'Notices'],
        ],
        kind,
        (next) => {
          kind = next;
          again();
        },
      ),
      segmented(
        'Which',
        [
          ['left', 'Left'],
          ['kept', 'Kept tests'],
        ],
        lane,
        (next) => {
          lane = next;
          again();
        },
      ),
    ]);
    const rows = (lane === 'kept' ? known.kept : known.outbox).filter(
      (row) => kind === 'all' || row.kind === kind,
    );
    fill(list, [rows.map((row) => row.id), chosen, lane, kind], () =>
      rows.length === 0
        ? nothing()
        : h(
            'ul.rows',
            { 'aria-label': 'Mail' },
            rows.map((row) => line(row, chosen)),
          ),
    );
    const row = [...known.outbox, ...known.kept].find((each) => each.id === chosen);
    fill(pane, [chosen, row?.id, rows.length > 0], () => [
      chosen && h('a.back', { href: '#/outbox' }, '‹ Outbox'),
      row
        ? readRow(row)
        : chosen
          ? empty('This mail is not in the outbox.')
          : rows.length > 0 && empty('Choose a mail to read it.'),
    ]);
  };
  return refresh;
}
