import type { Config } from "../contract/config.ts";
import { readConfig } from "../contract/config.ts";
import type { Finding } from "./doctor/finding.ts";
import { examineMail } from "./doctor/mail.ts";
import { examinePostgres } from "./doctor/postgres.ts";
import { examineTemporal } from "./doctor/temporal.ts";

/**
 * Checks everything that a campaign needs, one line each, and says what to do about what fails.
 * Nothing is changed anywhere.
 * @returns whether all is well
 */
export async function doctor(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<boolean> {
  let well = true;
  for await (const { what, ok, says } of findings(env)) {
    well &&= ok;
    say(`${ok ? "ok    " : "FAILED"}  ${what.padEnd(17)}  ${says}`);
  }
  return well;
}

async function* findings(env: NodeJS.ProcessEnv): AsyncGenerator<Finding> {
  const settings = readConfig(env);
  if (!settings.ok) {
    for (const { name, message } of settings.problems) {
      yield { what: "Settings", ok: false, says: `${name} ${message}` };
    }
    return;
  }
  yield { what: "Settings", ok: true, says: "can be used" };
  const examinations: ((config: Config) => AsyncGenerator<Finding>)[] = [
    examinePostgres,
    examineTemporal,
    examineMail,
  ];
  for (const examine of examinations) yield* examine(settings.config);
}
