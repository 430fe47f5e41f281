import type { ProcessStanding } from "../../domain/process-standing.ts";
import type { Sql } from "./database.ts";

export interface ApiRow {
  id: string;
  version: string;
  build: string;
  startedAt: Date;
  seenAt: Date;
  /** By Postgres' clock. */
  silentSeconds: number;
  standing: ProcessStanding;
}

/** Says that an API is alive, and how it stands. Rows of those long gone are removed. */
export async function recordApi(
  sql: Sql,
  api: Pick<ApiRow, "id" | "version" | "build" | "startedAt" | "standing">,
): Promise<void> {
  await sql.query(
    {
      name: "record-api",
      text: `insert into apis (id, version, build, started_at, standing) values ($1, $2, $3, $4, $5)
             on conflict (id) do update
               set seen_at = now(), version = excluded.version, build = excluded.build,
                   started_at = excluded.started_at, standing = excluded.standing`,
    },
    [api.id, api.version, api.build, api.startedAt, JSON.stringify(api.standing)],
  );
  await sql.query("delete from apis where seen_at < now() - interval '1 day'");
}

export async function removeApi(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from apis where id = $1", [id]);
}

/** Those that have given a sign of life within the last day and did not end in order, the oldest first. */
export async function listApis(sql: Sql): Promise<ApiRow[]> {
  return sql.query<ApiRow>(
    `select id, version, build, started_at as "startedAt", seen_at as "seenAt",
            greatest(0, extract(epoch from clock_timestamp() - seen_at))::float8 as "silentSeconds",
            standing
       from apis order by started_at, id limit 200`,
  );
}
