import { AppError } from "../../contract/errors.ts";
import type { SourceMapping } from "../../domain/webhook-sources/mapping.ts";
import type { Renderer } from "../../rendering/renderer.ts";

/** The templates of a mapping, each with its place. */
export function templatesOf(mapping: SourceMapping): { path: string; template: string }[] {
  const { contact, params, ...fields } = mapping;
  const under = (prefix: string, templates: Record<string, string | undefined>) =>
    Object.entries(templates).flatMap(([name, template]) =>
      template === undefined ? [] : [{ path: `${prefix}${name}`, template }],
    );
  return [
    ...under("", { ...fields }),
    ...under("contact.", { ...contact }),
    ...under("params.", params ?? {}),
  ];
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
