// The page's frame: which view is open, what the service says every two seconds, and the tools at the top.
import { announce, fill, h, icon } from './dom.js';
import { inboundTool } from './inbound.js';
import { clockTool } from './clock.js';
import { known, look } from './service.js';
import { retell, setServiceTime } from './time.js';
import * as approvals from './view-approvals.js';
import * as audit from './view-audit.js';
import * as mailboxes from './view-mailboxes.js';
import * as outbox from './view-outbox.js';
import * as start from './view-start.js';
import * as webhooks from './view-webhooks.js';

const PAUSE = 2000;

const VIEWS = [
  ['', 'Start', 'start', start],
  ['mailboxes', 'Mailboxes', 'mailboxes', mailboxes],
  ['approvals', 'Approvals', 'approvals', approvals],
  ['outbox', 'Outbox', 'outbox', outbox],
  ['webhooks', 'Webhooks', 'webhooks', webhooks],
  ['audit', 'Audit', 'audit', audit],
];

const main = document.getElementById('main');
const nav = document.getElementById('views');

let open = null;
let turn = 0;
let timer = 0;
let looking = null;

function route() {
  const [name, ...path] = location.hash.replace(/^#\/?/, '').split('/').map(readable);
  return { name: VIEWS.some(([each]) => each === name) ? name : '', path };
}

function readable(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function paintNav(name) {
  fill(nav, [name, known.pending.length], () =>
    VIEWS.map(([each, label, drawing]) =>
      h(
        'a',
        { href: `#/${each}`, 'aria-current': each === name ? 'page' : null, 'data-key': `nav:${each}` },
        icon(drawing),
        h('span', {}, label),
        each === 'approvals' &&
          known.pending.length > 0 &&
          h('b.count', { 'aria-label': `${known.pending.length} waiting` }, String(known.pending.length)),
      ),
    ),
  );
}

async function paint(changed) {
  const { name, path } = route();
  const [, label, , view] = VIEWS.find(([each]) => each === name);
  const waiting = known.pending.length > 0 ? `(${known.pending.length}) ` : '';
  document.title = `${waiting}${label} · MultiMail local`;
  paintNav(name);
  if (!known.state) {
    return;
  }
  let fresh = changed;
  if (open?.name !== name) {
    main.replaceChildren();
    main.dataset.view = name || 'start';
    open = { name, refresh: view.mount(main) };
    fresh = true;
  }
  await open.refresh(path, fresh);
}

function lost(is) {
  document.body.classList.toggle('lost', is);
  const banner = document.getElementById('lost');
  if (is && !banner) {
    main.before(
      h(
        'div.banner',
        { id: 'lost', role: 'alert' },
        h('strong', {}, 'The service does not answer. '),
        'Start it again with ',
        h('code', {}, './multimail local'),
        '; this page goes on by itself.',
      ),
    );
  } else if (!is) {
    banner?.remove();
  }
}

async function turnOnce(forced) {
  try {
    const changed = await look(turn++, forced);
    lost(false);
    setServiceTime(known.state.now);
    tools();
    await paint(changed);
  } catch (failure) {
    if (failure instanceof TypeError) {
      lost(true);
    } else {
      announce(failure.message, 'bad');
    }
  }
  retell();
}

/** Looks now, and again later while the page can be seen. One look at a time. */
async function poke(forced = true) {
  clearTimeout(timer);
  await looking;
  looking = turnOnce(forced);
  await looking;
  clearTimeout(timer);
  if (!document.hidden) {
    timer = setTimeout(() => poke(false), PAUSE);
  }
}

function tools() {
  fill(document.getElementById('tools'), 'once', () => [inboundTool(poke), clockTool(poke)]);
}

addEventListener('hashchange', async () => {
  try {
    await paint(false);
  } catch (failure) {
    announce(failure.message, 'bad');
  }
  if (matchMedia('(max-width: 59.99rem)').matches) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    poke(false);
  }
});
document.addEventListener('multimail:look', () => poke(true));

main.append(h('p.loading', {}, 'Asking the service…'));
paintNav(route().name);
poke();
