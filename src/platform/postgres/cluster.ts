import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chown,
  lchown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PostgresBinaries } from "./binaries.ts";
import type { Unprivileged } from "./unprivileged.ts";

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
  as: Unprivileged,
): Promise<Cluster> {
  if (!existsSync(folder)) await makeCluster(folder, binaries, as);
  else await handOver(folder, as);
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
  as: Unprivileged,
): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700, recursive: true });
  const password = join(draft, "password");
  await writeFile(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const { uid, gid } = as.owner;
  await chown(draft, uid, gid);
  await chown(password, uid, gid);
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
  const { command, args: all, ...ids } = as.invoke(binaries.initdb, args);
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  await run(command, all, { ...ids, cwd: draft, env });
  await rename(draft, folder);
}

/**
 * Gives the cluster to who runs it now: another user than before when the project was moved, say,
 * or the data was made by another way of running Postgres.
 */
async function handOver(folder: string, { owner: { uid, gid } }: Unprivileged): Promise<void> {
  // On Windows nobody has a number.
  if (uid < 0 || (await stat(folder)).uid === uid) return;
  try {
    // The folder itself comes last: a hand-over that was cut off is begun again.
    for (const name of await readdir(folder, { recursive: true })) {
      await lchown(join(folder, name), uid, gid);
    }
    await chown(folder, uid, gid);
  } catch (error) {
    throw new Error(
      `${folder} belongs to another user, and can't be given to the one who runs Postgres here: ` +
        "start this as the user who made it, or choose another DATA_DIR.",
      { cause: error },
    );
  }
}
