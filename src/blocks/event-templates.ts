import { z } from "zod";
import { templateError } from "../domain/template.ts";
import type { BlockIssue } from "./block.ts";
import type { TemplatesCapability } from "./capabilities.ts";
import { eventTypeKey } from "./settings.ts";

/** An event that a block sends: its type, and Liquid for the rest. */
export const eventTemplates = {
  eventTypeKey,
  keyValue: z
    .string()
    .max(1_000)
    .default("{{ event.keyValue }}")
    .meta({ title: "Key", description: "Of the new event", widget: "liquid" }),
  params: z
    .record(z.string().min(1).max(100), z.string().max(10_000))
    .default({})
    .meta({ title: "Params", widget: "keyValue" }),
};

interface EventTemplates {
  eventTypeKey: string;
  keyValue: string;
  params: Record<string, string>;
}

const maxKeyLength = 300;

export function eventTemplateIssues({ keyValue, params }: EventTemplates): BlockIssue[] {
  return Object.entries({ keyValue, ...params }).flatMap(([name, template]) => {
    const message = templateError(template);
    const field = name === "keyValue" ? name : `params.${name}`;
    return message === null ? [] : [{ field, message }];
  });
}

/** @throws when a template fails */
export async function renderEvent(
  { keyValue, params, ...rest }: EventTemplates,
  templates: TemplatesCapability,
): Promise<EventTemplates> {
  const names = Object.keys(params);
  const [key = "", ...values] = await templates.texts([keyValue, ...Object.values(params)]);
  return {
    ...rest,
    keyValue: key.slice(0, maxKeyLength),
    params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])),
  };
}
