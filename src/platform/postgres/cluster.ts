import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Account, runAs } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";

const run = promisify(execFile);
const majorVersion = "18";

/** The name of the superuser and of the database. */
export const databaseName = "campanile";

export interface Cluster {
  /** Postgres's own data folder (PGDATA). */
  pgdata: string;
  password: string;
}

/**
 * The database cluster in `folder`, made when there is none. It is made beside and renamed when
 * complete, together with its password: a crash half-way leaves nothing that looks finished.
 * @throws Error when the data belongs to another major version of Postgres
 */
export async function openCluster(
  folder: string,
  binaries: PostgresBinaries,
  account: Account | undefined,
): Promise<Cluster> {
  if (!existsSync(folder)) await makeCluster(folder, binaries, account);
  const pgdata = join(folder, "data");
  const version = (await readFile(join(pgdata, "PG_VERSION"), "utf8")).trim();
  if (version !== majorVersion) {
    throw new Error(
      `${pgdata} was written by Postgres ${version}, but this is Postgres ${majorVersion}. ` +
        "Dump it with the old version first, or choose another DATA_DIR.",
    );
  }
  return { pgdata, password: await readFile(join(folder, "password"), "utf8") };
}

async function makeCluster(
  folder: string,
  binaries: PostgresBinaries,
  account: Account | undefined,
): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700, recursive: true });
  const password = join(draft, "password");
  await writeFile(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (account) {
    await chown(draft, account.uid, account.gid);
    await chown(password, account.uid, account.gid);
  }
  const args = [
    `--pgdata=${join(draft, "data")}`,
    `--username=${databaseName}`,
    `--pwfile=${password}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  ];
  const { command, args: all, ...as } = runAs(account, binaries.initdb, args, [draft]);
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  await run(command, all, { ...as, cwd: draft, env });
  await rename(draft, folder);
}
