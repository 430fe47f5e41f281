import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** A system user. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface Invocation {
  command: string;
  args: string[];
  uid?: number;
  gid?: number;
}

const dedicated = "campanile";

/**
 * Postgres refuses to run as root, so under root it gets a system user, made when there is none.
 * Undefined when we aren't root: then Postgres runs as whoever we are.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return knownAccount() ?? makeAccount();
}

/**
 * How to run `command` as `account`.
 *
 * The folders above the program and the data may be closed to others (a clone in /root, or in what
 * `mktemp -d` made). Then the program keeps the one capability that lets it pass them.
 * @throws Error when such a folder is in the way and `setpriv` can't help
 */
export function runAs(
  account: Account | undefined,
  command: string,
  args: string[],
  folders: string[],
): Invocation {
  if (!account) return { command, args };
  const { uid, gid } = account;
  const closed = [...folders, command].map((path) => closedTo(account, path)).find(Boolean);
  if (!closed) return { command, args, uid, gid };
  const keep = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...keepPassage];
  if (!setprivWorks(keep)) {
    throw new Error(
      `Postgres can't run as root, and its user "${account.name}" can't enter ${closed}. ` +
        `Run this as an ordinary user, move the project and DATA_DIR elsewhere, ` +
        `or allow it: chmod o+x ${closed}`,
    );
  }
  return { command: "setpriv", args: [...keep, "--", command, ...args] };
}

const keepPassage = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];

function setprivWorks(keep: string[]): boolean {
  try {
    execFileSync("setpriv", [...keep, "--", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The first path on the way that `account` can't pass, as far as the mode bits tell. */
function closedTo(account: Account, path: string): string | undefined {
  const above = dirname(path);
  const earlier = above === path ? undefined : closedTo(account, above);
  if (earlier) return earlier;
  const { mode, uid, gid } = statSync(path);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return mode & bit ? undefined : path;
}

function knownAccount(): Account | undefined {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  return [dedicated, "postgres", "_postgres"]
    .map((name) => entries.find((entry) => entry.name === name))
    .find((entry) => entry !== undefined && entry.uid > 0);
}

/** Debian, Fedora and most others have useradd; Alpine's BusyBox has adduser. */
function makeAccount(): Account {
  const commands = [
    ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", dedicated],
    ["adduser", "-S", "-D", "-H", "-s", "/bin/false", dedicated],
  ];
  for (const [command = "", ...args] of commands) {
    try {
      execFileSync(command, args, { stdio: "ignore" });
    } catch {
      continue;
    }
    const made = knownAccount();
    if (made) return made;
  }
  throw new Error(
    "Postgres refuses to run as root, and no system user could be made for it. " +
      "Run this as an ordinary user, or set DATABASE_URL to use a Postgres of your own.",
  );
}
