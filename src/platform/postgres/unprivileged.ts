import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Account, postgresAccount } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";

export interface Invocation {
  command: string;
  args: string[];
  uid?: number;
  gid?: number;
}

/** A way to run Postgres, which refuses to run as root. */
export interface Unprivileged {
  /** Who must own the data, as this process sees it. */
  owner: { uid: number; gid: number };
  invoke(command: string, args: string[]): Invocation;
}

type UnprivilegedMethod = Unprivileged & { name: string };

/**
 * Under root, the first of these ways that works here: as a system user; as a system user that
 * keeps the one capability that lets it pass folders closed to others (a clone in /root, or in what
 * `mktemp -d` made); as root itself under another number, in a user namespace of its own.
 * Anybody else runs Postgres as they are.
 *
 * @param dataDir an existing folder, above Postgres's own
 * @throws Error in one sentence, with what was tried and what to do, when none works
 */
export function unprivileged(binaries: PostgresBinaries, dataDir: string): Unprivileged {
  const [uid, gid] = [process.getuid?.() ?? -1, process.getgid?.() ?? -1];
  const asWeAre = {
    owner: { uid, gid },
    invoke: (command: string, args: string[]) => ({ command, args }),
  };
  if (uid !== 0) return asWeAre;
  const tried: string[] = [];
  for (const way of methodsUnderRoot(postgresAccount())) {
    const refusal = refusalOf(way, binaries, dataDir);
    if (refusal === undefined) return way;
    tried.push(`${way.name}: ${refusal}`);
  }
  throw new Error(
    `Postgres refuses to run as root, and no other way works here (${tried.join("; ")}): ` +
      "run this as an ordinary user, move the project and DATA_DIR to a folder that others may " +
      "enter, or set DATABASE_URL to use a Postgres of your own.",
  );
}

function methodsUnderRoot(account: Account | undefined): UnprivilegedMethod[] {
  // Its number inside means nothing; to everybody else the process stays root.
  const ids = ["--map-user=1000", "--map-group=1000"];
  const namespace: UnprivilegedMethod = {
    name: "in a user namespace",
    owner: { uid: 0, gid: 0 },
    invoke: (command, args) => ({
      command: "unshare",
      args: ["--user", ...ids, "--", command, ...args],
    }),
  };
  if (account === undefined) return [namespace];
  const { uid, gid, name } = account;
  const owner = { uid, gid };
  // Without the secure bit, access(2) forgets the capability: initdb asks by it for its programs.
  const keep = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  const bits = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
  ];
  return [
    {
      name: `as the user ${name}`,
      owner,
      invoke: (command, args) => ({ command, args, uid, gid }),
    },
    {
      name: `as the user ${name} with setpriv`,
      owner,
      invoke: (command, args) => ({
        command: "setpriv",
        args: [...bits, ...keep, "--", command, ...args],
      }),
    },
    namespace,
  ];
}

/**
 * Asks initdb for its settings: it looks for its fellow programs and its files, refuses root, and
 * changes nothing.
 * @returns why this way doesn't work, or undefined
 */
function refusalOf(
  way: UnprivilegedMethod,
  binaries: PostgresBinaries,
  dataDir: string,
): string | undefined {
  const { command, args, uid, gid } = way.invoke(binaries.initdb, ["--show", "--pgdata", dataDir]);
  if (uid !== undefined && gid !== undefined) {
    const closed = [binaries.initdb, dataDir].map((path) => closedTo({ uid, gid }, path));
    const first = closed.find((path) => path !== undefined);
    if (first !== undefined) return `it can't enter ${first}`;
  }
  const { status, error, stderr } = spawnSync(command, args, {
    uid,
    gid,
    cwd: "/",
    encoding: "utf8",
    timeout: 20_000,
  });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : (stderr.trim().split("\n")[0] ?? `exit code ${status}`);
}

/** The first path on the way that a user can't pass, as far as the mode bits tell. */
function closedTo(user: { uid: number; gid: number }, path: string): string | undefined {
  const above = dirname(path);
  const earlier = above === path ? undefined : closedTo(user, above);
  if (earlier !== undefined || !existsSync(path)) return earlier;
  const { mode, uid, gid } = statSync(path);
  let bit = 0o001;
  if (uid === user.uid) bit = 0o100;
  else if (gid === user.gid) bit = 0o010;
  return mode & bit ? undefined : path;
}
