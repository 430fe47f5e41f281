import type { Template } from "liquidjs";
import { Liquid } from "liquidjs";
import { variableUses } from "./liquid/variable-uses.ts";
import type { TemplatePartial } from "./message-content.ts";

/** A variable that a template takes from what a run knows. */
export interface UsedVariable {
  path: string[];
  /** Whether its absence is dealt with, as by an `if`, a `default`, or the `else` of a `for`. */
  guarded: boolean;
}

/** The variables of a template and of the partials it renders, each once. */
export function usedVariables(
  template: string,
  partials: Record<string, TemplatePartial> = {},
): UsedVariable[] {
  const sources = Object.fromEntries(
    Object.entries(partials).map(([name, { html }]) => [name, html]),
  );
  const engine = new Liquid({ templates: sources, relativeReference: false });
  const parsed = engine.parse(template);
  const { globals, variables } = engine.analyzeSync(parsed, { partials: true });
  const useOf = variableUses(parsed, Object.values(variables).flat());
  const tested = new Set<string>();
  const used = new Map<string, UsedVariable>();
  for (const { segments, location } of Object.values(globals).flat()) {
    const path = knownPart(segments);
    const name = path.join("\n");
    const use = useOf(location);
    if (use === "tested") tested.add(name);
    const before = used.get(name);
    const guarded = use !== "bare" && before?.guarded !== false;
    used.set(name, { path, guarded });
  }
  return [...used].map(([name, { path, guarded }]) => ({
    path,
    guarded: guarded || tested.has(name),
  }));
}

/** `order.items[vars.n].name` is known as far as `order.items`. */
function knownPart(segments: readonly unknown[]): string[] {
  const end = segments.findIndex((part) => typeof part !== "string");
  return segments.slice(0, end === -1 ? undefined : end) as string[];
}

/** The partials that a template renders itself, and whether some names are only known later. */
export function partialsIn(template: string): { names: string[]; dynamic: boolean } {
  const names = new Set<string>();
  let dynamic = false;
  for (const part of walk(new Liquid().parse(template))) {
    const { name, file } = part as Template & { name?: string; file?: unknown };
    if (name !== "render" && name !== "include" && name !== "layout") continue;
    if (typeof file === "string") names.add(file);
    else if (file !== undefined) dynamic = true;
  }
  return { names: [...names], dynamic };
}

function* walk(templates: readonly Template[]): Generator<Template> {
  for (const template of templates) {
    yield template;
    const steps = template.children?.(false, true);
    if (steps === undefined) continue;
    let step = steps.next();
    while (step.done !== true) step = steps.next(step.value);
    yield* walk(step.value);
  }
}
