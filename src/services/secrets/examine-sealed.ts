import type { SealedKind, SealedRow } from "../../db/access/sealed-values.ts";
import { sealedValuesBehind } from "../../db/access/sealed-values.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { placeOf as webhookPlace } from "../activity-webhooks/secret.ts";
import { sealedName as channelPlace } from "../channel-setups/read-setup.ts";
import { placeOf as slackPlace } from "../notifications/targets.ts";
import { placeOf as sourcePlace } from "../sources/verify.ts";
import { unseal } from "./seal.ts";
import { settingPlace } from "./secret-settings.ts";

/** How a value is kept. */
export type Examined =
  /** By the first key, which it names. */
  | { state: "current"; by: string }
  /** By another key that is there; or by the first one, without naming it. */
  | { state: "older"; by: string; value: string }
  | { state: "not sealed"; value: string }
  | { state: "key is missing"; key: string | null }
  | { state: "damaged"; key: string };

const pageSize = 200;

const places: Record<SealedKind, (key: string) => string> = {
  secret: (name) => name,
  source: sourcePlace,
  channel: channelPlace,
  activityWebhook: webhookPlace,
  slackTarget: slackPlace,
  webhookTarget: webhookPlace,
  setting: settingPlace,
};

/** What a value is sealed as, so that it can't pose as another. */
export const placeOfRow = ({ kind, key }: Pick<SealedRow, "kind" | "key">): string =>
  places[kind](key);

function examine(row: SealedRow, keys: SealingKeys | undefined): Examined {
  if (row.sealed === null) {
    if (row.plain === null) throw new Error(`the ${row.kind} ${row.key} holds no secret`);
    return { state: "not sealed", value: row.plain };
  }
  const opened = unseal(keys, placeOfRow(row), row.sealed);
  if (opened.outcome === "key is missing") return { state: "key is missing", key: opened.key };
  if (opened.outcome === "damaged") return { state: "damaged", key: opened.key };
  const { by, form, value } = opened;
  return form === 2 && by === keys?.[0].id
    ? { state: "current", by }
    : { state: "older", by, value };
}

/** All values, page by page, so that nothing holds them up who are at work on them. */
export async function* examinedValues(
  sql: Sql,
  keys: SealingKeys | undefined,
): AsyncGenerator<{ row: SealedRow; examined: Examined }> {
  let page: SealedRow[];
  let last: SealedRow | null = null;
  do {
    page = await sealedValuesBehind(sql, pageSize, last);
    for (const row of page) yield { row, examined: examine(row, keys) };
    last = page.at(-1) ?? null;
  } while (page.length === pageSize);
}
