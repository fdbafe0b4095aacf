import { createInterface } from "node:readline";

const PATIENCE_MS = 60_000;
const INTERNAL_ERROR = -32603;
const PARSE_ERROR = -32700;
const CANCELLED = "notifications/cancelled";

/** Carries messages between a client on standard input and output and the server's `/mcp`. It knows no tool. */
export class Bridge {
  #settings;
  #write;
  #protocol;
  #initializing;
  #underWay = new Map();

  /** `write` takes one line, without its end. */
  constructor(settings, write) {
    this.#settings = settings;
    this.#write = write;
  }

  /** Reads lines until the input ends, and returns when everything that was asked is answered. */
  async run(input) {
    const answers = new Set();
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line.trim()) {
        const answer = this.#take(line).finally(() => answers.delete(answer));
        answers.add(answer);
      }
    }
    await Promise.all(answers);
  }

  async #take(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      this.#write(failure(null, PARSE_ERROR, "The line is not JSON."));
      return;
    }
    if (message?.method === CANCELLED) {
      this.#underWay.get(message.params?.requestId)?.abort();
    }
    if (message?.method === "initialize") {
      this.#initializing = this.#carry(message, line);
      await this.#initializing;
    } else {
      // What is agreed on there, every later request has to name.
      await this.#initializing;
      await this.#carry(message, line);
    }
  }

  async #carry(message, line) {
    const id = message?.id;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error("no answer within a minute")), PATIENCE_MS);
    if (id !== undefined) {
      this.#underWay.set(id, stop);
    }
    try {
      const response = await fetch(this.#settings.url, {
        method: "POST",
        headers: this.#headers(),
        body: line,
        signal: stop.signal,
        redirect: "error",
      });
      this.#pass(message, response.status, await response.text());
    } catch (error) {
      // A client that cancelled its request expects no answer to it.
      if (id !== undefined && error.name !== "AbortError") {
        const why = error.cause?.code ?? error.cause?.message ?? error.message;
        this.#write(failure(id, INTERNAL_ERROR, `MultiMail cannot be reached at ${this.#settings.url.origin}: ${why}. ` +
          "Is the service running, and is MULTIMAIL_API_URL right?"));
      }
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(id);
    }
  }

  #headers() {
    const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    if (this.#settings.key) {
      headers.authorization = `Bearer ${this.#settings.key}`;
    }
    if (this.#settings.mailbox) {
      headers["x-multimail-mailbox"] = this.#settings.mailbox;
    }
    if (this.#protocol) {
      headers["mcp-protocol-version"] = this.#protocol;
    }
    return headers;
  }

  #pass(message, status, text) {
    if (message?.id === undefined || message.method === undefined) {
      return;
    }
    let answer;
    try {
      answer = JSON.parse(text);
    } catch {
      answer = undefined;
    }
    if (answer?.jsonrpc !== "2.0") {
      this.#write(failure(message.id, INTERNAL_ERROR, `The server answered ${status}, and no MCP message. ` +
        "Is MULTIMAIL_API_URL the address of a MultiMail server?"));
      return;
    }
    if (message.method === "initialize") {
      this.#protocol = answer.result?.protocolVersion;
    }
    // A refusal of the transport does not know which request it is about; the client does.
    this.#write(JSON.stringify({ ...answer, id: message.id }));
  }
}

function failure(id, code, sentence) {
  return JSON.stringify({ jsonrpc: "2.0", id, error: { code, message: sentence } });
}
