import type { Instance } from "../../api/instance.ts";

/** Where a key goes, until there is one. */
export const keyPlaceholder = "cmp_YOUR_KEY";

export function hostOf(instance: Instance | undefined): string {
  return (instance?.publicUrl ?? location.origin).replace(/\/$/, "");
}

export function curlSnippet(host: string, key: string): string {
  return `curl -X POST ${host}/api/v1/event \\
  -H "Authorization: Bearer ${key}" \\
  -H "content-type: application/json" \\
  -d '{
    "eventTypeKey": "orderPaid",
    "keyValue": "A-1",
    "params": { "Email": "ada@example.com", "total": 59.9 }
  }'`;
}

export function clientSnippet(host: string, key: string): string {
  return `// npm install @campanile/client
import { Campanile } from "@campanile/client";

const campanile = new Campanile({
  url: "${host}",
  key: "${key}",
});
const answer = await campanile.event({
  eventTypeKey: "orderPaid",
  keyValue: "A-1",
  params: { Email: "ada@example.com", total: 59.9 },
  messageId: "payment-4711", // sent again, it changes nothing
});
console.log(answer);`;
}

export function segmentSnippet(host: string, key: string): string {
  return `// npm install @segment/analytics-node
import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({
  host: "${host}",
  writeKey: "${key}",
});
analytics.track({
  userId: "customer-17",
  event: "orderPaid",
  properties: { email: "ada@example.com", total: 59.9 },
});
await analytics.closeAndFlush();`;
}
