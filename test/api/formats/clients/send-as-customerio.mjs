// A shop's server that uses one of the SDKs: a contact, three events, and what else there is.
import { createRequire } from "node:module";
import { plainAgent } from "./plain-agent.mjs";

const require = createRequire(import.meta.url);
const [client, host, key] = process.argv.slice(2);
const makers = {
  "customerio-node": async () => (await import("customerio-node")).TrackClient,
  "customerio-node-2": () => require("customerio-node-2"),
  "customerio-node-1": () => require("customerio-node-1"),
};
const TrackClient = await makers[client]();
const line = client === "customerio-node" ? { agent: plainAgent(host) } : {};
const cio = new TrackClient("site", key, { url: `${host}/api/v1`, ...line });

/** These clients repeat nothing by themselves: their caller does, with the same id. */
async function until(send) {
  let failure;
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await send();
    } catch (error) {
      failure = error;
    }
  }
  throw new Error("it could not be sent", { cause: failure });
}

const attributes = {
  email: "Ada@example.com",
  first_name: "Ada",
  plan: "gold",
  created_at: 1700000000,
};
await until(() => cio.identify("u-1", attributes));
for (const [index, name] of ["order paid", "cart viewed", "signed up!"].entries()) {
  const data = { order_id: `A-${index}`, total: 12.5 };
  await until(() => cio.track("u-1", { name, data, id: `event-${index}`, timestamp: 1700000000 }));
}
await until(() => cio.addDevice("u-1", "token-1", "ios", { last_used: 1700000000 }));
await until(() => cio.suppress("u-1"));
if (cio.mergeCustomers) {
  await until(() => cio.identify("u-2", { city: "Kyiv" }));
  await until(() => cio.mergeCustomers("id", "u-1", "id", "u-2"));
}
await until(() => cio.identify("gone", { plan: "none" }));
await until(() => cio.destroy("gone"));
