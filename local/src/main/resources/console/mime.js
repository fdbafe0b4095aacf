// Enough of RFC 5322, 2045, 2047 and 2231 to show a mail. It never throws: what it cannot read stays as it stands.

const DEEPEST = 12;
const MOST_PARTS = 200;

export function bytesOfBase64(text) {
  try {
    return Uint8Array.from(atob(text.replace(/[^A-Za-z0-9+/]/g, '')), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function bytesOfQuotedPrintable(text) {
  // By lines and not by one pattern: a long run of spaces must not take its length squared.
  const lines = text.split('\n').map((line) => line.trimEnd());
  const last = lines.pop();
  const joined =
    lines.map((line) => (line.endsWith('=') ? line.slice(0, -1) : `${line}\r\n`)).join('') + last;
  const plain = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return bytesOf(plain);
}

/** One byte a letter, both ways, so that a mail's structure can be read before its charsets are known. */
function bytesOf(binary) {
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0) & 0xff);
}

function binaryOf(bytes) {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return text;
}

export function decode(bytes, charset = 'utf-8') {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** RFC 2047 encoded words, and raw UTF-8 (RFC 6532) around them. */
export function decodeWords(binary) {
  const joined = binary.replace(/(\?=)[ \t\r\n]+(?==\?)/g, '$1');
  return joined
    .split(/(=\?[^?\s]+\?[bqBQ]\?[^?]*\?=)/)
    .map((piece) => {
      const word = /^=\?([^?*\s]+)(?:\*[^?]*)?\?([bqBQ])\?([^?]*)\?=$/.exec(piece);
      if (!word) {
        return decode(bytesOf(piece));
      }
      const bytes =
        word[2].toLowerCase() === 'b'
          ? bytesOfBase64(word[3])
          : bytesOfQuotedPrintable(word[3].replaceAll('_', '=20'));
      return decode(bytes, word[1]);
    })
    .join('');
}

function readHeaders(block) {
  const fields = [];
  for (const line of block.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      fields.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
    }
  }
  return fields;
}

const first = (fields, name) => fields.find((field) => field.name.toLowerCase() === name)?.value ?? '';

const unescapePercent = (text) =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

/** A structured field such as Content-Type: its value, and its parameters with RFC 2231 continuations put together. */
function readParameters(field) {
  const pieces = field.match(/(?:[^;"]|"(?:\\.|[^"\\])*"?)+/g) ?? [];
  const found = new Map();
  for (const piece of pieces.slice(1)) {
    const pair = /^\s*([^=\s*]+)(?:\*\d+)?(\*)?\s*=(.*)$/s.exec(piece);
    if (pair) {
      const value = pair[3].trim();
      const so = found.get(pair[1].toLowerCase()) ?? { binary: '', charset: null };
      found.set(pair[1].toLowerCase(), pair[2] ? extend(so, value) : extendPlainly(so, value));
    }
  }
  const parameters = {};
  for (const [name, { binary, charset }] of found) {
    parameters[name] = charset ? decode(bytesOf(binary), charset) : decodeWords(binary);
  }
  return { value: (pieces[0] ?? '').trim().toLowerCase(), parameters };
}

function extendPlainly(so, value) {
  return { ...so, binary: so.binary + value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') };
}

// Only the first piece names the charset, and a letter's bytes may be spread over two pieces.
function extend(so, value) {
  const [, charset, text] = (so.charset === null && /^([^']*)'[^']*'(.*)$/s.exec(value)) || [
    null,
    null,
    value,
  ];
  return { binary: so.binary + unescapePercent(text), charset: so.charset ?? (charset || 'utf-8') };
}

function splitAtBoundary(body, boundary) {
  const parts = [];
  let current = null;
  for (const line of body.split(/(?<=\n)/)) {
    const bare = line.trimEnd();
    if (bare === `--${boundary}` || bare === `--${boundary}--`) {
      if (current !== null) {
        parts.push(current.join('').replace(/\r?\n$/, ''));
      }
      if (bare.endsWith('--') && bare !== `--${boundary}`) {
        return parts;
      }
      current = [];
    } else {
      current?.push(line);
    }
  }
  if (current !== null) {
    parts.push(current.join(''));
  }
  return parts;
}

function splitHead(binary) {
  const gap = /(?:^|\r?\n)\r?\n/.exec(binary);
  return gap ? [binary.slice(0, gap.index), binary.slice(gap.index + gap[0].length)] : [binary, ''];
}

function walk(binary, mail, depth) {
  const [head, body] = splitHead(binary);
  const fields = readHeaders(head);
  const type = readParameters(first(fields, 'content-type') || 'text/plain');
  const boundary = type.parameters.boundary;
  if (type.value.startsWith('multipart/') && boundary && depth < DEEPEST) {
    for (const part of splitAtBoundary(body, boundary)) {
      if (mail.parts++ < MOST_PARTS) {
        walk(part, mail, depth + 1);
      }
    }
    return fields;
  }
  const encoding = first(fields, 'content-transfer-encoding').toLowerCase();
  const bytes =
    encoding === 'base64'
      ? bytesOfBase64(body)
      : encoding === 'quoted-printable'
        ? bytesOfQuotedPrintable(body)
        : bytesOf(body);
  keep(mail, fields, type, bytes);
  return fields;
}

function keep(mail, fields, type, bytes) {
  const disposition = readParameters(first(fields, 'content-disposition'));
  const name = disposition.parameters.filename ?? type.parameters.name;
  const attached = disposition.value === 'attachment' || name !== undefined;
  if (!attached && type.value === 'text/html' && mail.html === null) {
    mail.html = decode(bytes, type.parameters.charset);
  } else if (!attached && type.value === 'text/plain') {
    mail.text = (mail.text === null ? '' : `${mail.text}\n`) + decode(bytes, type.parameters.charset);
  } else {
    mail.attachments.push({
      name: name ?? 'unnamed',
      type: type.value,
      id: first(fields, 'content-id').replace(/^<|>$/g, ''),
      bytes,
    });
  }
}

/** Reads a raw mail: its header fields decoded, its text and HTML, its attachments with their bytes. */
export function parseMail(raw) {
  const mail = { fields: [], text: null, html: null, attachments: [], parts: 0 };
  mail.fields = walk(binaryOf(raw), mail, 0).map((field) => ({
    name: field.name,
    value: decodeWords(field.value),
  }));
  return mail;
}

export const header = (mail, name) => first(mail.fields, name.toLowerCase());

const LINE = 57;

function base64OfText(text) {
  return btoa(binaryOf(new TextEncoder().encode(text)));
}

function encodeWords(text) {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text;
  }
  const words = [];
  let word = '';
  for (const letter of text) {
    if (new TextEncoder().encode(word + letter).length > 42) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  return [...words, word].map((piece) => `=?UTF-8?B?${base64OfText(piece)}?=`).join('\r\n ');
}

/** A small mail of one text part, as a person might have sent it. */
export function composeMail({ from, to, subject, text, date, answers }) {
  const clean = (value) => value.replace(/[\r\n]+/g, ' ').trim();
  const binary = binaryOf(new TextEncoder().encode(text.replace(/\r?\n/g, '\r\n')));
  const lines = [];
  for (let at = 0; at < binary.length; at += LINE) {
    lines.push(btoa(binary.slice(at, at + LINE)));
  }
  return [
    `From: ${clean(from)}`,
    `To: ${clean(to)}`,
    `Subject: ${encodeWords(clean(subject))}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${crypto.randomUUID()}@console.localhost>`,
    ...(answers ? [`In-Reply-To: ${clean(answers)}`, `References: ${clean(answers)}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...lines,
    '',
  ].join('\r\n');
}
