import { z } from "zod";
import { renderTemplate, templateProblem } from "../domain/template.ts";
import { mostHops } from "../domain/hops.ts";
import { defineBlock } from "./block.ts";
import { eventTypeKey } from "./settings.ts";

const schema = z.strictObject({
  eventTypeKey,
  /** Liquid; the new event's key. */
  keyValue: z.string().max(1_000).default("{{ event.keyValue }}"),
  /** Liquid, by param. */
  params: z.record(z.string().min(1).max(100), z.string().max(10_000)).default({}),
});

export const emitEvent = defineBlock({
  kind: "emitEvent",
  label: "Send event",
  description: "Sends an event about the contact, which can start, stop or wake other runs.",
  schema,
  role: "step",
  place: "database",
  branches: ["next"],
  summary: (config) => `Send event "${config.eventTypeKey}"`,
  problems: ({ keyValue, params }) =>
    Object.entries({ keyValue, ...params }).flatMap(([name, template]) => {
      const message = templateProblem(template);
      const field = name === "keyValue" ? name : `params.${name}`;
      return message === null ? [] : [{ field, message }];
    }),
  perform: async (config, context) => {
    const facts = await context.facts();
    const render = (template: string): string => renderTemplate("text", template, facts);
    const emitted = await context.events.emit({
      eventTypeKey: config.eventTypeKey,
      keyValue: render(config.keyValue).slice(0, 300),
      params: Object.fromEntries(
        Object.entries(config.params).map(([name, template]) => [name, render(template)]),
      ),
    });
    return emitted.outcome === "loop"
      ? { branch: "next", note: `Not sent: ${mostHops} runs have started one another in a circle` }
      : {
          branch: "next",
          launches: true,
          note: `Sent "${config.eventTypeKey}"`,
          data: { eventId: emitted.eventId, launched: emitted.launched },
        };
  },
});
