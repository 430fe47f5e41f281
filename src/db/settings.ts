import type { Sql } from "./database.ts";

/** A setting, `initial` the first time that anybody asks; two at once get the same. */
export async function ensureSetting(sql: Sql, key: string, initial: string): Promise<string> {
  await sql.query("insert into settings (key, value) values ($1, $2) on conflict do nothing", [
    key,
    JSON.stringify(initial),
  ]);
  const rows = await sql.query<{ value: string }>("select value from settings where key = $1", [
    key,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error(`the setting ${key} was removed meanwhile`);
  return row.value;
}
