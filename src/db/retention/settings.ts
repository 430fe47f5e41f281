import type { Retention } from "../../domain/retention.ts";
import { retentionOf } from "../../domain/retention.ts";
import type { Sql } from "../core/database.ts";
import { findSetting, putSettingFields } from "../core/settings.ts";

const key = "retention";

export async function findRetention(sql: Sql): Promise<Retention> {
  return retentionOf((await findSetting(sql, key)) as Partial<Retention> | undefined);
}

/** Changes what is given and leaves the rest. */
export async function updateRetention(sql: Sql, change: Partial<Retention>): Promise<void> {
  await putSettingFields(sql, key, change);
}
