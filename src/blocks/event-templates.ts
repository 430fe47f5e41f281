import { z } from "zod";
import type { Facts } from "../domain/facts.ts";
import { renderTemplate, templateProblem } from "../domain/template.ts";
import type { BlockProblem } from "./block.ts";
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

const longestKey = 300;

export function eventTemplateProblems({ keyValue, params }: EventTemplates): BlockProblem[] {
  return Object.entries({ keyValue, ...params }).flatMap(([name, template]) => {
    const message = templateProblem(template);
    const field = name === "keyValue" ? name : `params.${name}`;
    return message === null ? [] : [{ field, message }];
  });
}

/** @throws when a template fails */
export function renderEvent(templates: EventTemplates, facts: Facts): EventTemplates {
  const render = (template: string): string => renderTemplate("text", template, facts);
  return {
    eventTypeKey: templates.eventTypeKey,
    keyValue: render(templates.keyValue).slice(0, longestKey),
    params: Object.fromEntries(
      Object.entries(templates.params).map(([name, template]) => [name, render(template)]),
    ),
  };
}
