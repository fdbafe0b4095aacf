// The first page: what this is, the keys, and a first email on its way from the agent through a person to the outbox.
import { announce, copyButton, copyLine, fill, h, modeBadge, segmented, words } from './dom.js';
import { linksTo, subjectOf } from './outgoing.js';
import { known, send } from './service.js';
import { ago } from './time.js';

const MESSAGE = { to: ['ada@example.com'], subject: 'Hello from my agent', body: 'This is my first email.' };

let chosen = null;
let language = 'curl';

function curl(url, token) {
  return `curl ${url}/v1/mailboxes/me/send \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{
    "to": ["${MESSAGE.to[0]}"],
    "subject": "${MESSAGE.subject}",
    "body": "${MESSAGE.body}"
  }'`;
}

function python(url, token) {
  return `# pip install ./sdk-python
import multimail

client = multimail.Client(
    api_key="${token}",
    base_url="${url}",
)
result = client.send_email(
    to=["${MESSAGE.to[0]}"],
    subject="${MESSAGE.subject}",
    body="${MESSAGE.body}",
)
print(result.status)`;
}

/** Where the newest mail stands: nothing yet, waits for a person, or decided; and which mail that is. */
function stage() {
  const newest = known.outbox[0] ?? known.kept[0];
  if (known.pending.length > 0) {
    return { at: 2, pending: known.pending[0] };
  }
  const left = known.outbox.find((row) => row.kind === 'agent_mail') ?? known.kept[0];
  if (left) {
    return { at: 3, left };
  }
  return newest ? { at: 2, decided: true } : { at: 1 };
}

function step(number, now, title, ...rest) {
  const state = number < now ? 'done' : number === now ? 'now' : 'next';
  return h(
    `li.${state}`,
    { 'aria-current': state === 'now' ? 'step' : null },
    h('span.dot', { 'aria-hidden': 'true' }, state === 'done' ? '✓' : String(number)),
    h('div', {}, h('h3', {}, title), rest),
  );
}

function decision(found) {
  if (found.decided) {
    return h('p', {}, 'It was decided, and nothing left. Send another one.');
  }
  if (!found.pending) {
    return h(
      'p',
      {},
      found.at > 2
        ? 'Approved, or sent by a mailbox that needs no approval.'
        : 'Under gated_send a person approves each email. Until then it does not leave.',
    );
  }
  const links = linksTo(found.pending);
  return [
    h(
      'p',
      { dir: 'auto' },
      '“',
      words(found.pending.subject || '(no subject)'),
      '” waits for an answer, asked ',
      ago(found.pending.created_at),
      '.',
    ),
    links.length === 0
      ? h('p', {}, h('a', { href: '#/approvals' }, 'See the approvals'))
      : h(
          'div.actions',
          {},
          links.map(({ approver, href }) =>
            h(
              'a.button.primary',
              { href, target: '_blank', rel: 'noopener noreferrer' },
              `Open as ${approver}`,
            ),
          ),
        ),
  ];
}

function progress() {
  const found = stage();
  const waiting = found.at === 1;
  return h(
    'section.card.progress',
    { 'aria-label': 'Your first email' },
    h(
      'h2',
      {},
      waiting ? [h('span.pulse', { 'aria-hidden': 'true' }), 'Waiting for your first email'] : 'Your email',
    ),
    h(
      'ol.steps',
      { 'aria-live': 'polite' },
      step(
        1,
        found.at,
        waiting ? 'The agent sends' : 'The agent sent',
        h(
          'p',
          {},
          waiting
            ? 'Run the lines above, or press “Send it from here”.'
            : 'The service took it and wrote it down.',
        ),
      ),
      step(2, found.at, found.at > 2 ? 'A person decided' : 'A person decides', decision(found)),
      step(
        3,
        found.at === 3 ? 4 : found.at,
        found.at === 3 ? 'It left' : 'It leaves',
        found.left
          ? h(
              'p',
              { dir: 'auto' },
              h(
                'a',
                { href: `#/outbox/${encodeURIComponent(found.left.id)}` },
                words(subjectOf(found.left) || '(no subject)'),
              ),
              ' to ',
              (found.left.rcpt_to ?? []).join(', '),
              ', ',
              ago(found.left.at),
              '.',
            )
          : h('p', {}, 'Locally nothing goes out to the world: the outbox keeps it.'),
      ),
    ),
  );
}

function first(mailbox, refresh) {
  const { url } = known.state;
  const code = language === 'curl' ? curl(url, mailbox.token) : python(url, mailbox.token);
  const button = h(
    'button.primary',
    {
      type: 'button',
      click: async () => {
        button.disabled = true;
        try {
          const answer = await send(mailbox.token, MESSAGE);
          announce(`The service answered: ${answer.status}.`);
          document.dispatchEvent(new Event('multimail:look'));
        } catch (failure) {
          announce(failure.message, 'bad');
        }
        button.disabled = false;
      },
    },
    'Send it from here',
  );
  return h(
    'section.card.first',
    {},
    h(
      'div.cardhead',
      {},
      h('h2', {}, 'Send the first email'),
      segmented(
        'Language',
        [
          ['curl', 'curl'],
          ['python', 'Python'],
        ],
        language,
        (next) => {
          language = next;
          refresh();
        },
      ),
    ),
    h(
      'div.code',
      {},
      h('pre', { tabindex: '0', 'aria-label': 'A first email' }, code),
      copyButton(code, 'the lines'),
    ),
    h(
      'div.actions',
      {},
      button,
      known.state.mailboxes.length > 1 &&
        h(
          'label.inline',
          {},
          'as ',
          h(
            'select',
            {
              'data-key': 'sender',
              change: (event) => {
                chosen = event.target.value;
                refresh();
              },
            },
            known.state.mailboxes
              .filter((each) => each.token)
              .map((each) => h('option', { value: each.id, selected: each.id === mailbox.id }, each.address)),
          ),
        ),
    ),
  );
}

function keys() {
  const { owner_key: owner, smtp, url } = known.state;
  const pair = (label, value, name) =>
    value && h('div', {}, h('dt', {}, label), h('dd', {}, copyLine(value, name)));
  return h(
    'section.card',
    {},
    h('h2', {}, 'This service'),
    h(
      'dl.pairs',
      {},
      pair('API', url, 'the API’s address'),
      pair('SMTP', smtp, 'the SMTP address'),
      pair('Owner key', owner, 'the owner key'),
    ),
    h(
      'p.hint',
      {},
      'The owner key configures, lists and decides. It never sends: each mailbox has a token of its own.',
    ),
  );
}

function mailboxes() {
  return h(
    'section.card',
    {},
    h('h2', {}, 'Mailboxes'),
    known.state.mailboxes.map((mailbox) =>
      h(
        'div.box',
        {},
        h(
          'div.boxhead',
          {},
          h('a', { href: `#/mailboxes/${encodeURIComponent(mailbox.id)}` }, mailbox.address),
          modeBadge(mailbox.oversight_mode),
        ),
        h(
          'dl.pairs',
          {},
          mailbox.token &&
            h('div', {}, h('dt', {}, 'Token'), h('dd', {}, copyLine(mailbox.token, 'the token'))),
          mailbox.test_token &&
            h(
              'div',
              {},
              h('dt', {}, 'Test token'),
              h('dd', {}, copyLine(mailbox.test_token, 'the test token')),
            ),
          mailbox.approver_emails?.length > 0 &&
            h('div', {}, h('dt', {}, 'Approver'), h('dd', {}, mailbox.approver_emails.join(', '))),
        ),
      ),
    ),
  );
}

const quick = () =>
  h(
    'ul.quick',
    {},
    h('li', {}, h('strong', {}, 'A test token'), ' runs the same path to its end and delivers nothing.'),
    h('li', {}, h('strong', {}, 'Simulate inbound'), ' makes mail arrive, as the outside world would.'),
    h('li', {}, h('strong', {}, 'The clock'), ' moves ahead, so that 72 hours need no waiting.'),
  );

export function mount(root) {
  const code = h('div', {});
  const live = h('div', {});
  const side = h('div.side', {});
  root.append(
    h(
      'div.lead',
      {},
      h('h1', {}, 'Email for AI agents, with a person’s yes'),
      h(
        'p',
        {},
        'This is the whole service on your machine. An agent sends with the token of its mailbox, an approver' +
          ' decides by a link, and what would leave is kept in the outbox.',
      ),
    ),
    h('div.columns', {}, h('div', {}, code, live, quick()), side),
  );
  const refresh = async () => {
    const able = known.state.mailboxes.filter((mailbox) => mailbox.token);
    const mailbox =
      able.find((each) => each.id === chosen) ??
      able.find((each) => each.oversight_mode === 'gated_send') ??
      able[0];
    fill(code, [mailbox, language, known.state.url, able.length], () =>
      mailbox
        ? first(mailbox, refresh)
        : h(
            'section.card',
            {},
            h('h2', {}, 'There is no mailbox yet'),
            h('p.hint', {}, 'POST /v1/mailboxes with the owner key makes one.'),
          ),
    );
    fill(live, [known.pending[0], known.outbox[0]?.id, known.kept[0]?.id], progress);
    fill(side, [known.state.mailboxes, known.state.owner_key], () => [mailboxes(), keys()]);
  };
  return refresh;
}
