import { localZone } from "../domain/local-zone.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { spanLabel } from "../domain/sentences/rule-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { span, spanEnd } from "./settings.ts";

export const delay = defineBlock({
  kind: "delay",
  label: "Delay",
  description: "Waits for a number of minutes, hours, days, weeks or months.",
  group: "waits",
  schema: span,
  fresh: { amount: 1, unit: "days" },
  role: "wait",
  place: "database",
  branches: ["next"],
  summary: (config) => sayBlock("wait", { span: spanLabel(config) }),
  perform: async (config, context) => {
    const facts = await context.facts();
    const waitUntil = spanEnd(config, context.now, localZone(facts));
    return { branch: "next", waitUntil, note: sayVisit("waits", { span: spanLabel(config) }) };
  },
});
