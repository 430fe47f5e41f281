import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import type { Config } from "../../platform/config/config.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import {
  sealingKeyBytes,
  sealingKeysOf,
  sealingKeysText,
} from "../../platform/config/sealing-keys.ts";
import { keyFile, knownSecretsKeys, readKeyFile } from "../secrets-keys.ts";

/**
 * What secrets are sealed with: SECRETS_KEY, or the keys of the data folder, of which the first start
 * makes one. Whoever loses the file loses the secrets.
 * @throws Error when the file holds something else
 */
export function secretsKeys(config: Config): SealingKeys {
  const known = knownSecretsKeys(config);
  if (known !== undefined) return known;
  const file = keyFile(config.dataDir);
  mkdirSync(config.dataDir, { recursive: true });
  write(file, sealingKeysOf(randomBytes(sealingKeyBytes)));
  const written = readKeyFile(file);
  if (written === undefined) throw new Error(`${file} was removed meanwhile`);
  return written;
}

/** Whole or not at all, readable by its owner only; one that is there already stays. */
function write(file: string, keys: SealingKeys): void {
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, "w", 0o600);
  try {
    writeSync(descriptor, `${sealingKeysText(keys)}\n`);
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
