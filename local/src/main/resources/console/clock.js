// The service's clock, and moving it ahead: what waits for a time then happens.
import { announce, h, icon } from './dom.js';
import { advanceClock } from './service.js';
import { day, fullTime, serviceTime, timeOfDay } from './time.js';

const STEPS = [
  [3600, '1 hour'],
  [86400, '24 hours'],
  [72 * 3600, '72 hours'],
];

export function clockTool(poke) {
  const date = h('span.day', {});
  const time = h('span', {});
  const face = h('span.face', {}, date, time);
  const exact = h('p.exact', {});
  const tell = () => {
    date.textContent = `${day(serviceTime())}, `;
    time.textContent = timeOfDay(serviceTime());
    exact.textContent = fullTime(serviceTime());
  };
  const menu = h(
    'details.menu',
    {
      keydown: (event) => {
        if (event.key === 'Escape' && menu.open) {
          menu.open = false;
          menu.firstChild.focus();
        }
      },
    },
    h('summary', { 'aria-label': 'The service’s clock' }, icon('clock'), face),
  );
  const buttons = STEPS.map(([seconds, label]) =>
    h(
      'button',
      {
        type: 'button',
        click: async () => {
          buttons.forEach((button) => {
            button.disabled = true;
          });
          try {
            await advanceClock(seconds);
            announce(`The clock is ${label} further.`);
          } catch (failure) {
            announce(failure.message, 'bad');
          }
          buttons.forEach((button) => {
            button.disabled = false;
          });
          await poke();
          tell();
        },
      },
      `+ ${label}`,
    ),
  );
  menu.append(
    h(
      'div.sheet',
      {},
      exact,
      h('p', {}, 'Move it ahead: pending mail expires, scheduled mail leaves, webhooks try again.'),
      h('div.choices', {}, buttons),
    ),
  );
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
  tell();
  setInterval(tell, 1000);
  return menu;
}
