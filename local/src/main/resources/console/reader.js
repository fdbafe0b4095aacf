// One mail, read: who wrote what to whom, as HTML, as text or as it stands, and its attachments.
import { announce, empty, h, icon, segmented, words } from './dom.js';
import { mailFrame } from './mail-frame.js';

const CHOICES = { html: 'HTML', text: 'Text', fields: 'Headers', raw: 'Raw', json: 'JSON' };

let preferred = 'html';

export function size(bytes) {
  return bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1e6
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function saveAs(blob, name) {
  const address = URL.createObjectURL(blob);
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function body(mail, choice) {
  switch (choice) {
    case 'html':
      return mailFrame(mail.html, mail.images);
    case 'text':
      return mail.text.trim() === '' ? empty('There is no text.') : h('pre.text', { dir: 'auto' }, mail.text);
    case 'fields':
      return h(
        'dl.fields',
        {},
        mail.fields.map(({ name, value }) =>
          h('div', {}, h('dt', {}, name), h('dd', {}, h('code', {}, value))),
        ),
      );
    case 'raw':
      return h('pre.raw', { tabindex: '0', 'aria-label': 'The mail as it stands' }, mail.raw);
    default:
      return h(
        'pre.raw',
        { tabindex: '0', 'aria-label': 'What the API answers' },
        JSON.stringify(mail.json, null, 2),
      );
  }
}

function attachments(list) {
  return h(
    'ul.files',
    { 'aria-label': 'Attachments' },
    list.map((file) =>
      h(
        'li',
        {},
        h(
          'button.file',
          {
            type: 'button',
            title: `Save ${file.name}`,
            click: async () => {
              try {
                saveAs(await file.read(), file.name);
              } catch (failure) {
                announce(failure.message, 'bad');
              }
            },
          },
          icon('clip'),
          h('span.name', {}, words(file.name)),
          h('small', {}, `${file.type} · ${size(file.size)}`),
        ),
      ),
    ),
  );
}

/**
 * @param mail subject, facts ([label, node or text] pairs), badges, notes, actions, attachments ({name, type, size,
 *   read}), and whichever of html, text, fields, raw, json there are
 */
export function reader(mail) {
  const offered = Object.keys(CHOICES).filter(
    (choice) => mail[choice] !== undefined && mail[choice] !== null,
  );
  const shown = h('div.body', {});
  const tabs = h('div.tabs', {});
  const show = (choice) => {
    tabs.replaceChildren(
      segmented(
        'Show as',
        offered.map((each) => [each, CHOICES[each]]),
        choice,
        (next) => {
          preferred = next;
          show(next);
          tabs.querySelector('[aria-pressed=true]')?.focus();
        },
      ),
    );
    shown.replaceChildren(body(mail, choice));
  };
  show(offered.includes(preferred) ? preferred : offered[0]);
  return h(
    'article.reader',
    {},
    h(
      'header',
      {},
      h(
        'h2',
        { dir: 'auto' },
        mail.subject ? words(mail.subject) : h('i', {}, '(no subject)'),
        ' ',
        mail.badges,
      ),
      h(
        'dl.envelope',
        {},
        mail.facts
          .filter(([, value]) => value && value.length !== 0)
          .map(([label, value]) =>
            h('div', {}, h('dt', {}, label), h('dd', {}, typeof value === 'string' ? words(value) : value)),
          ),
      ),
      mail.notes,
      mail.actions?.length > 0 && h('div.actions', {}, mail.actions),
    ),
    mail.between,
    tabs,
    shown,
    mail.attachments.length > 0 && attachments(mail.attachments),
  );
}
