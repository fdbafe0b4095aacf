// Elements without markup strings: whatever a mail says becomes text here, never HTML.

const SVG = 'http://www.w3.org/2000/svg';

const ICONS = {
  start: ['M5 12h13', 'm12.5 6.5 5.5 5.5-5.5 5.5'],
  mailboxes: ['M3.5 13.5 6 5.5h12l2.5 8v5h-17z', 'M3.5 13.5H9l1.2 2.4h3.6l1.2-2.4h5.5'],
  approvals: ['M12 3.5 5 6.2v5.3c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6.2z', 'm9 12 2.2 2.2L15.3 10'],
  outbox: ['M20.5 3.5 10.4 13.6', 'm20.5 3.5-6.4 17-3.7-6.9-6.9-3.7z'],
  webhooks: [
    'M9.5 14.5 14.5 9.5',
    'M11 7l1.8-1.8a4.2 4.2 0 0 1 6 6L17 13',
    'm13 17-1.8 1.8a4.2 4.2 0 0 1-6-6L7 11',
  ],
  audit: ['M6 3.5h12v17H6z', 'M9 8.5h6', 'M9 12h6', 'M9 15.5h3.5'],
  clock: ['M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4z', 'M12 7.8V12l2.8 1.8'],
  inbound: ['M12 4v10.5', 'm7.5 10.5 4.5 4.5 4.5-4.5', 'M4.5 19.5h15'],
  clip: [
    'm19 11.5-7 7a4.4 4.4 0 0 1-6.2-6.2l7.4-7.4a2.9 2.9 0 0 1 4.1 4.1l-7.2 7.2a1.4 1.4 0 0 1-2-2l6.4-6.4',
  ],
};

/**
 * Makes an element: h('p.note', {title: 'x'}, 'text', child). A property that is a function is a listener; true, false
 * and null set or leave out an attribute.
 */
export function h(kind, properties, ...children) {
  const [tag, ...classes] = kind.split('.');
  const element = document.createElement(tag || 'div');
  element.classList.add(...classes);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}

/** A stranger's words on one line: in a run of their own, and what turns their direction around is shown. */
export function words(text) {
  const shown = String(text ?? '').replace(
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`,
  );
  return h('bdi', {}, shown);
}

/**
 * Builds what a container holds, unless it already holds just that: the page asks every two seconds, and a reader must
 * not lose a selection, a scroll position or the focus to an answer that says nothing new.
 */
export function fill(container, facts, build) {
  const signature = JSON.stringify(facts);
  if (container.signature === signature) {
    return;
  }
  container.signature = signature;
  const active = container.contains(document.activeElement) ? document.activeElement : null;
  const key = active?.dataset.key;
  container.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  if (key) {
    container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}

let announced = 0;

/** Says a line at the page's foot, and to screen readers, for a few seconds. */
export function announce(text, tone = 'plain') {
  const status = document.getElementById('status');
  status.textContent = text;
  status.dataset.tone = tone;
  clearTimeout(announced);
  announced = setTimeout(
    () => {
      status.textContent = '';
    },
    tone === 'bad' ? 9000 : 3000,
  );
}

export function copyButton(text, label) {
  const button = h(
    'button.copy',
    {
      type: 'button',
      'aria-label': `Copy ${label}`,
      click: async () => {
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = 'Copied';
          announce(`Copied ${label}`);
        } catch {
          announce('The browser does not let this page copy; select the text instead.', 'bad');
        }
        setTimeout(() => {
          button.textContent = 'Copy';
        }, 1600);
      },
    },
    'Copy',
  );
  return button;
}

/** A secret or an address on one line, with its copy button. */
export function copyLine(text, label) {
  return h('span.copyline', {}, h('code', {}, text), copyButton(text, label));
}

export function empty(title, ...rest) {
  return h(
    'div.empty',
    {},
    h('p', {}, h('strong', {}, title)),
    rest.map((part) => (typeof part === 'string' ? h('p', {}, part) : part)),
  );
}

/** Buttons of which one is pressed. */
export function segmented(label, choices, chosen, choose) {
  return h(
    'div.segmented',
    { role: 'group', 'aria-label': label },
    choices.map(([value, text]) =>
      h(
        'button',
        {
          type: 'button',
          'aria-pressed': String(value === chosen),
          'data-key': `${label}:${value}`,
          click: () => choose(value),
        },
        text,
      ),
    ),
  );
}

export function pageHead(title, lead, ...tools) {
  return h(
    'div.head',
    {},
    h('div', {}, h('h1', {}, title), lead && h('p', {}, lead)),
    tools.length > 0 && h('div.headtools', {}, tools),
  );
}

export function badge(text, tone) {
  return h(`span.badge.${tone}`, {}, text);
}

const MODES = {
  read_only: 'quiet',
  gated_all: 'gate',
  gated_send: 'gate',
  monitored: 'info',
  autonomous: 'good',
};

export const modeBadge = (mode) => badge(String(mode).replace('_', ' '), MODES[mode] ?? 'quiet');

const STATES = {
  pending: 'gate',
  pending_inbound: 'gate',
  scheduled: 'info',
  queued: 'info',
  sending: 'info',
  sent: 'good',
  delivered: 'good',
  applied: 'good',
  unread: 'info',
  unconfirmed: 'gate',
  failed: 'bad',
  rejected: 'bad',
  bounced: 'bad',
};

/** A message's state; a delivery or a bounce says more than that it was sent. */
export function stateBadge(message) {
  const fact = message.bounced_at
    ? 'bounced'
    : message.complained_at
      ? 'complained'
      : message.status === 'sent' && message.delivered_at
        ? 'delivered'
        : String(message.status);
  return badge(fact.replace('_', ' '), STATES[fact] ?? 'quiet');
}
