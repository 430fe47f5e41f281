import type { Config } from "../platform/config/config.ts";
import { readConfig } from "../platform/config/config.ts";
import { examineApiPort } from "./doctor/api-port.ts";
import type { Finding } from "./doctor/finding.ts";
import { examineMail } from "./doctor/mail.ts";
import { misspeltSettings } from "./doctor/misspelt-settings.ts";
import { examinePostgres } from "./doctor/postgres.ts";
import { examinePublicUrl } from "./doctor/public-url.ts";
import { examineStartPorts } from "./doctor/start-ports.ts";
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
  for await (const { what, ok, doubtful, says } of findings(env)) {
    well &&= ok;
    const passed = doubtful ? "look" : "ok";
    const state = ok ? passed : "FAILED";
    say(`${state.padEnd(6)}  ${what.padEnd(17)}  ${says}`);
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
  yield* misspeltSettings(env);
  yield* examinePublicUrl(env, settings.config);
  const examinations: ((config: Config) => AsyncGenerator<Finding>)[] = [
    examineApiPort,
    examineStartPorts,
    examinePostgres,
    examineTemporal,
    examineMail,
  ];
  for (const examine of examinations) yield* examine(settings.config);
}
