import { z } from "zod";
import { maxHops } from "../domain/hops.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { eventTemplateIssues, eventTemplates, renderEvent } from "./event-templates.ts";

const schema = z.strictObject(eventTemplates);

export const emitEvent = defineBlock({
  kind: "emitEvent",
  label: "Send event",
  description: "Sends an event about the contact, which can start, stop or wake other runs.",
  group: "events",
  schema,
  example: { eventTypeKey: "offerShown" },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: ({ eventTypeKey: key }) => sayBlock("sendEvent", { key }),
  issues: eventTemplateIssues,
  perform: async (config, context) => {
    const emitted = await context.events.emit(await renderEvent(config, context.templates));
    return emitted.outcome === "loop"
      ? {
          branch: "next",
          note: sayVisit("notSent", { why: sayVisit("inCircle", { hops: maxHops }) }),
        }
      : {
          branch: "next",
          launches: true,
          note: sayVisit("eventSent", { key: config.eventTypeKey }),
          data: { eventId: emitted.eventId, launched: emitted.launched },
        };
  },
});
