import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../lib/settings.js";

const KEY = "mm_live_abcdefghijklmnopqrstuvwxyz0123456789";

test("the product page's block is enough, beside the address of the server", () => {
  const settings = readSettings({
    MULTIMAIL_API_KEY: KEY,
    MULTIMAIL_MAILBOX: "buyer@agents.example.com",
    MULTIMAIL_API_URL: "https://mail.example.com",
  });
  assert.equal(settings.url.href, "https://mail.example.com/mcp");
  assert.equal(settings.key, KEY);
  assert.equal(settings.mailbox, "buyer@agents.example.com");
});

test("without an address it is the local service, and without a key it still starts", () => {
  const settings = readSettings({});
  assert.equal(settings.url.href, "http://127.0.0.1:8025/mcp");
  assert.equal(settings.key, undefined);
  assert.equal(settings.mailbox, undefined);
});

test("an id of a mailbox goes before its address", () => {
  const settings = readSettings({ MULTIMAIL_MAILBOX_ID: "mbx_1", MULTIMAIL_MAILBOX: "a@example.com" });
  assert.equal(settings.mailbox, "mbx_1");
});

test("a path before the API stays, a slash at its end does not", () => {
  const url = (text) => readSettings({ MULTIMAIL_API_URL: text }).url.href;
  assert.equal(url("https://x.example/prod/"), "https://x.example/prod/mcp");
  assert.equal(url("http://localhost:8025/"), "http://localhost:8025/mcp");
  assert.equal(url("http://[::1]:8025"), "http://[::1]:8025/mcp");
});

for (const [name, value, sentence] of [
  ["MULTIMAIL_API_KEY", "$MULTIMAIL_API_KEY", /still reads \$MULTIMAIL_API_KEY/],
  ["MULTIMAIL_API_KEY", "sk_live_1", /begins with mm_live_ or mm_test_/],
  ["MULTIMAIL_API_KEY", "mm_live_a b", /no MultiMail token/],
  ["MULTIMAIL_API_URL", "mail.example.com", /no address/],
  ["MULTIMAIL_API_URL", "http://mail.example.com", /https/],
  ["MULTIMAIL_API_URL", "ftp://mail.example.com", /https/],
  ["MULTIMAIL_API_URL", "https://u:p@mail.example.com", /more than an address/],
  ["MULTIMAIL_API_URL", "https://mail.example.com?x=1", /more than an address/],
  ["MULTIMAIL_MAILBOX", "a@example.com\nx: y", /address/],
]) {
  test(`${name}=${JSON.stringify(value)} is refused`, () => {
    assert.throws(() => readSettings({ [name]: value }), sentence);
  });
}
