// Speaks with a program over its pipes, as editors and language servers do: each message has its length in front.
"use strict";

const FRAME = /Content-Length: *(\d+)/i;

class Connection {
  /** `hear` is told what the program says without being asked. */
  constructor(process, hear) {
    this.process = process;
    this.hear = hear;
    this.number = 0;
    this.open = new Map();
    this.rest = Buffer.alloc(0);
    process.stdin.on("error", () => {}); // a program that has gone is noticed by its end, not by a broken pipe
    process.stdout.on("data", (piece) => this.read(piece));
  }

  /** A question; its answer comes later, and is nothing when the program ends first. */
  ask(method, params, token) {
    const id = ++this.number;
    token?.onCancellationRequested(() => this.open.has(id) && this.say("$/cancelRequest", { id }));
    return new Promise((answer, refuse) => {
      this.open.set(id, { answer, refuse });
      this.write({ id, method, params });
    });
  }

  say(method, params) {
    this.write({ method, params });
  }

  /** Nobody will answer any more. */
  end() {
    for (const { answer } of this.open.values()) answer(null);
    this.open.clear();
  }

  write(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    if (this.process.stdin.writable) this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  }

  read(piece) {
    this.rest = Buffer.concat([this.rest, piece]);
    for (;;) {
      const head = this.rest.indexOf("\r\n\r\n");
      if (head < 0) return;
      const from = head + 4;
      const until = from + Number(FRAME.exec(this.rest.toString("latin1", 0, head))?.[1] ?? 0);
      if (this.rest.length < until) return;
      const body = this.rest.toString("utf8", from, until);
      this.rest = this.rest.subarray(until);
      this.take(JSON.parse(body));
    }
  }

  take({ id, method, params, result, error }) {
    if (method && id !== undefined) return this.write({ id, result: null });
    if (method) return this.hear(method, params);
    const asked = this.open.get(id);
    this.open.delete(id);
    if (error) asked?.refuse(new Error(error.message));
    else asked?.answer(result);
  }
}

module.exports = { Connection };
