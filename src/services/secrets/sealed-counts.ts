import type { SealedKind } from "../../db/access/sealed-values.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { Examined } from "./examine-sealed.ts";
import { examinedValues } from "./examine-sealed.ts";

/** Values that are kept in the same way. */
export interface SealedCount {
  state: Examined["state"];
  /** Null: they don't say, or are not sealed. */
  key: string | null;
  kinds: Map<SealedKind, number>;
}

/** What is sealed by which key. */
export async function sealedCounts(
  sql: Sql,
  keys: SealingKeys | undefined,
): Promise<SealedCount[]> {
  const counts = new Map<string, SealedCount>();
  for await (const { row, examined } of examinedValues(sql, keys)) {
    const { state } = examined;
    const key = keyOf(examined);
    const name = `${state} ${key}`;
    const count = counts.get(name) ?? { state, key, kinds: new Map<SealedKind, number>() };
    count.kinds.set(row.kind, (count.kinds.get(row.kind) ?? 0) + 1);
    counts.set(name, count);
  }
  return [...counts.values()];
}

export const totalOf = (kinds: ReadonlyMap<SealedKind, number>): number =>
  [...kinds.values()].reduce((sum, count) => sum + count, 0);

const labels: Record<SealedKind, [one: string, many: string]> = {
  secret: ["secret of webhooks", "secrets of webhooks"],
  source: ["source", "sources"],
  channel: ["channel", "channels"],
  activityWebhook: ["activity webhook", "activity webhooks"],
  slackTarget: ["Slack target", "Slack targets"],
  webhookTarget: ["webhook target", "webhook targets"],
  setting: ["key of the deployment", "keys of the deployment"],
};

/** `2 channels, 1 source` */
export function kindsText(kinds: ReadonlyMap<SealedKind, number>): string {
  return [...kinds]
    .map(([kind, count]) => `${count} ${labels[kind][count === 1 ? 0 : 1]}`)
    .join(", ");
}

function keyOf(examined: Examined): string | null {
  switch (examined.state) {
    case "current":
    case "older":
      return examined.by;
    case "key is missing":
    case "damaged":
      return examined.key;
    case "not sealed":
      break;
  }
  return null;
}
