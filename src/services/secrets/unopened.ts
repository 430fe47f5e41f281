import type { Unsealed } from "./seal.ts";

/** Why a value can't be opened, with its key by name, as the end of a sentence. */
export function whyUnopened({ outcome, key }: Exclude<Unsealed, { outcome: "opened" }>): string {
  if (outcome === "damaged") return "was changed since it was sealed";
  return key === null
    ? "was kept under another SECRETS_KEY"
    : `was sealed by the key ${key}, which is not in SECRETS_KEY`;
}
