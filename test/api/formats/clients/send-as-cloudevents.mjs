// A shop's server that emits CloudEvents: three events, each again until it is answered well.
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const require = createRequire(import.meta.url);
const [client, host, key] = process.argv.slice(2);
const [name, mode, transport] = client.split(" ");
const sdks = {
  cloudevents: () => require("cloudevents"),
  "cloudevents-4": () => require("cloudevents-4"),
};
const { CloudEvent, emitterFor, httpTransport, Mode } = sdks[name]();
const sink = `${host}/cloudevents`;

/** As the SDK's page shows it, for what its own transport doesn't tell: the status. */
async function repeating({ headers, body }, options) {
  const all = { ...headers, ...options?.headers };
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(sink, { method: "POST", headers: all, body }).catch(() => undefined);
    if (answer?.ok) return;
    if (attempt === 5 || answer?.status === 400) throw new Error(`not sent: ${answer?.status}`);
    await sleep(1_000 * Number(answer?.headers.get("retry-after") ?? 0.2));
  }
}

const emit = emitterFor(transport === "own" ? httpTransport(sink) : repeating, {
  mode: mode === "binary" ? Mode.BINARY : Mode.STRUCTURED,
});
for (const [index, type] of ["order.completed", "cart.viewed", "signed/up"].entries()) {
  const event = new CloudEvent({
    type,
    source: "/shops/1",
    subject: "u-1",
    time: "2026-03-01T12:00:00.000Z",
    partitionkey: "a b",
    data: { order_id: `A-${index}`, total: 12.5, email: "Ada@example.com" },
  });
  await emit(event, { headers: { authorization: `Bearer ${key}` } });
}
