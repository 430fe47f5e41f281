import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import express from "express";

/** What single events over HTTP are compared with: Express parses the body, and answers as long a one. */
const app = express();
app.post("/api/v1/event", express.json(), (request, response) => {
  const { keyValue } = request.body as { keyValue: string };
  const decision = {
    bindingId: randomUUID(),
    workflowId: randomUUID(),
    role: "start",
    outcome: "suppressed",
    reason: `a run was launched before (once per contact): ${keyValue}`,
    until: null,
  };
  const ids = { eventId: randomUUID(), contactId: randomUUID() };
  response.json({ ...ids, duplicate: false, decisions: [decision] });
});
const server = createServer(app).listen(0, "127.0.0.1");
await once(server, "listening");
process.on("disconnect", () => process.exit());
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
