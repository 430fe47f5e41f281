import { domainCheckQuery } from "../../contract/api/domain-check.ts";
import { parse } from "../../contract/parse.ts";
import { checkSender } from "../../services/domain-check/check-sender.ts";
import type { Finding } from "../../services/domain-check/finding.ts";
import type { Answer } from "../answer.ts";
import { exitCodes } from "../exit-codes.ts";
import { configOrThrow, withContext } from "../with-database.ts";

const titles: Record<Finding["check"], string> = {
  spf: "SPF",
  dkim: "DKIM",
  dmarc: "DMARC",
  alignment: "Alignment",
  returnPath: "Return path",
  mx: "Answers",
  tracking: "Links",
};

export async function checkDomain(
  domain: string | undefined,
  { selector, returnPath }: { selector?: string; returnPath?: string },
): Promise<Answer> {
  const query = parse(domainCheckQuery, { domain, selector, returnPath }, "the arguments");
  const config = configOrThrow();
  const checked = await withContext((context) => checkSender(context, config, query));
  const text = checked.checks.flatMap(({ check, outcome, words, publish }) => [
    `${outcome.padEnd(8)} ${titles[check].padEnd(12)} ${words}`,
    ...(publish === null
      ? []
      : [`         publish: ${publish.name} ${publish.type} ${publish.value}`]),
  ]);
  return {
    json: checked,
    text,
    exitCode: checked.outcome === "error" ? exitCodes.failed : exitCodes.done,
  };
}
