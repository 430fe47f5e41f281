import type { Template } from "liquidjs";
import { Liquid } from "liquidjs";
import type { TemplatePartial } from "./message-content.ts";

/** A variable that a template takes from what a run knows. */
export interface UsedVariable {
  path: string[];
  /** Whether its absence is dealt with: it is tested by an `if`, or has a `default`. */
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
  const { globals } = engine.analyzeSync(engine.parse(template), { partials: true });
  const tested = new Set<string>();
  const used = new Map<string, UsedVariable>();
  const linesOf = new Map<string, number[]>();
  for (const { segments, location } of Object.values(globals).flat()) {
    const path = knownPart(segments);
    const name = path.join("\n");
    const { file = "" } = location;
    const source = location.file === undefined ? template : (sources[file] ?? "");
    let lines = linesOf.get(file);
    if (lines === undefined) linesOf.set(file, (lines = startsOfLines(source)));
    const use = useAt(source, lines, location);
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

const tests = new Set(["if", "elsif", "unless", "case", "when"]);

/** Once a source: there may be thousands of variables in it. */
function startsOfLines(source: string): number[] {
  const starts = [0];
  for (let end = source.indexOf("\n"); end !== -1; end = source.indexOf("\n", end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}

function useAt(
  source: string,
  starts: readonly number[],
  { row, col }: { row: number; col: number },
) {
  const begin = starts[row - 1] ?? 0;
  const at = begin + col - 1;
  const opened = Math.max(source.lastIndexOf("{%", at), source.lastIndexOf("{{", at));
  const [, tag = ""] = /^\{%-?\s*(\w+)/.exec(source.slice(opened)) ?? [];
  const word =
    tag === "liquid"
      ? (
          /^\s*(\w+)/.exec(source.slice(begin, (starts[row] ?? source.length + 1) - 1))?.[1] ?? ""
        ).trim()
      : tag;
  if (tests.has(word)) return "tested" as const;
  return /^[^|%}\n]*\|\s*default\b/.test(source.slice(at))
    ? ("defaulted" as const)
    : ("bare" as const);
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
