import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../bin/multimail-mcp-server.js", import.meta.url));
const KEY = "mm_test_abcdefghijklmnopqrstuvwxyz0123456789";

let server;
let seen;
let answer;

beforeEach(async () => {
  seen = [];
  answer = (message) => ({ status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: message.id, result: {} }) });
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const message = JSON.parse(text);
    seen.push({ message, headers: request.headers, url: request.url });
    const { status, body } = await answer(message);
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
});

afterEach(() => server.close());

/** Runs the program on these lines and gives what it wrote. */
async function run(lines, environment = {}) {
  const program = spawn(process.execPath, [PROGRAM], {
    env: {
      MULTIMAIL_API_KEY: KEY,
      MULTIMAIL_API_URL: `http://127.0.0.1:${server.address()?.port}`,
      ...environment,
    },
  });
  let out = "";
  let err = "";
  program.stdout.on("data", (chunk) => (out += chunk));
  program.stderr.on("data", (chunk) => (err += chunk));
  program.stdin.end(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)) + "\n").join(""));
  const code = await new Promise((ended) => program.on("close", ended));
  return { code, err, messages: out.split("\n").filter(Boolean).map((line) => JSON.parse(line)) };
}

const INITIALIZE = { jsonrpc: "2.0", id: 0, method: "initialize", params: { protocolVersion: "2025-06-18" } };
const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };

test("a request is carried over with key and mailbox, and its answer back", async () => {
  const { code, messages } = await run([LIST], { MULTIMAIL_MAILBOX: "buyer@agents.example.com" });
  assert.equal(code, 0);
  assert.deepEqual(messages, [{ jsonrpc: "2.0", id: 1, result: {} }]);
  assert.equal(seen[0].url, "/mcp");
  assert.deepEqual(seen[0].message, LIST);
  assert.equal(seen[0].headers.authorization, `Bearer ${KEY}`);
  assert.equal(seen[0].headers["x-multimail-mailbox"], "buyer@agents.example.com");
  assert.equal(seen[0].headers["mcp-protocol-version"], undefined);
});

test("what was agreed on is named by every later request, also by those already waiting", async () => {
  answer = async (message) => {
    if (message.method === "initialize") await new Promise((wait) => setTimeout(wait, 50));
    const result = message.method === "initialize" ? { protocolVersion: "2025-06-18" } : {};
    return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: message.id, result }) };
  };
  await run([INITIALIZE, LIST]);
  assert.deepEqual(seen.map((call) => call.message.method), ["initialize", "tools/list"]);
  assert.equal(seen[1].headers["mcp-protocol-version"], "2025-06-18");
});

test("a notification is carried over and not answered", async () => {
  answer = () => ({ status: 202, body: "" });
  const { messages } = await run([{ jsonrpc: "2.0", method: "notifications/initialized" }]);
  assert.equal(seen.length, 1);
  assert.deepEqual(messages, []);
});

test("requests do not wait for each other", async () => {
  answer = async (message) => {
    if (message.id === 1) await new Promise((wait) => setTimeout(wait, 200));
    return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: message.id, result: {} }) };
  };
  const { messages } = await run([LIST, { ...LIST, id: 2 }]);
  assert.deepEqual(messages.map((message) => message.id), [2, 1]);
});

test("a cancelled request gets no answer", async () => {
  const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
  answer = async (message) => {
    if (message.id === 1) await new Promise((wait) => setTimeout(wait, 500));
    return { status: message.id ? 200 : 202, body: JSON.stringify({ jsonrpc: "2.0", id: message.id, result: {} }) };
  };
  const { messages } = await run([LIST, cancel]);
  assert.deepEqual(messages, []);
});

test("a line that is no JSON is answered as such, and the next one served", async () => {
  const { messages } = await run(["{", LIST]);
  assert.deepEqual(messages.map((message) => message.error?.code), [-32700, undefined]);
});

test("a refusal of the transport is given to the request that it is about", async () => {
  answer = () => ({
    status: 403,
    body: JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32600, message: "No." } }),
  });
  const { messages } = await run([LIST]);
  assert.deepEqual(messages, [{ jsonrpc: "2.0", id: 1, error: { code: -32600, message: "No." } }]);
});

test("something that is no MCP server is named as such", async () => {
  answer = () => ({ status: 404, body: "<html>" });
  const { messages } = await run([LIST]);
  assert.match(messages[0].error.message, /answered 404.*MULTIMAIL_API_URL/);
});

test("a service that is not there is named with its address", async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  await new Promise((closed) => server.close(closed));
  const { messages } = await run([LIST], { MULTIMAIL_API_URL: url });
  assert.equal(messages[0].id, 1);
  assert.ok(messages[0].error.message.includes(`${url}: ECONNREFUSED`));
  assert.match(messages[0].error.message, /MULTIMAIL_API_URL/);
});

test("a wrong setting ends it with a sentence for people, and nothing on standard output", async () => {
  const { code, err, messages } = await run([LIST], { MULTIMAIL_API_KEY: "$MULTIMAIL_API_KEY" });
  assert.equal(code, 1);
  assert.match(err, /still reads/);
  assert.doesNotMatch(err, /at .*\.js/);
  assert.deepEqual(messages, []);
});
