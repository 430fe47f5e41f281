import { z } from "zod";
import { mostHops } from "../domain/hops.ts";
import { renderTemplate, templateProblem } from "../domain/template.ts";
import { defineBlock } from "./block.ts";
import { eventTypeKey } from "./settings.ts";

const schema = z.strictObject({
  segment: z.string().trim().max(200).default(""),
  eventTypeKey,
  /** Liquid; the key of all these events. */
  keyValue: z.string().max(1_000).default("{{ event.keyValue }}"),
  /** Liquid, by param; the same for all members. */
  params: z.record(z.string().min(1).max(100), z.string().max(10_000)).default({}),
  /** Whether the run waits until the last member has got its event. */
  wait: z.boolean().default(false),
});

const whyNot = {
  no_segment: "there is no segment of this name",
  test: "a test launch writes to no segment",
  loop: `${mostHops} runs have started one another in a circle`,
};

/** How long a run waits at most; a fan-out goes on beyond it. */
const longestWaitMs = 7 * 86_400_000;

export const emitToSegment = defineBlock({
  kind: "emitToSegment",
  label: "Send event to segment",
  description: "Sends an event about each member of a segment, which can start, stop or wake runs.",
  schema,
  role: "step",
  place: "database",
  branches: ["next"],
  summary: (config) => `Send "${config.eventTypeKey}" to each of "${config.segment}"`,
  problems: ({ segment, keyValue, params }) => [
    ...(segment === "" ? [{ field: "segment", message: "choose a segment" }] : []),
    ...Object.entries({ keyValue, ...params }).flatMap(([name, template]) => {
      const message = templateProblem(template);
      const field = name === "keyValue" ? name : `params.${name}`;
      return message === null ? [] : [{ field, message }];
    }),
  ],
  perform: async (config, context) => {
    const facts = await context.facts();
    const render = (template: string): string => renderTemplate("text", template, facts);
    const sent = await context.fanOuts.emit({
      segment: config.segment,
      eventTypeKey: config.eventTypeKey,
      keyValue: render(config.keyValue).slice(0, 300),
      params: Object.fromEntries(
        Object.entries(config.params).map(([name, template]) => [name, render(template)]),
      ),
      isWaitedFor: config.wait,
    });
    if (sent.outcome !== "started") {
      return { branch: "next", note: `Not sent: ${whyNot[sent.outcome]}` };
    }
    const note = `Sends "${config.eventTypeKey}" to each of "${config.segment}"`;
    const data = { fanOutId: sent.fanOutId };
    const outcome = { branch: "next", launches: true, note, data };
    return config.wait
      ? { ...outcome, waitUntil: new Date(context.now.getTime() + longestWaitMs) }
      : outcome;
  },
});
