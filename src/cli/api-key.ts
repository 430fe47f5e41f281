import { Command } from "commander";
import { newApiKey } from "../contract/api/api-keys.ts";
import { id } from "../contract/api/fields.ts";
import { parse } from "../contract/parse.ts";
import { scopes } from "../contract/scopes.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "../services/api-keys/api-keys.ts";
import { withContext } from "./with-database.ts";

/** `api-key create|list|revoke`: whoever reaches the database may make any key. */
export function apiKeyCommand(): Command {
  const command = new Command("api-key").description("make, list and revoke API keys");
  command
    .command("create <name>")
    .description("make a key; it is printed this once")
    .option(
      "--scopes <list>",
      `what it may do, with commas between: any of ${scopes.join(",")}`,
      scopes.join(","),
    )
    .action((name: string, options: { scopes: string }) =>
      withContext(async (context) => {
        const wanted = parse(newApiKey, { name, scopes: listed(options.scopes) }, "the key");
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
            const state = key.revokedAt === null ? "" : `  revoked ${key.revokedAt.toISOString()}`;
            console.log(`${key.id}  …${key.hint}  ${key.scopes.join(",")}  ${key.name}${state}`);
          }
          after = page.next ?? undefined;
        } while (after !== undefined);
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

/** Never one argument each: the name behind them would be taken for a scope. */
function listed(text: string): string[] {
  return text.split(",").map((scope) => scope.trim());
}
