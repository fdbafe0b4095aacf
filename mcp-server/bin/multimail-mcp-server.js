#!/usr/bin/env node
import { readSettings } from "../lib/settings.js";
import { Bridge } from "../lib/bridge.js";

try {
  const bridge = new Bridge(readSettings(process.env), (line) => process.stdout.write(line + "\n"));
  await bridge.run(process.stdin);
} catch (error) {
  // Standard output belongs to the protocol; people read this one.
  process.stderr.write(`multimail-mcp-server: ${error.message}\n`);
  process.exitCode = 1;
}
