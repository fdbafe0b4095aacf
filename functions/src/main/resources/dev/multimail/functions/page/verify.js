// Checks a compact JWS (RFC 7515) by ES256 against the service's JSON Web Key Set, with the browser's own cryptography.
"use strict";

const TYPE = "multimail-identity+jws";
const WORDS = {
  mailbox: "Mailbox",
  operator: "Operator",
  mode: "Oversight",
  ai_generated: "Written by an AI agent",
  approved_by: "Approved by a person (SHA-256)",
  message_id: "Message",
  content_hash: "Content SHA-256",
  iat: "Sent",
};

const form = document.getElementById("form");
const given = document.getElementById("given");
const answer = document.getElementById("answer");

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const json = (text) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes(text)));

// A folded header (RFC 5322 §2.2.3) in a whole message, or the header's value alone.
function statement(text) {
  const header = /^X-MultiMail-Identity:((?:[^\r\n]|\r?\n[ \t])*)/im.exec(text);
  return (header ? header[1] : text).replace(/\s+/g, "");
}

async function claims(jws) {
  const parts = jws.split(".");
  if (parts.length !== 3) {
    throw new Error("This is not an identity statement.");
  }
  const header = json(parts[0]);
  if (header.alg !== "ES256" || header.typ !== TYPE) {
    throw new Error("This is not an identity statement of MultiMail.");
  }
  const { keys } = await (await fetch(form.dataset.keys)).json();
  const known = keys.find((key) => key.kid === header.kid);
  if (!known) {
    throw new Error("It was signed by a key that this service does not know.");
  }
  const key = await crypto.subtle.importKey("jwk", known, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const signed = new TextEncoder().encode(parts[0] + "." + parts[1]);
  const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(parts[2]), signed);
  if (!good) {
    throw new Error("The signature is wrong: this service did not sign it.");
  }
  return json(parts[1]);
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function show(tone, title, sentence, facts) {
  document.body.className = tone;
  answer.replaceChildren(element("h2", title), element("p", sentence));
  const list = element("dl", "", "facts");
  for (const [label, value] of facts) {
    const row = document.createElement("div");
    row.append(element("dt", label), element("dd", value));
    list.append(row);
  }
  answer.append(list);
}

function fact([name, value]) {
  return [WORDS[name] ?? name, name === "iat" ? new Date(value * 1000).toUTCString() : String(value)];
}

async function check() {
  try {
    const told = await claims(statement(given.value));
    show("good", "Signed by this service", "This is what it states:", Object.entries(told).map(fact));
  } catch (wrong) {
    show("bad", "Not verified", wrong instanceof Error && wrong.message ? wrong.message : "It cannot be read.", []);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
if (location.hash.length > 1) {
  given.value = location.hash.slice(1);
  check();
}
