import { Command } from "commander";
import { domainCheckQuery } from "../contract/api/domain-check.ts";
import { parse } from "../contract/parse.ts";
import { checkSender } from "../services/domain-check/check-sender.ts";
import type { Finding } from "../services/domain-check/finding.ts";
import { configOrThrow, withContext } from "./with-database.ts";

const titles: Record<Finding["check"], string> = {
  spf: "SPF",
  dkim: "DKIM",
  dmarc: "DMARC",
  alignment: "Alignment",
  returnPath: "Return path",
  mx: "Answers",
  tracking: "Links",
};

export function checkDomainCommand(): Command {
  return new Command("check-domain")
    .description(
      "check SPF, DKIM and DMARC of the domain that e-mails come from; exit with 1 for errors",
    )
    .argument("[domain]", "by default that of the set-up's sender, or of MAIL_FROM")
    .option("--selector <list>", "DKIM selectors of the provider, with commas between")
    .option("--return-path <domain>", "where bounces go, if not where the provider has them go")
    .action(
      async (domain: string | undefined, options: { selector?: string; returnPath?: string }) => {
        const query = parse(domainCheckQuery, { domain, ...options }, "the arguments");
        const config = configOrThrow();
        const checked = await withContext((context) => checkSender(context, config, query));
        for (const { check, outcome, words, publish } of checked.checks) {
          console.log(`${outcome.padEnd(8)} ${titles[check].padEnd(12)} ${words}`);
          if (publish !== null) {
            console.log(`         publish: ${publish.name} ${publish.type} ${publish.value}`);
          }
        }
        process.exitCode = checked.outcome === "error" ? 1 : 0;
      },
    );
}
