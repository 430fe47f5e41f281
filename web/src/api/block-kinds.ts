import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";
import type { JsonSchema } from "./json-schema.ts";

export type { JsonSchema } from "./json-schema.ts";

/** A block's ways out: fixed, or named by the entries of one of its settings. */
export type Branches = { fixed: string[] } | { of: string; by: string; rest: string[] };

export interface BlockKind {
  kind: string;
  label: string;
  description: string;
  group: string;
  role: "start" | "step" | "wait" | "end";
  branches: Branches;
  branchLabels?: Record<string, string>;
  schema: JsonSchema;
  defaults: Record<string, unknown>;
  availability: { available: boolean; why: string | null };
}

export const blockKindsQuery = queryOptions({
  queryKey: ["block-kinds"],
  queryFn: ({ signal }) => get<{ items: BlockKind[] }>("/block-kinds", {}, signal),
  select: ({ items }) => new Map(items.map((kind) => [kind.kind, kind])),
  staleTime: 10 * 60_000,
});

/** The ways out of a block, as the server computes them. */
export function branchesOf(kind: BlockKind, config: Record<string, unknown>): string[] {
  const { branches } = kind;
  if ("fixed" in branches) return branches.fixed;
  const list = config[branches.of];
  const named = Array.isArray(list)
    ? list.map((entry: unknown) => (entry as Record<string, unknown> | null)?.[branches.by])
    : [];
  return [
    ...named.flatMap((name) => (typeof name === "string" && name.trim() ? [name.trim()] : [])),
    ...branches.rest,
  ];
}
