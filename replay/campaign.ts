import { z } from "zod";
import type { ApiClient } from "./api-client.ts";

export const eventTypeKey = "cdnowPurchase";
/** The block that sends: message ids are derived from it. */
export const mailBlock = "mail";

/** The three workflows, by what their binding allows. */
export const frequencies = ["each", "once", "day"] as const;
export type FrequencyName = (typeof frequencies)[number];

/** Where the other two leave their mark: a segment each. */
export const segments = { once: "CDNOW once", day: "CDNOW once a day" } as const;

const bindings = {
  each: { kind: "each" },
  once: { kind: "once" },
  day: { kind: "period", every: 1, unit: "days", window: "rolling" },
};

/** What every mail must say of its order and of no other, in a form that the check can read. */
const lines = [
  "Order: {{ order.externalId }}",
  "Total: {{ order.totalCost }} {{ order.currency }}",
  "Quantity: {{ order.items[0].quantity }}",
  "Customer: {{ contact.email }}",
];

const blocksOf = {
  each: [
    { id: "order", kind: "getOrder", config: { by: "param", param: "orderId" } },
    {
      id: mailBlock,
      kind: "sendEmail",
      config: {
        subject: "Your order {{ order.externalId }}",
        html: `<h1>Thank you</h1>${lines.map((line) => `<p>${line}</p>`).join("\n")}`,
        text: ["Thank you", ...lines].join("\n"),
        // A receipt: killed in the middle of a send, it is sent again under the same message id.
        transactional: true,
      },
    },
  ],
  once: [{ id: "mark", kind: "addToSegment", config: { segment: segments.once } }],
  day: [{ id: "mark", kind: "addToSegment", config: { segment: segments.day } }],
};

const made = z.object({ id: z.string() });

/** Makes the event type and the three workflows, bound and active. @returns their ids */
export async function makeCampaign(api: ApiClient): Promise<Record<FrequencyName, string>> {
  await pauseOthers(api);
  await api.post("/event-types", { key: eventTypeKey, name: "CDNOW purchase" });
  for (const name of Object.values(segments)) await api.post("/segments", { name });
  return {
    each: await makeWorkflow(api, "each"),
    once: await makeWorkflow(api, "once"),
    day: await makeWorkflow(api, "day"),
  };
}

/** The sample campaign starts at delivered orders, which these are: only ours are to be counted. */
async function pauseOthers(api: ApiClient): Promise<void> {
  for (const { id } of await api.list("/workflows?status=active", made)) {
    await api.post(`/workflows/${id}/pause`);
  }
}

async function makeWorkflow(api: ApiClient, name: FrequencyName): Promise<string> {
  const draft = chained(blocksOf[name]);
  const { id } = made.parse(await api.post("/workflows", { name: `CDNOW ${name}`, draft }));
  const frequency = bindings[name];
  await api.post(`/workflows/${id}/bindings`, { role: "start", eventTypeKey, frequency });
  await api.post(`/workflows/${id}/publish`);
  await api.post(`/workflows/${id}/activate`);
  return id;
}

/** Blocks one behind the other. An order that is not there ends the run: the check then misses its mail. */
function chained(steps: readonly { id: string; kind: string }[]): object {
  const blocks = [{ id: "start", kind: "start" }, ...steps, { id: "end", kind: "end" }];
  const edges = blocks.slice(1).flatMap(({ id: to }, index) => {
    const from = blocks[index];
    if (from?.kind !== "getOrder") return [{ from: from?.id, to }];
    return [
      { from: from.id, to, branch: "found" },
      { from: from.id, to: "end", branch: "notFound" },
    ];
  });
  return { blocks, edges };
}
