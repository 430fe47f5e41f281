import { blockKinds } from "../../blocks/registry.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { Draft } from "../../contract/draft.ts";

// Temporal refuses a summary over 400 bytes, and a character may take four.
const maxSummaryLength = 99;

/** What each block of a definition does, in a line, by its id. Without those half-made. */
export function summariesOf({ blocks }: Pick<Draft, "blocks">): Record<string, string> {
  return Object.fromEntries(
    blocks.flatMap(({ id, kind, config }) => {
      const read = readBlockConfig(kind, config);
      const summary = blockKinds.get(kind)?.summary;
      if (read.outcome === "faulty" || summary === undefined) return [];
      return [[id, oneLine(summary(read.config))] as const];
    }),
  );
}

export function oneLine(text: string): string {
  const characters = Array.from(text.replaceAll(/\s+/g, " ").trim());
  return characters.length <= maxSummaryLength
    ? characters.join("")
    : `${characters.slice(0, maxSummaryLength - 1).join("")}…`;
}
