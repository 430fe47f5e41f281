import type { Sql } from "./database.ts";

/**
 * A value that the system makes for itself, `initial` the first time that anybody asks; two at once get
 * the same. It is nobody's change, whoever asked first: the audit log does not tell it.
 */
export async function ensureSetting(sql: Sql, key: string, initial: string): Promise<string> {
  await sql.query(
    "insert into settings (key, value, generated) values ($1, $2, true) on conflict do nothing",
    [key, JSON.stringify(initial)],
  );
  const rows = await sql.query<{ value: string }>("select value from settings where key = $1", [
    key,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error(`the setting ${key} was removed meanwhile`);
  return row.value;
}

/** Undefined: it was never set. */
export async function findSetting(sql: Sql, key: string): Promise<unknown> {
  const [row] = await sql.query<{ value: unknown }>("select value from settings where key = $1", [
    key,
  ]);
  return row?.value;
}

export async function putSetting(sql: Sql, key: string, value: unknown): Promise<void> {
  await sql.query(
    `insert into settings (key, value) values ($1, $2)
     on conflict (key) do update set value = excluded.value`,
    [key, JSON.stringify(value)],
  );
}

export async function dropSetting(sql: Sql, key: string): Promise<void> {
  await sql.query("delete from settings where key = $1", [key]);
}

/** Changes fields of a setting that is an object; those that are not named stay as they are. */
export async function putSettingFields(sql: Sql, key: string, fields: object): Promise<void> {
  await sql.query(
    `insert into settings (key, value) values ($1, $2)
     on conflict (key) do update set value = settings.value || excluded.value`,
    [key, JSON.stringify(fields)],
  );
}
