import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A system user. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const dedicated = "campanile";
/** System users are made below this id. */
const lastSystemId = 999;

/**
 * The system user that Postgres runs as when we are root, made when there is none. Undefined when
 * this place knows no other user than root: inside a user namespace that maps nobody else.
 */
export function postgresAccount(): Account | undefined {
  return knownAccount() ?? (isMapped(lastSystemId) ? makeAccount() : undefined);
}

function knownAccount(): Account | undefined {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  return [dedicated, "postgres", "_postgres"]
    .map((name) => entries.find((entry) => entry.name === name))
    .find((entry) => entry !== undefined && entry.uid > 0 && isMapped(entry.uid));
}

/** Whether this process's user namespace knows a user id; without namespaces, every id. */
function isMapped(uid: number): boolean {
  let map: string;
  try {
    map = readFileSync("/proc/self/uid_map", "utf8");
  } catch {
    return true;
  }
  return map
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([inside = 0, , count = 0]) => uid >= inside && uid < inside + count);
}

/** Debian, Fedora and most others have useradd; Alpine's BusyBox has adduser. */
function makeAccount(): Account | undefined {
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
  return undefined;
}
