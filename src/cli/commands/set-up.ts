import { Command, InvalidArgumentError } from "commander";
import { answering, say, wantsJson } from "../answer.ts";
import { exitCodes } from "../exit-codes.ts";

export function migrateCommand(): Command {
  return new Command("migrate")
    .description("bring the database's schema up to date, and make Temporal's search attributes")
    .action(answering(async () => (await import("../actions/migrate.ts")).migrateAll()));
}

export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "check settings, Postgres, Temporal, worker and mail; exit with 1 if one fails. Changes nothing",
    )
    .action(async (_options: object, command: Command) => {
      const { doctor, report } = await import("../doctor.ts");
      if (!wantsJson(command)) {
        const colors = command.configureOutput().getOutHasColors?.() === true;
        const well = await doctor(process.env, (line) => say(command, line), { colors });
        process.exitCode = well ? exitCodes.done : exitCodes.failed;
        return;
      }
      const whole = await report(process.env);
      say(command, JSON.stringify(whole));
      process.exitCode = whole.ok ? exitCodes.done : exitCodes.failed;
    });
}

export function configCommand(): Command {
  const actions = () => import("../actions/config.ts");
  const command = new Command("config").description(
    "what is set, and whether it can be used: environment and file of settings",
  );
  command
    .command("check")
    .description("name every fault at once, with where it stands; exit with 3 if there is one")
    .action(answering(async () => (await actions()).checkConfig()));
  command
    .command("show")
    .description("list every setting with its value and where it comes from; secrets are masked")
    .option("--set", "only what is set", false)
    .action(answering(async (options: { set: boolean }) => (await actions()).showConfig(options)));
  return command;
}

export function checkDomainCommand(): Command {
  return new Command("check-domain")
    .description(
      "check SPF, DKIM and DMARC of the domain that e-mails come from; exit with 1 for errors",
    )
    .argument("[domain]", "by default that of the set-up's sender, or of MAIL_FROM")
    .option("--selector <list>", "DKIM selectors of the provider, with commas between")
    .option("--return-path <domain>", "where bounces go, if not where the provider has them go")
    .action(
      answering(
        async (domain: string | undefined, options: { selector?: string; returnPath?: string }) =>
          (await import("../actions/check-domain.ts")).checkDomain(domain, options),
      ),
    );
}

/** `deployment`: whose workers carry the database's runs. */
export function deploymentCommand(): Command {
  return new Command("deployment")
    .description("show which TEMPORAL_NAMESPACE and TEMPORAL_TASK_QUEUE the runs belong to")
    .option(
      "--take-over",
      "give them to those of the settings, whatever is open: for a namespace that is lost",
      false,
    )
    .action(
      answering(async (options: { takeOver: boolean }) =>
        (await import("../actions/deployment.ts")).showDeployment(options),
      ),
    );
}

/** `worker-versions`: which release of a worker deployment Temporal routes work to. */
export function workerVersionsCommand(): Command {
  const actions = () => import("../actions/worker-versions.ts");
  const command = new Command("worker-versions").description(
    "show which releases of the workers of TEMPORAL_DEPLOYMENT_NAME get work, and route it",
  );
  command
    .command("list", { isDefault: true })
    .description("each release that Temporal knows, how it stands, and its open runs")
    .action(answering(async () => (await actions()).listWorkerVersions()));
  command
    .command("promote <build>")
    .description("route new work to a release, and open runs at their next step")
    .option("--ramp <percent>", "only this share of runs, to try it out", percentOf)
    .option("--force", "also where a later interpreter has had runs, which then stand still", false)
    .action(
      answering(async (build: string, options: { ramp?: number; force: boolean }) =>
        (await actions()).promoteWorkerVersion(build, options),
      ),
    );
  command
    .command("release")
    .description("route work to workers without TEMPORAL_DEPLOYMENT_NAME again")
    .action(answering(async () => (await actions()).releaseWorkerQueues()));
  return command;
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (percent > 0 && percent < 100) return percent;
  throw new InvalidArgumentError("It must be more than 0 and less than 100.");
}
