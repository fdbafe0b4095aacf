// Times are told by the service's clock, which a test may have moved ahead of this machine's.
import { h } from './dom.js';

let ahead = 0;

export function setServiceTime(text) {
  const time = Date.parse(text);
  ahead = Number.isNaN(time) ? 0 : time - Date.now();
}

export const serviceTime = () => new Date(Date.now() + ahead);

const SPANS = [
  [60, 1, 's'],
  [3600, 60, 'min'],
  [73 * 3600, 3600, 'h'],
  [Infinity, 86400, 'd'],
];

function span(seconds) {
  const [, unit, name] = SPANS.find(([limit]) => seconds < limit);
  return `${Math.floor(seconds / unit)} ${name}`;
}

function relative(time) {
  const seconds = Math.round((serviceTime() - time) / 1000);
  if (Math.abs(seconds) < 5) {
    return 'now';
  }
  return seconds > 0 ? `${span(seconds)} ago` : `in ${span(-seconds)}`;
}

const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export const fullTime = (date) => FULL.format(date);

export const day = (date) => DAY.format(date);

export const timeOfDay = (date) => CLOCK.format(date);

/** A time as "3 min ago", kept right by retell, with the exact time on hover. */
export function ago(text) {
  const time = Date.parse(text);
  if (Number.isNaN(time)) {
    return h('span', {}, '–');
  }
  return h(
    'time',
    { datetime: new Date(time).toISOString(), title: FULL.format(time), 'data-ago': true },
    relative(time),
  );
}

export function retell() {
  for (const element of document.querySelectorAll('time[data-ago]')) {
    const text = relative(Date.parse(element.dateTime));
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}
