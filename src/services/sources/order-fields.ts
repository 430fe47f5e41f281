import type { Delivery, OrderMapping } from "../../domain/webhook-sources/mapping.ts";
import { required } from "../../domain/required.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { listOf, renderEach, templateFault } from "./list-of.ts";

/** An order's fields by a mapping, as they come out; what comes out empty is left out. */
export async function orderFieldsOf(
  renderer: Renderer,
  { items, ...templates }: OrderMapping,
  facts: Delivery & { item: unknown },
): Promise<{ fields: Record<string, unknown> } | { failed: string }> {
  const [read] = await fieldsOfEach(renderer, { ...templates }, facts, [facts.item]);
  const order = required(read, "an order's fields");
  if ("failed" in order || items === undefined) return order;
  const { each, ...itemTemplates } = items;
  const list = await listOf(renderer, each, facts).catch((error: unknown) => {
    if (templateFault(error) === null) throw error;
    return null;
  });
  if (list === null) return order;
  const rendered = await fieldsOfEach(renderer, { ...itemTemplates }, facts, list.slice(0, 1_000));
  const good = rendered.flatMap((one) => ("fields" in one ? [one.fields] : []));
  return { fields: { ...order.fields, items: good } };
}

async function fieldsOfEach(
  renderer: Renderer,
  templates: Record<string, string | undefined>,
  facts: Delivery,
  list: unknown[],
): Promise<({ fields: Record<string, unknown> } | { failed: string })[]> {
  const named = Object.entries(templates).flatMap(([name, template]) =>
    template === undefined ? [] : [{ name, template }],
  );
  const rendered = await renderEach(
    renderer,
    named.map(({ template }) => template),
    facts,
    list,
  );
  return rendered.map((one) => {
    if ("failed" in one) return one;
    const fields = named.flatMap(({ name, template }) => {
      const given = one.values.get(template);
      const value = typeof given === "string" ? given.trim() : given;
      return value === undefined || value === null || value === "" ? [] : [[name, value]];
    });
    return { fields: Object.fromEntries(fields) as Record<string, unknown> };
  });
}
