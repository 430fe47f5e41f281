// A shop's server that uses one of the SDKs: a contact, then three events, each sent by itself.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [client, host, key] = process.argv.slice(2);
const distinctId = "u-1";
const person = { email: "Ada@example.com", name: "Ada Lovelace", plan: "gold" };
const events = ["order paid", "cart viewed", "signed up!"].map((event, index) => ({
  ...{ distinctId, event },
  properties: { order_id: `A-${index}`, total: 12.5 },
}));

async function newest() {
  const { PostHog } = await import("posthog-node");
  const posthog = new PostHog(key, { host, flushAt: 20, fetchRetryDelay: 200, fetchRetryCount: 5 });
  return { posthog, flush: () => posthog.flush() };
}

/** The first major has callbacks. */
function first() {
  const PostHog = require("posthog-node-1");
  const posthog = new PostHog(key, { host, flushAt: 20, flushInterval: 100_000 });
  const flush = () =>
    new Promise((resolve, reject) => {
      posthog.flush((error) =>
        error ? reject(new Error("not sent", { cause: error })) : resolve(),
      );
    });
  return { posthog, flush };
}

function second() {
  const { PostHog } = require("posthog-node-2");
  const posthog = new PostHog(key, { host, flushAt: 20, fetchRetryDelay: 200, fetchRetryCount: 5 });
  return { posthog, flush: () => posthog.flushAsync() };
}

const makers = { "posthog-node": newest, "posthog-node-2": second, "posthog-node-1": first };
const { posthog, flush } = await makers[client]();
posthog.identify({ distinctId, properties: person });
await flush();
for (const event of events) {
  posthog.capture(event);
  await flush();
}
process.exit(0);
