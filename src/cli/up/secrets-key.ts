import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Config } from "../../platform/config/config.ts";

const keyBytes = 32;

/**
 * The key that secrets are sealed with: SECRETS_KEY, or that of the data folder, made at the first
 * start. Whoever loses the file loses the secrets.
 * @throws Error when the file holds something else
 */
export function secretsKey({ secretsKey: given, dataDir }: Config): Buffer {
  if (given !== undefined) return given;
  const file = join(dataDir, "secrets.key");
  const known = read(file);
  if (known !== undefined) return known;
  mkdirSync(dataDir, { recursive: true });
  write(file, randomBytes(keyBytes));
  const written = read(file);
  if (written === undefined) throw new Error(`${file} was removed meanwhile`);
  return written;
}

function read(file: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== keyBytes) {
    throw new Error(`${file} is damaged: it must hold 32 bytes in base64. Put your copy back.`);
  }
  return key;
}

/** Whole or not at all, readable by its owner only; one that is there already stays. */
function write(file: string, key: Buffer): void {
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, "w", 0o600);
  try {
    writeSync(descriptor, `${key.toString("base64")}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}
