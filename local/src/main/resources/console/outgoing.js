// Rows of the outbox, read: the mail inside, and the approver's link inside a notice.
import { bytesOfBase64, decode, header, parseMail } from './mime.js';
import { known } from './service.js';

const parsed = new Map();

/** The mail of an outbox row. Rows never change, so each is read once. */
export function mailOf(row) {
  if (!parsed.has(row.id)) {
    const bytes = bytesOfBase64(row.raw ?? '');
    parsed.set(row.id, { ...parseMail(bytes), raw: decode(bytes), size: bytes.length });
  }
  return parsed.get(row.id);
}

export const subjectOf = (row) => header(mailOf(row), 'subject');

/**
 * The approver's own link: it stands on a line of its own in a notice's text. What an agent wrote is quoted there
 * behind a bar, so no line of it begins with a link; and only a link to this very service counts.
 */
export function linkOf(row) {
  if (row.kind !== 'notice') {
    return null;
  }
  const line = (mailOf(row).text ?? '').split(/\r?\n/).find((each) => /^https?:\/\/\S+$/.test(each));
  if (!line || !URL.canParse(line)) {
    return null;
  }
  const link = new URL(line);
  const homes = [location.origin, URL.canParse(known.state.url) ? new URL(known.state.url).origin : null];
  return homes.includes(link.origin) && link.pathname.startsWith('/v1/approve/') ? link : null;
}

/** Whether a link asks about a message: a link's token carries the message's id, readable though not changeable. */
function asksAbout(link, messageId) {
  const token = link.pathname.split('/').pop().replace(/^apl_/, '').split('.')[0];
  const payload = decode(bytesOfBase64(token.replaceAll('-', '+').replaceAll('_', '/')), 'windows-1252');
  return payload.includes(messageId);
}

/** Approvers and their newest links to a message that waits. */
export function linksTo(message) {
  const links = new Map();
  for (const row of known.outbox) {
    const link = linkOf(row);
    const approver = row.rcpt_to?.[0];
    if (
      link &&
      approver &&
      !links.has(approver) &&
      (row.message_id === message.id || asksAbout(link, message.id))
    ) {
      links.set(approver, link);
    }
  }
  return [...links].map(([approver, link]) => ({ approver, href: link.pathname + link.search }));
}
