const LOCAL_URL = "http://127.0.0.1:8025";
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * What the client's configuration says: where the API is, whose key, and which mailbox calls are about that name none.
 * Throws an Error whose message tells a person what to put right.
 */
export function readSettings(environment) {
  return {
    url: endpoint(given(environment, "MULTIMAIL_API_URL") ?? LOCAL_URL),
    key: key(given(environment, "MULTIMAIL_API_KEY")),
    mailbox: mailbox(given(environment, "MULTIMAIL_MAILBOX_ID") ?? given(environment, "MULTIMAIL_MAILBOX")),
  };
}

function given(environment, name) {
  const value = environment[name]?.trim();
  if (value && /^\$\{?\w+\}?$/.test(value)) {
    throw new Error(`${name} still reads ${value}: put the value itself into the client's configuration.`);
  }
  return value || undefined;
}

function endpoint(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new Error("MULTIMAIL_API_URL is no address. It looks like https://mail.example.com.");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.has(url.hostname))) {
    throw new Error("MULTIMAIL_API_URL must begin with https:// (http:// is for this machine only).");
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new Error("MULTIMAIL_API_URL holds more than an address: leave out user, query and fragment.");
  }
  return new URL(url.pathname.replace(/\/+$/, "") + "/mcp", url);
}

// Without a key the server still tells how to get one.
function key(text) {
  if (text !== undefined && !/^mm_(live|test)_[0-9A-Za-z]+$/.test(text)) {
    throw new Error("MULTIMAIL_API_KEY is no MultiMail token. It begins with mm_live_ or mm_test_.");
  }
  return text;
}

function mailbox(text) {
  if (text !== undefined && !/^[\x21-\x7e]+$/.test(text)) {
    throw new Error("MULTIMAIL_MAILBOX is a mailbox's address, or MULTIMAIL_MAILBOX_ID its id.");
  }
  return text;
}
