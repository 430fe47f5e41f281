import { Command } from "commander";
import { keyRoll, newApiKey } from "../contract/api/api-keys.ts";
import { id } from "../contract/api/fields.ts";
import { parse } from "../contract/parse.ts";
import { scopes } from "../contract/scopes.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "../services/api-keys/api-keys.ts";
import { rollApiKey } from "../services/api-keys/roll.ts";
import type { ApiKeyRow } from "../db/access/api-keys.ts";
import { withContext } from "./with-database.ts";

const expiresHelp = "an instant such as 2027-01-31T00:00:00Z, or days such as 90d";

/** `api-key create|list|roll|revoke`: whoever reaches the database may make any key. */
export function apiKeyCommand(): Command {
  const command = new Command("api-key").description("make, list, roll and revoke API keys");
  command
    .command("create <name>")
    .description("make a key; it is printed this once")
    .option(
      "--scopes <list>",
      `what it may do, with commas between: any of ${scopes.join(",")}`,
      scopes.join(","),
    )
    .option("--expires <when>", expiresHelp)
    .action((name: string, options: { scopes: string; expires?: string }) =>
      withContext(async (context) => {
        const expiresAt = expiryOf(options.expires, context.now());
        const given = { name, scopes: listed(options.scopes), expiresAt };
        const wanted = parse(newApiKey, given, "the key");
        console.log((await createApiKey(context, wanted, { scopes })).key);
      }),
    );
  command
    .command("list")
    .description("list keys, newest first; not the keys themselves, which nobody has")
    .action(() =>
      withContext(async (context) => {
        let after: string | undefined;
        do {
          const page = await listApiKeys(context, { limit: 500, after });
          for (const key of page.items) {
            console.log(lineOf(key, context.now()));
          }
          after = page.next ?? undefined;
        } while (after !== undefined);
      }),
    );
  command
    .command("roll <id>")
    .description("make a key's successor, which is printed this once; the key itself ends later")
    .option("--overlap-hours <hours>", "for how long both are taken, 0 to 720", "24")
    .option("--expires <when>", `of the successor: ${expiresHelp}`)
    .action((keyId: string, options: { overlapHours: string; expires?: string }) =>
      withContext(async (context) => {
        const overlapHours = Number(options.overlapHours);
        const expiresAt = expiryOf(options.expires, context.now());
        const how = parse(keyRoll, { overlapHours, expiresAt }, "the successor");
        const rolled = await rollApiKey(context, parse(id, keyId, "the key's id"), how, { scopes });
        console.log(rolled.key);
      }),
    );
  command
    .command("revoke <id>")
    .description("end a key, for good, within 10 seconds")
    .action((keyId: string) =>
      withContext((context) => revokeApiKey(context, parse(id, keyId, "the key's id"))),
    );
  return command;
}

/** Days from now, or as it was given: the schema says what would be right. */
function expiryOf(when: string | undefined, now: Date): string | undefined {
  const days = /^(\d{1,5})d$/.exec(when ?? "")?.[1];
  return days === undefined
    ? when
    : new Date(now.getTime() + Number(days) * 86_400_000).toISOString();
}

function lineOf(key: ApiKeyRow, now: Date): string {
  const { revokedAt, expiresAt, lastUsedAt } = key;
  const used = lastUsedAt === null ? "never used" : `used ${lastUsedAt.toISOString()}`;
  const ended = expiresAt !== null && expiresAt <= now ? "expired" : "expires";
  const states = [
    used,
    expiresAt === null ? "" : `${ended} ${expiresAt.toISOString()}`,
    revokedAt === null ? "" : `revoked ${revokedAt.toISOString()}`,
  ];
  const shown = [key.id, `…${key.hint}`, key.scopes.join(","), key.name, ...states];
  return shown.filter((part) => part !== "").join("  ");
}

/** Never one argument each: the name behind them would be taken for a scope. */
function listed(text: string): string[] {
  return text.split(",").map((scope) => scope.trim());
}
