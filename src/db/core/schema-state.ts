import { required } from "../../domain/required.ts";
import { ownVersion } from "../../platform/version.ts";
import type { Sql } from "./database.ts";
import { numberOf, ownMigrations } from "./migration-files.ts";

export type SchemaState =
  | { state: "current" }
  /** It is this also when there is none yet. */
  | { state: "older"; missing: string[]; says: string }
  /** `usable`: by what its newest release says, this one may go on with it. */
  | { state: "newer"; usable: boolean; says: string };

interface Applied {
  name: string;
  /** Null for a release before this was noted. */
  release: string | null;
  runsWith: string | null;
}

/** How the database's schema stands to this release. Changes nothing, and needs no table of ours. */
export async function schemaState(
  sql: Sql,
  own: readonly string[] = ownMigrations,
): Promise<SchemaState> {
  const [found] = await sql.query<{ there: boolean }>(
    "select to_regclass('schema_migrations') is not null as there",
  );
  const applied = found?.there === true ? await appliedMigrations(sql) : [];
  const known = new Set(own);
  const unknown = applied.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) return newer(unknown, own);
  const names = new Set(applied.map(({ name }) => name));
  const missing = own.filter((name) => !names.has(name));
  if (missing.length === 0) return { state: "current" };
  return { state: "older", missing, says: olderSays(applied, missing) };
}

/** Through JSON, as a table that an earlier release made lacks the newer columns. */
function appliedMigrations(sql: Sql): Promise<Applied[]> {
  return sql.query<Applied>(
    `select name, to_jsonb(m) ->> 'release' as release, to_jsonb(m) ->> 'runs_with' as "runsWith"
       from schema_migrations m where name is not null order by name`,
  );
}

function newer(unknown: Applied[], own: readonly string[]): SchemaState {
  const last = unknown.at(-1);
  const ours = numberOf(required(own.at(-1), "a migration of this release"));
  const release = last?.release ?? null;
  const by = release === null ? "a newer release" : `release ${release}`;
  const says =
    `the database was migrated by ${by}, up to ${last?.name}, and this is release ${ownVersion}, ` +
    `which knows migrations up to ${ours}: run ` +
    (release === null
      ? "the release that migrated it, or a newer one"
      : `release ${release} or newer`);
  const usable = unknown.every(({ runsWith }) => runsWith !== null && runsWith <= ours);
  return { state: "newer", usable, says };
}

function olderSays(applied: readonly Applied[], missing: readonly string[]): string {
  const last = applied.at(-1);
  const needs = `this is release ${ownVersion}, which needs ${missing.join(", ")}`;
  const remedy = "run campanile migrate";
  if (last === undefined) return `the database has no schema yet, and ${needs}: ${remedy}`;
  const of = last.release === null ? "" : ` of release ${last.release},`;
  return `the database's schema is${of} at migration ${numberOf(last.name)}, and ${needs}: ${remedy}`;
}
