import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIdentity } from "./process-identity.ts";

/**
 * Ports that processes of ours have chosen and perhaps not yet listen on: a port that nothing listens
 * on is free to whoever asks, and two starts that ask at once would choose the same. One file for
 * each, machine-wide, whole or not there; a claim whose process is gone counts for nothing.
 */
const fileOf = (port: number): string => join(tmpdir(), `campanile-port-${port}`);

/** Our ports, and whether a file says so. */
const own = new Map<number, boolean>();

/** @returns whether the port is ours now */
export function claimPort(port: number): boolean {
  if (own.has(port)) return false;
  const first = write(port);
  const outcome = first === "taken" && dropStale(port) ? write(port) : first;
  if (outcome === "taken") return false;
  if (own.size === 0) process.once("exit", () => [...own.keys()].forEach(unclaimPort));
  own.set(port, outcome === "written");
  return true;
}

export function unclaimPort(port: number): void {
  if (own.get(port) === true) rmSync(fileOf(port), { force: true });
  own.delete(port);
}

/**
 * Linked into its place, so that nobody ever reads a half of it. Where nothing can be written, as in a
 * container, there are no claims: what is chosen there is free but for the moment until it is used.
 */
function write(port: number): "written" | "taken" | "unwritable" {
  const draft = `${fileOf(port)}.${process.pid}`;
  const { pid } = process;
  try {
    writeFileSync(draft, JSON.stringify([pid, processIdentity(pid)]), { mode: 0o644 });
  } catch {
    return "unwritable";
  }
  try {
    linkSync(draft, fileOf(port));
    return "written";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return "taken";
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes a claim away whose process is gone. What was taken by mistake, a fresh one, is put back. */
function dropStale(port: number): boolean {
  const file = fileOf(port);
  if (!isStale(file)) return false;
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch {
    // Somebody was first, or it belongs to another user.
    return false;
  }
  const wasStale = isStale(aside);
  if (!wasStale) linkSync(aside, file);
  rmSync(aside, { force: true });
  return wasStale;
}

function isStale(file: string): boolean {
  try {
    const [pid, identity] = JSON.parse(readFileSync(file, "utf8")) as [number, string];
    return processIdentity(pid) !== identity;
  } catch (error) {
    // Not there any more, or unreadable, as another user's may be: then it is theirs.
    return (error as NodeJS.ErrnoException).code === "ENOENT" || error instanceof SyntaxError;
  }
}
