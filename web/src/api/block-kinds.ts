import { queryOptions } from "@tanstack/react-query";
import type { BlockKind as BlockKindAnswer } from "../../../src/contract/api/block-kinds.ts";
import { blocksInReadersLanguage } from "../i18n/load-api-texts.ts";
import { get } from "./client.ts";
import type { JsonSchema } from "./json-schema.ts";

export type { JsonSchema } from "./json-schema.ts";

export type BlockKind = Omit<BlockKindAnswer, "schema"> & { schema: JsonSchema };

export const blockKindsQuery = queryOptions({
  queryKey: ["block-kinds"],
  queryFn: async ({ signal }) => {
    const { items } = await get<{ items: BlockKind[] }>("/block-kinds", {}, signal);
    return { items: await blocksInReadersLanguage(items) };
  },
  select: ({ items }) => new Map(items.map((kind) => [kind.kind, kind])),
  staleTime: 10 * 60_000,
});

/** The branches of a block, as the server computes them. */
export function branchesOf(kind: BlockKind, config: Record<string, unknown>): string[] {
  const asked = kind.optionalBranches
    .filter(({ setting, is }) => valuesAt(config, setting.split(".")).includes(is))
    .map(({ branch }) => branch);
  return [...ownBranches(kind, config), ...asked];
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => valuesAt(entry, path));
  const [name, ...rest] = path;
  return name === undefined
    ? [value]
    : valuesAt((value as Record<string, unknown> | null | undefined)?.[name], rest);
}

function ownBranches({ branches }: BlockKind, config: Record<string, unknown>): string[] {
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
