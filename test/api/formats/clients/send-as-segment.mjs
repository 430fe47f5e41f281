// A shop's server that uses one of the SDKs: a contact, then three events, each sent by itself.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [client, host, key] = process.argv.slice(2);

const traits = { email: "Ada@example.com", name: "Ada Lovelace", plan: "gold" };
const identify = { userId: "u-1", traits };
const events = ["Order Completed", "Cart Viewed", "Signed Up!"].map((event, index) => ({
  userId: "u-1",
  event,
  properties: { order_id: `A-${index}`, total: 12.5 },
}));

/** Each makes a client with `identify`, `track` and `settled`: all that was told is sent. */
const makers = {
  "@segment/analytics-node": async () => {
    const { Analytics } = await import("@segment/analytics-node");
    const analytics = new Analytics({ writeKey: key, host, flushAt: 20, maxRetries: 5 });
    return {
      identify: (message) => analytics.identify(message),
      track: (message) => analytics.track(message),
      settled: () => analytics.flush(),
    };
  },
  "analytics-node": () => withCallbacks(require("analytics-node")),
  "analytics-node-3": () => withCallbacks(require("analytics-node-3")),
  "@rudderstack/rudder-sdk-node": () => {
    const sdk = require("@rudderstack/rudder-sdk-node");
    const Analytics = sdk.default ?? sdk;
    const analytics = new Analytics(key, { dataPlaneUrl: host, flushAt: 20, flushInterval: 200 });
    return flushed(analytics);
  },
  "@jitsu/js": async () => {
    const { jitsuAnalytics } = await import("@jitsu/js");
    const jitsu = jitsuAnalytics({
      host,
      writeKey: `site:${key}`,
      fetchTimeoutMs: 5_000,
      s2s: true,
    });
    return {
      identify: ({ userId, traits: told }) => jitsu.identify(userId, told),
      track: ({ event, properties }) => jitsu.track(event, properties),
      settled: async () => {},
    };
  },
};

function withCallbacks(Analytics) {
  return flushed(new Analytics(key, { host, flushAt: 20, flushInterval: 100_000 }));
}

/** Clients that say by callbacks when a message has been sent. */
function flushed(analytics) {
  let waiting = [];
  const tell = (method, message) => {
    waiting.push(
      new Promise((resolve, reject) => {
        analytics[method](message, (error) => {
          if (error) reject(new Error("not sent", { cause: error }));
          else resolve();
        });
      }),
    );
  };
  return {
    identify: (message) => tell("identify", message),
    track: (message) => tell("track", message),
    settled: async () => {
      analytics.flush();
      await Promise.all(waiting);
      waiting = [];
    },
  };
}

const sdk = await makers[client]();
await sdk.identify(identify);
await sdk.settled();
for (const event of events) {
  await sdk.track(event);
  await sdk.settled();
}
process.exit(0);
