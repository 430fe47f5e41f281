import { Command } from "commander";
import type { SealingKeys } from "../platform/config/sealing-keys.ts";
import { resealAll } from "../services/secrets/reseal.ts";
import type { SealedCount } from "../services/secrets/sealed-counts.ts";
import { kindsText, sealedCounts, totalOf } from "../services/secrets/sealed-counts.ts";
import { knownSecretsKeys } from "./secrets-keys.ts";
import { configOrThrow, withDatabase } from "./with-database.ts";

/** `secrets status|reseal`: by which key of SECRETS_KEY secrets are sealed. */
export function secretsCommand(): Command {
  const command = new Command("secrets").description(
    "by which keys secrets are sealed, and sealing them anew",
  );
  command
    .command("status")
    .description("count what each key has sealed")
    .action(() =>
      withDatabase(async (db) => {
        const keys = knownSecretsKeys(configOrThrow());
        console.log(keysText(keys));
        const counts = await sealedCounts(db, keys);
        for (const count of counts) console.log(statusLine(count));
        for (const { id } of keys ?? []) {
          if (!counts.some(({ key }) => key === id)) console.log(`${id}  seals nothing`);
        }
      }),
    );
  command
    .command("reseal")
    .description(
      "seal everything by the first key of SECRETS_KEY; once all processes are of this release and " +
        "have that key",
    )
    .option("--dry-run", "say what would be done, and do nothing", false)
    .action(({ dryRun }: { dryRun: boolean }) =>
      withDatabase(async (db) => {
        const keys = knownSecretsKeys(configOrThrow());
        if (keys === undefined) throw new Error("SECRETS_KEY is not set: nothing can be sealed");
        const { resealed, current, unopened } = await resealAll(db, keys, { dryRun });
        const done = dryRun ? "would be sealed" : "were sealed";
        const number = totalOf(resealed);
        const details = number === 0 ? "" : `: ${kindsText(resealed)}`;
        console.log(`${number} ${done} by ${keys[0].id}${details}`);
        console.log(`${current} are sealed by it already`);
        for (const { kind, key, sealedBy, isDamaged } of unopened) {
          const why = isDamaged ? "was changed since it was sealed" : missingText(sealedBy);
          console.log(`not opened: ${kind} ${key} ${why}`);
        }
        if (unopened.length > 0) process.exitCode = 1;
      }),
    );
  return command;
}

function keysText(keys: SealingKeys | undefined): string {
  if (keys === undefined) return "SECRETS_KEY is not set";
  const [first, ...others] = keys.map(({ id }) => id);
  return [`${first} seals`, ...others.map((id) => `${id} only opens`)].join("; ");
}

function statusLine({ state, key, kinds }: SealedCount): string {
  const what = `${String(totalOf(kinds)).padStart(5)}  ${kindsText(kinds)}`;
  switch (state) {
    case "current":
      return `${key}${what}`;
    case "older":
      return `${key}${what}: to be sealed anew`;
    case "not sealed":
      return `not sealed${what}: to be sealed`;
    case "key is missing":
      return `${key ?? "unnamed key"}${what}: CAN'T BE OPENED, it is not in SECRETS_KEY`;
    case "damaged":
      return `${key}${what}: CAN'T BE OPENED, changed since it was sealed`;
  }
  return what;
}

const missingText = (key: string | null): string =>
  key === null
    ? "is sealed by a key that is not in SECRETS_KEY"
    : `is sealed by the key ${key}, which is not in SECRETS_KEY`;
