import { z } from "zod";
import { maxHops } from "../domain/hops.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { eventTemplateIssues, eventTemplates, renderEvent } from "./event-templates.ts";

const schema = z.strictObject({
  segment: z.string().trim().max(200).default("").meta({ title: "Segment", widget: "segment" }),
  /** The same for all members. */
  ...eventTemplates,
  wait: z.boolean().default(false).meta({
    title: "Wait for the last",
    description: "The run goes on when the last member has got its event",
  }),
});

const whyNot = {
  no_segment: sayVisit("noSegmentOfName"),
  test: sayVisit("testWritesToNone"),
  loop: sayVisit("inCircle", { hops: maxHops }),
};

/** How long a run waits at most; a fan-out goes on beyond it. */
const maxWaitMs = 7 * 86_400_000;

export const emitToSegment = defineBlock({
  kind: "emitToSegment",
  label: "Send event to segment",
  description: "Sends an event about each member of a segment, which can start, stop or wake runs.",
  group: "events",
  schema,
  example: { segment: "VIP", eventTypeKey: "saleOpened" },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: ({ eventTypeKey: key, segment }) => sayBlock("sendEventToEach", { key, segment }),
  issues: (config) => [
    ...(config.segment === "" ? [{ field: "segment", message: "choose a segment" }] : []),
    ...eventTemplateIssues(config),
  ],
  perform: async (config, context) => {
    const sent = await context.fanOuts.emit({
      segment: config.segment,
      ...(await renderEvent(config, context.templates)),
      isWaitedFor: config.wait,
    });
    if (sent.outcome !== "started") {
      return { branch: "next", note: sayVisit("notSent", { why: whyNot[sent.outcome] }) };
    }
    const { eventTypeKey: key, segment } = config;
    const note = sayVisit("eventToEach", { key, segment });
    const data = { fanOutId: sent.fanOutId };
    const outcome = { branch: "next", launches: true, note, data };
    return config.wait
      ? { ...outcome, waitUntil: new Date(context.now.getTime() + maxWaitMs) }
      : outcome;
  },
});
