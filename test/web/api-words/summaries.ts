import { blockKinds } from "../../../src/blocks/registry.ts";
import { required } from "../../../src/domain/required.ts";
import { summariesOf } from "../../../src/services/workflows/summaries.ts";

/** Other settings than a kind's example, of which its summary says something else. */
const others: Record<string, object[]> = {
  waitUntil: [
    { at: "2026-12-24", field: undefined, before: undefined },
    { before: undefined, after: { amount: 2, unit: "weeks" }, time: "09:00" },
    { field: undefined, before: undefined },
  ],
  timeWindow: [{ holidays: ["UA"] }],
  branch: [{ ways: [] }],
  branchByTime: [{ ways: [] }],
  randomSplit: [{ ways: [] }],
  goal: [{ eventTypeKey: undefined, rule: { isSet: [{ var: "contact.email" }] } }],
  sendEmail: [{ subject: "" }],
  sendToSegment: [
    messagesTo(["sendSms"]),
    messagesTo(["sendEmail"]),
    messagesTo(["sendSms", "sendEmail"]),
  ],
  getOrder: [{ by: "latest" }, { by: "latest", status: "DELIVERED" }],
  updateContact: [{ attributes: {} }],
  subscribe: [{ topic: "sale" }, { channel: "email" }, { topic: "sale", channel: "webPush" }],
  unsubscribe: [{ topic: "sale" }, { channel: "email" }, { topic: "sale", channel: "webPush" }],
};

function messagesTo(kinds: readonly string[]): object {
  const messages = kinds.map((kind) => ({
    kind,
    config: kind === "sendEmail" ? { subject: 'Знижка "-20 %"' } : {},
  }));
  return { subject: undefined, html: undefined, messages };
}

/** What every kind of block says that it does, as the API answers it. */
export function saidByBlocks(): { kind: string; text: string }[] {
  return [...blockKinds.values()].flatMap(({ kind, fresh, example }) =>
    [{}, ...(others[kind] ?? [])].map((more) => {
      const config: Record<string, unknown> = { ...fresh, ...example, ...more };
      // An example is English, as its kind is.
      if (config["subject"] !== undefined && !("subject" in more)) config["subject"] = "Привіт";
      const said = summariesOf({ blocks: [{ id: "b", kind, config: given(config) }] });
      return { kind, text: required(said["b"], `the summary of ${kind}`) };
    }),
  );
}

function given(config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
