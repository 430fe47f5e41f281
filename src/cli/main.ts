import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { parseCampaign } from "../contract/campaign.ts";
import { AppError } from "../contract/errors.ts";
import { migrate } from "../db/migrate.ts";
import { loadCampaign } from "../services/examples/load.ts";
import { apiKeyCommand } from "./api-key.ts";
import { databaseUrl } from "./database-url.ts";
import { configOrThrow, withDatabase } from "./with-database.ts";

/** `npm run cli -- …`: what an operator does by hand. */
const program = new Command("campanile")
  .description("Talks to the database of DATABASE_URL, or to that of a running npm start.")
  .addCommand(apiKeyCommand());

program
  .command("migrate")
  .description("bring the database's schema up to date")
  .action(async () => {
    const applied = await migrate(await databaseUrl(configOrThrow()));
    console.log(applied.length === 0 ? "The schema is up to date." : applied.join("\n"));
  });

program
  .command("load <file>")
  .description(
    "bring in a campaign, such as those of examples/; what is there already stays as it is",
  )
  .action((file: string) =>
    withDatabase(async (db) => {
      const loaded = await loadCampaign(db, parseCampaign(await readFile(file, "utf8")));
      for (const { id, name, outcome } of loaded) {
        console.log(`${outcome === "made" ? "made" : "was there"}  ${id}  ${name}`);
      }
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  console.error((error as Error).message);
  if (error instanceof AppError) {
    for (const { path, message } of error.faults) console.error(`  ${path}: ${message}`);
  }
  process.exitCode = 1;
}
