import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../platform/config/config.ts";
import type { SealingKeys } from "../platform/config/sealing-keys.ts";
import { parseSealingKeys } from "../platform/config/sealing-keys.ts";

type Given = Pick<Config, "secretsKeys" | "dataDir">;

/**
 * What secrets are sealed with: SECRETS_KEY, or the keys of the data folder; undefined: neither.
 * @throws Error when the file holds something else
 */
export function knownSecretsKeys({ secretsKeys, dataDir }: Given): SealingKeys | undefined {
  return secretsKeys ?? readKeyFile(keyFile(dataDir));
}

/** Where `npm start` keeps what it has made. */
export const keyFile = (dataDir: string): string => join(dataDir, "secrets.key");

/** Keys in a file, one a line: the first seals. */
export function readKeyFile(file: string): SealingKeys | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const keys = parseSealingKeys(text);
  if (keys === null) {
    throw new Error(
      `${file} is damaged: it must hold 32 bytes in base64, or several such lines. Put your copy back.`,
    );
  }
  return keys;
}
