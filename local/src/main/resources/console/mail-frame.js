// A mail's own HTML, in a frame where nothing of it can run, load from elsewhere, or be sent.
import { h } from './dom.js';

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
const DEAD = 'script, style, link, meta, base, iframe, frame, object, embed, template, noscript';
const GROUND = `
  :root { color-scheme: light; background: #fff; color: #17202a; }
  body { margin: 0; padding: 1rem 1.125rem; overflow-wrap: anywhere;
    font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
  img { max-width: 100%; height: auto; }
  pre { white-space: pre-wrap; }
`;
const LOADS = new Set(['src', 'srcset', 'background', 'poster']);
const TALLEST = 1600;

/** Takes away what the policy would refuse anyway, so that the browser's log stays free for what matters. */
function quieten(element) {
  for (const { name, value } of [...element.attributes]) {
    if (name === 'style') {
      element.setAttribute('data-style', value);
    }
    const loads = LOADS.has(name) && !/^\s*data:image\//i.test(value);
    if (name === 'style' || loads || /^on|:href$/.test(name)) {
      element.removeAttribute(name);
    }
    if (loads && element.localName === 'img' && !element.alt) {
      element.alt = '[image not loaded]';
    }
  }
}

function readable(html, images) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const sheets = [...page.querySelectorAll('style')].map((style) => style.textContent);
  page.querySelectorAll(DEAD).forEach((element) => element.remove());
  for (const link of page.querySelectorAll('a[href], area[href]')) {
    if (/^(?:https?:|mailto:)/i.test(link.getAttribute('href').trim())) {
      link.setAttribute('target', '_blank');
      link.setAttribute('rel', 'noopener noreferrer');
    } else {
      link.removeAttribute('href');
    }
    link.removeAttribute('ping');
  }
  for (const image of page.querySelectorAll('img[src^="cid:" i]')) {
    image.setAttribute('src', images.get(image.getAttribute('src').slice(4)) ?? '');
  }
  page.querySelectorAll('*').forEach(quieten);
  const policy = page.createElement('meta');
  policy.setAttribute('http-equiv', 'Content-Security-Policy');
  policy.setAttribute('content', POLICY);
  page.head.prepend(policy);
  return { text: `<!doctype html>${page.documentElement.outerHTML}`, sheets };
}

/**
 * The frame inherits this page's policy, which allows no inline style. So the mail's styles are handed over through the
 * object model, which policies let pass; url() in them still meets img-src. That takes allow-same-origin, and without
 * allow-scripts there is nothing in the frame that could use it.
 */
function dress(frame, sheets) {
  const page = frame.contentDocument;
  if (!page?.body) {
    return;
  }
  page.adoptedStyleSheets = [GROUND, ...sheets].map((text) => {
    const sheet = new frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  for (const element of page.querySelectorAll('[data-style]')) {
    element.style.cssText = element.dataset.style;
  }
  frame.style.height = '1px';
  const height = Math.min(page.documentElement.scrollHeight, TALLEST);
  frame.style.height = `${Math.max(height, 96)}px`;
}

/** @param images data: URLs of inline images by Content-ID */
export function mailFrame(html, images = new Map()) {
  const { text, sheets } = readable(html, images);
  const frame = h('iframe.mail', {
    title: 'The HTML part of the email',
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    referrerpolicy: 'no-referrer',
    load: () => dress(frame, sheets),
  });
  frame.srcdoc = text;
  return frame;
}
