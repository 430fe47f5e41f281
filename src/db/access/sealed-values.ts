import type { Sql } from "../core/database.ts";

/** Where values are sealed: a table each, or the settings that the system makes for itself. */
export type SealedKind =
  | "secret"
  | "source"
  | "channel"
  | "activityWebhook"
  /** The address of Slack, and what requests to a webhook are signed with. */
  | "slackTarget"
  | "webhookTarget"
  | "setting";

export interface SealedRow {
  kind: SealedKind;
  /** The id or name of its row. */
  key: string;
  /** Null: a setting that is not sealed yet. */
  sealed: Buffer | null;
  /** Of such a setting its value. */
  plain: string | null;
}

/** Settings that are to be sealed. */
export const secretSettings = ["browser_key", "contact_token_secret", "link_key"] as const;
export type SecretSetting = (typeof secretSettings)[number];

/** All that is sealed, or should be, behind a place. */
export async function sealedValuesBehind(
  sql: Sql,
  limit: number,
  behind: Pick<SealedRow, "kind" | "key"> | null,
): Promise<SealedRow[]> {
  return sql.query<SealedRow>(
    `select kind, key, sealed, plain from (
       select 'secret' as kind, name as key, sealed, null as plain from secrets
       union all
       select 'source', id::text, secret, null from sources where secret is not null
       union all
       select 'channel', channel, sealed, null from channel_setups where sealed is not null
       union all
       select 'activityWebhook', id::text, secret, null from activity_webhooks
       union all
       select case kind when 'slack' then 'slackTarget' else 'webhookTarget' end, id::text, sealed, null
         from notification_targets where sealed is not null
       union all
       select 'setting', key, decode(value ->> 'sealed', 'base64'),
              case jsonb_typeof(value) when 'string' then value #>> '{}' end
         from settings where key = any($4::text[])
     ) as one
      where $1::text is null or (kind collate "C", key collate "C") > ($1, $2::text)
      order by kind collate "C", key collate "C" limit $3`,
    [behind?.kind ?? null, behind?.key ?? null, limit, secretSettings],
  );
}

/**
 * Seals a value anew, unless it is another one by now.
 * @returns false when it is, or is gone
 */
export async function resealValue(
  sql: Sql,
  { kind, key, sealed, plain }: SealedRow,
  next: Buffer,
): Promise<boolean> {
  const rows =
    kind === "setting"
      ? await sql.query(
          "update settings set value = $2 where key = $1 and value = $3 returning 1",
          [key, sealedSetting(next), settingBefore(sealed, plain)],
        )
      : await sql.query(replacing[kind], [key, next, sealed]);
  return rows.length > 0;
}

/** What its owners see of a row, when it was changed say, stays: they have changed nothing. */
const replacingTarget =
  "update notification_targets set sealed = $2 where id = $1::text::uuid and sealed = $3 returning 1";
const replacing: Record<Exclude<SealedKind, "setting">, string> = {
  secret: "update secrets set sealed = $2 where name = $1 and sealed = $3 returning 1",
  source: "update sources set secret = $2 where id = $1::text::uuid and secret = $3 returning 1",
  channel: "update channel_setups set sealed = $2 where channel = $1 and sealed = $3 returning 1",
  activityWebhook:
    "update activity_webhooks set secret = $2 where id = $1::text::uuid and secret = $3 returning 1",
  slackTarget: replacingTarget,
  webhookTarget: replacingTarget,
};

const sealedSetting = (sealed: Buffer) => JSON.stringify({ sealed: sealed.toString("base64") });

function settingBefore(sealed: Buffer | null, plain: string | null): string {
  return sealed === null ? JSON.stringify(plain) : sealedSetting(sealed);
}

/** A setting that is a secret, as it is kept; made of `initial` when there is none. */
export async function ensureSecretSetting(
  sql: Sql,
  key: SecretSetting,
  initial: { plain: string } | { sealed: Buffer },
): Promise<Pick<SealedRow, "sealed" | "plain">> {
  const value = "plain" in initial ? JSON.stringify(initial.plain) : sealedSetting(initial.sealed);
  await sql.query(
    "insert into settings (key, value, generated) values ($1, $2, true) on conflict do nothing",
    [key, value],
  );
  const found = await findSecretSetting(sql, key);
  if (found === null) throw new Error(`the setting ${key} was removed meanwhile`);
  return found;
}

/** Null: it was not made yet. */
export async function findSecretSetting(
  sql: Sql,
  key: SecretSetting,
): Promise<Pick<SealedRow, "sealed" | "plain"> | null> {
  const [row] = await sql.query<Pick<SealedRow, "sealed" | "plain">>(
    `select decode(value ->> 'sealed', 'base64') as sealed,
            case jsonb_typeof(value) when 'string' then value #>> '{}' end as plain
       from settings where key = $1`,
    [key],
  );
  return row ?? null;
}

const formSetting = "sealed_values_name_keys";

/** Whether no process is left that could not open values that name their key. */
export async function namesSealingKeys(sql: Sql): Promise<boolean> {
  const rows = await sql.query("select 1 from settings where key = $1", [formSetting]);
  return rows.length > 0;
}

/**
 * From now on values name their key, and settings are sealed. Processes of releases without migration
 * 0121 can't read that, so they find that the schema is not for them any more, and take no more work.
 * @returns false when it was so before
 */
export async function startNamingKeys(sql: Sql): Promise<boolean> {
  const rows = await sql.query(
    `insert into settings (key, value, generated) values ($1, 'true', true)
     on conflict do nothing returning 1`,
    [formSetting],
  );
  if (rows.length === 0) return false;
  await sql.query(
    "update schema_migrations set runs_with = '0121' where name = '0121_sealing_keys.sql'",
  );
  return true;
}
