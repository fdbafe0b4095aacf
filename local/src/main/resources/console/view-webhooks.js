// Who is told what, and how telling them went.
import { badge, copyButton, empty, fill, h, pageHead } from './dom.js';
import { api, known, mailboxOf } from './service.js';
import { ago } from './time.js';

const OUTCOMES = { delivered: 'good', pending: 'info', failed: 'bad' };

function example() {
  return `curl ${known.state.url}/v1/webhooks \\
  -H 'Authorization: Bearer ${known.state.owner_key}' \\
  -H 'Content-Type: application/json' \\
  -d '{"url":"http://127.0.0.1:9000/hook","events":["email.received","email.sent"]}'`;
}

function standing(hook) {
  return hook.disabled_at
    ? badge('disabled', 'bad')
    : hook.failing_since
      ? badge('failing', 'gate')
      : badge('active', 'good');
}

function subscription(hook) {
  return h(
    'li.card.hook',
    {},
    h('div.boxhead', {}, h('h3', {}, h('code', {}, hook.url)), standing(hook)),
    h(
      'p.tags',
      {},
      (hook.events ?? []).map((event) => h('span.tag', {}, event === '*' ? 'every event' : event)),
    ),
    h(
      'p.hint',
      {},
      hook.mailbox_id ? `for ${mailboxOf(hook.mailbox_id)?.address ?? hook.mailbox_id}` : 'for every mailbox',
      ' · since ',
      ago(hook.created_at),
      hook.failing_since && [' · failing since ', ago(hook.failing_since)],
    ),
  );
}

function deliveryRow(delivery) {
  const tries = `${delivery.attempts} ${delivery.attempts === 1 ? 'try' : 'tries'}`;
  return h(
    'tr',
    {},
    h('td', { 'data-label': 'Event' }, h('code', {}, delivery.event_type)),
    h(
      'td',
      { 'data-label': 'Outcome' },
      badge(delivery.status, OUTCOMES[delivery.status] ?? 'quiet'),
      delivery.response_status && h('small', {}, ` HTTP ${delivery.response_status}`),
    ),
    h(
      'td',
      { 'data-label': 'Tries' },
      tries,
      delivery.status === 'pending' &&
        delivery.next_attempt_at &&
        h('small', {}, ', again ', ago(delivery.next_attempt_at)),
    ),
    h('td.wide', { 'data-label': 'To' }, h('code', {}, delivery.url)),
    h('td', { 'data-label': 'Created' }, ago(delivery.created_at)),
  );
}

function deliveries(list) {
  return list.length === 0
    ? empty('Nothing was delivered yet.', 'The next email that moves makes one for each webhook above.')
    : h(
        'div.tablecard',
        {},
        h(
          'table',
          {},
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              ['Event', 'Outcome', 'Tries', 'To', 'Created'].map((name) => h('th', { scope: 'col' }, name)),
            ),
          ),
          h('tbody', {}, list.map(deliveryRow)),
        ),
      );
}

export function mount(root) {
  const hooks = h('section', {});
  const sent = h('section', {});
  root.append(
    pageHead(
      'Webhooks',
      'Who is told what. Locally, and only here, an address on this machine may be told by plain' + ' HTTP.',
    ),
    hooks,
    sent,
  );
  return async (path, changed) => {
    if (!changed) {
      return;
    }
    const [subscriptions, tried] = await Promise.all([
      api('/v1/webhooks'),
      api('/v1/webhook-deliveries?limit=50'),
    ]);
    const list = subscriptions.webhooks ?? subscriptions.subscriptions ?? [];
    fill(hooks, list, () =>
      list.length > 0
        ? h('ul.cards', {}, list.map(subscription))
        : empty(
            'No webhook yet.',
            'Subscribe one with the owner key; the answer holds its signing secret, this once:',
            h(
              'div.code',
              {},
              h('pre', { tabindex: '0', 'aria-label': 'Subscribe a webhook' }, example()),
              copyButton(example(), 'the lines'),
            ),
          ),
    );
    fill(sent, [tried.deliveries, list.length > 0], () =>
      list.length === 0 && tried.deliveries.length === 0
        ? null
        : [h('h2.section', {}, 'Deliveries'), deliveries(tried.deliveries)],
    );
  };
}
