import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { parseCampaign } from "../contract/campaign.ts";
import { AppError } from "../contract/errors.ts";
import { migrate } from "../db/core/migrate.ts";
import { reasonOf } from "../platform/reason.ts";
import { loadCampaign } from "../services/examples/examples.ts";
import { apiKeyCommand } from "./api-key.ts";
import { checkDomainCommand } from "./check-domain.ts";
import { exitOnClosedPipe } from "./closed-pipe.ts";
import { databaseUrl } from "./database-url.ts";
import { deploymentCommand } from "./deployment.ts";
import { doctor } from "./doctor.ts";
import { personCommand } from "./person.ts";
import { temporalAddress } from "./temporal-address.ts";
import { postgresErrorText } from "./postgres-error.ts";
import { prepareTemporal } from "./up/prepare.ts";
import { reconcileCommand } from "./reconcile.ts";
import { runsCommand } from "./runs.ts";
import { secretsCommand } from "./secrets.ts";
import { workerVersionsCommand } from "./worker-versions.ts";
import { configOrThrow, withContext } from "./with-database.ts";

exitOnClosedPipe();

/** `npm run cli -- …`: what an operator does by hand. */
const program = new Command("campanile")
  .description("Talks to the database of DATABASE_URL, or to that of a running npm start.")
  .addCommand(apiKeyCommand())
  .addCommand(personCommand())
  .addCommand(deploymentCommand())
  .addCommand(reconcileCommand())
  .addCommand(runsCommand())
  .addCommand(secretsCommand())
  .addCommand(checkDomainCommand())
  .addCommand(workerVersionsCommand());

program
  .command("migrate")
  .description("bring the database's schema up to date, and make Temporal's search attributes")
  .action(async () => {
    const config = configOrThrow();
    const onWait = (says: string): void => console.error(says);
    const applied = await migrate(await databaseUrl(config), { onWait }).catch((error: unknown) => {
      throw postgresErrorText(error);
    });
    console.log(applied.length === 0 ? "The schema is up to date." : applied.join("\n"));
    const address = await temporalAddress(config);
    if (address === null) {
      console.log("Temporal was left alone: TEMPORAL_ADDRESS is not set.");
    } else {
      await prepareTemporal({ ...config.temporal, address });
      console.log(`Temporal at ${address} has the search attributes.`);
    }
  });

program
  .command("doctor")
  .description("check settings, Postgres, Temporal, worker and mail; exit with 1 if one fails")
  .action(async () => {
    process.exitCode = (await doctor(process.env, console.log)) ? 0 : 1;
  });

program
  .command("load <path>")
  .description(
    "bring in a campaign: a file, or a folder with a campaign.json such as examples/welcome-series; what is there already stays as it is",
  )
  .action((path: string) =>
    withContext(async (context) => {
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
      const file = isFolder ? join(path, "campaign.json") : path;
      const campaign = parseCampaign(await textOf(file), file);
      const loaded = await loadCampaign(context, campaign);
      for (const { id, name, outcome } of loaded) {
        console.log(`${outcome === "made" ? "made" : "was there"}  ${id}  ${name}`);
      }
    }),
  );

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} can't be read (${code})`, { cause: error });
  }
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(reasonOf(error));
  if (error instanceof AppError) {
    for (const { path, message } of error.faults) console.error(`  ${path}: ${message}`);
  }
  process.exitCode = 1;
}
