import { AppError } from "../../contract/errors.ts";
import type { SourceMapping } from "../../domain/webhook-sources/mapping.ts";
import { listTemplate } from "../../domain/webhook-sources/mapping.ts";
import type { Renderer } from "../../rendering/renderer.ts";

/** The templates of a mapping, each with its place. */
function templatesOf(mapping: SourceMapping): { path: string; template: string }[] {
  const { each, order } = mapping;
  const { items, ...orderFields } = order ?? {};
  const { each: eachItem, ...itemFields } = items ?? {};
  return [
    ...under("", { each: each === undefined ? undefined : listTemplate(each) }),
    ...eventTemplatesOf(mapping),
    ...under("order.", { ...orderFields }),
    ...under("order.items.", {
      each: eachItem === undefined ? undefined : listTemplate(eachItem),
      ...itemFields,
    }),
  ];
}

/** Those by which an event is made. */
export function eventTemplatesOf(mapping: SourceMapping): { path: string; template: string }[] {
  const { eventType, key, messageId, occurredAt, contact, params } = mapping;
  return [
    ...under("", { eventType, key, messageId, occurredAt }),
    ...under("contact.", { ...contact }),
    ...under("params.", params ?? {}),
  ];
}

function under(prefix: string, templates: Record<string, string | undefined>) {
  return Object.entries(templates).flatMap(([name, template]) =>
    template === undefined ? [] : [{ path: `${prefix}${name}`, template }],
  );
}

/** @throws AppError `invalid` with every template that can't be read */
export async function requireReadable(
  renderer: Renderer,
  mapping: SourceMapping | undefined,
): Promise<void> {
  const all = mapping === undefined ? [] : templatesOf(mapping);
  if (all.length === 0) return;
  const problems = await renderer.run("templateProblems", {
    templates: all.map(({ template }) => template),
  });
  const faults = all.flatMap(({ path }, index) => {
    const message = problems[index] ?? null;
    return message === null ? [] : [{ path: `mapping.${path}`, message }];
  });
  if (faults.length > 0) throw new AppError("invalid", "the body has faults", { faults });
}
