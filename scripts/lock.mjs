import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inProject } from "./project.mjs";

/**
 * Has `work` done by one process at a time, in this checkout or wherever `cache` is. The lock of a
 * process that is gone is taken over.
 */
export async function alone(name, work, cache = inProject(".cache")) {
  const folder = join(cache, "locks");
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}`;
  let told = false;
  while (!take(file)) {
    if (!told) console.error(`waiting for another process that does the same (${name}) …`);
    told = true;
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const owner = ownerOf(file);
  if (owner === undefined || isAlive(owner)) return false;
  // Moved away by a name of our own: of two that find it stale, one moves it and the other fails.
  try {
    renameSync(file, `${file}.${process.pid}`);
    rmSync(`${file}.${process.pid}`);
  } catch {
    // Somebody else was quicker.
  }
  return false;
}

function ownerOf(file) {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
