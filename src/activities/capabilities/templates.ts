import type { TemplatesCapability } from "../../blocks/capabilities.ts";
import type { Facts } from "../../domain/facts.ts";
import type { TemplateTree } from "../../domain/template-tree.ts";
import { hasLiquid } from "../../domain/has-liquid.ts";
import type { Renderer } from "../../rendering/renderer.ts";

export function templatesCapability(
  renderer: Renderer,
  facts: () => Promise<Facts>,
): TemplatesCapability {
  const render = async (
    templates: readonly TemplateTree[],
    as: "text" | "value",
  ): Promise<unknown[]> =>
    // What says nothing to Liquid is what it is.
    hasLiquid(JSON.stringify(templates))
      ? renderer.run("values", { templates: [...templates], facts: await facts(), as })
      : [...templates];
  return {
    texts: async (templates) => (await render(templates, "text")).map(String),
    values: (templates) => render(templates, "value"),
  };
}
