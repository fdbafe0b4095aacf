// A dialog that makes a mail from outside and hands it to the service.
import { announce, h, icon } from './dom.js';
import { composeMail } from './mime.js';
import { known, receive } from './service.js';
import { serviceTime } from './time.js';

const field = (label, input) => h('label', {}, h('span', {}, label), input);

const bare = (address) => /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address.trim();

/** @param given from, to, subject and answers (the Message-ID that it answers), where known */
export function writeInbound(given = {}) {
  const from = h('input', {
    name: 'from',
    required: true,
    value: given.from ?? 'Ada Example <ada@example.com>',
  });
  const to = h(
    'select',
    { name: 'to' },
    known.state.mailboxes.map((mailbox) =>
      h('option', { value: mailbox.address, selected: mailbox.address === given.to }, mailbox.address),
    ),
  );
  const subject = h('input', { name: 'subject', value: given.subject ?? 'A question about my order' });
  const text = h('textarea', { name: 'text', rows: '7' });
  text.value = 'Hello,\n\nwhen will order 4711 arrive?\n\nThank you\nAda';
  const submit = h('button.primary', { type: 'submit' }, 'Receive it');
  const dialog = h(
    'dialog.sheetdialog',
    { 'aria-labelledby': 'inbound-title', close: () => dialog.remove() },
    h(
      'form',
      {
        submit: async (event) => {
          event.preventDefault();
          submit.disabled = true;
          try {
            await receive(
              composeMail({
                from: from.value,
                to: to.value,
                subject: subject.value,
                text: text.value,
                date: serviceTime(),
                answers: given.answers,
              }),
              bare(from.value),
              to.value,
            );
            dialog.close();
            announce(`Received for ${to.value}.`);
            document.dispatchEvent(new Event('multimail:look'));
          } catch (failure) {
            announce(failure.message, 'bad');
            submit.disabled = false;
          }
        },
      },
      h('h2', { id: 'inbound-title' }, given.answers ? 'Answer as the recipient' : 'Simulate inbound mail'),
      h(
        'p.hint',
        {},
        'It goes the way of mail that arrives by SMTP',
        known.state.smtp ? [' at ', h('code', {}, known.state.smtp)] : null,
        '.',
      ),
      field('From', from),
      field('To', to),
      field('Subject', subject),
      field('Text', text),
      h('div.actions', {}, submit, h('button', { type: 'button', click: () => dialog.close() }, 'Cancel')),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  (given.answers ? text : from).focus();
}

export function inboundTool() {
  return h(
    'button.tool',
    { type: 'button', 'aria-label': 'Simulate inbound mail', click: () => writeInbound() },
    icon('inbound'),
    h('span', {}, 'Simulate inbound'),
  );
}
