import type { Delivery } from "../../domain/webhook-sources/mapping.ts";
import { listTemplate } from "../../domain/webhook-sources/mapping.ts";
import { required } from "../../domain/required.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";

/** More than any provider sends in one delivery. */
export const maxEntries = 5_000;
const atOnce = 50;
const enoughFailures = 3;

/**
 * The entries that an `each` names, also where they are JSON in a text, as a filter leaves them; one
 * that is no list is an entry by itself.
 */
export async function listOf(
  renderer: Renderer,
  each: string,
  facts: Delivery & { item?: unknown },
): Promise<unknown[] | null> {
  const templates = [listTemplate(each)];
  const [given] = await renderer.run("values", { templates, facts, as: "value" });
  const list = typeof given === "string" ? jsonIn(given) : given;
  if (Array.isArray(list)) return list as unknown[];
  return typeof list === "object" && list !== null ? [list] : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A template's own fault, such as a filter that takes too long, in its words; null: another error. */
export function templateFault(error: unknown): string | null {
  if (!(error instanceof RenderingFailed || error instanceof LimitExceeded)) return null;
  return error.message.split("\n")[0] ?? error.message;
}

export type Rendered = { values: Map<string, unknown> } | { failed: string };

/** What templates come to for each entry. One that costs too much, or fails, fails by itself. */
export async function renderEach(
  renderer: Renderer,
  templates: readonly string[],
  facts: Delivery,
  items: readonly unknown[],
): Promise<Rendered[]> {
  const distinct = [...new Set(templates)];
  const rendered: Rendered[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    const part = items.slice(from, from + atOnce);
    rendered.push(...(await renderPart(renderer, distinct, facts, { items: part, first: from })));
  }
  return rendered;
}

async function renderPart(
  renderer: Renderer,
  templates: string[],
  facts: Delivery,
  { items, first }: { items: unknown[]; first: number },
): Promise<Rendered[]> {
  const alone: Rendered[] = [];
  try {
    const all = await renderer.run("valuesOfEach", { templates, facts, items, first });
    return all.map((values) => ({
      values: new Map(templates.map((template, index) => [template, values[index]])),
    }));
  } catch (error) {
    const failed = templateFault(error);
    if (failed === null) throw error;
    if (items.length === 1) return [{ failed }];
  }
  for (const [place, item] of items.entries()) {
    const one = { items: [item], first: first + place };
    alone.push(...(await renderPart(renderer, templates, facts, one)));
    // Content that costs too much costs it each time: nobody waits for it fifty times.
    if (alone.length === enoughFailures && alone.every((each) => "failed" in each)) break;
  }
  return items.map((_item, index) => required(alone[index] ?? alone.at(-1), "a rendered entry"));
}
