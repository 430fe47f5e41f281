import { blockKinds } from "../../blocks/registry.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { Draft } from "../../contract/draft.ts";

// Temporal refuses a summary over 400 bytes, and a character may take four.
const mostForTemporal = 99;
/** Pages have room for the longest names: what is cut can't be said in the reader's language. */
const mostForPages = 400;

/** What each block of a definition does, in a line, by its id. Without those half-made. */
export function summariesOf({ blocks }: Pick<Draft, "blocks">): Record<string, string> {
  return Object.fromEntries(
    blocks.flatMap(({ id, kind, config }) => {
      const read = readBlockConfig(kind, config);
      const summary = blockKinds.get(kind)?.summary;
      if (read.outcome === "faulty" || summary === undefined) return [];
      return [[id, oneLine(summary(read.config), mostForPages)] as const];
    }),
  );
}

export function oneLine(text: string, most: number = mostForTemporal): string {
  const characters = Array.from(text.replaceAll(/\s+/g, " ").trim());
  return characters.length <= most
    ? characters.join("")
    : `${characters.slice(0, most - 1).join("")}…`;
}
