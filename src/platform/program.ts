import type { Config } from "./config/config.ts";
import { ownConfig } from "./config/config.ts";
import { problemText } from "./config/problem-text.ts";
import type { ProcessLog } from "./logging/process-log.ts";
import { processLog } from "./logging/process-log.ts";
import { Refusal, refuse } from "./logging/refuse.ts";

export interface Program extends ProcessLog {
  config: Config;
  databaseUrl: string;
}

/** Settings and log of a process of ours; ends it in words when settings can't be used. */
export function openProgram(name: string): Program {
  const settings = ownConfig();
  const opened = settings.ok
    ? processLog(
        name,
        settings.config.logLevel,
        settings.config.telemetry.otlpEndpoint !== undefined,
      )
    : processLog(name, "info");
  if (!settings.ok) {
    const sentences = settings.problems.map(problemText);
    return refuse(opened.log, new Refusal(sentences.join("\n")));
  }
  const { config } = settings;
  const databaseUrl = config.database.url;
  if (databaseUrl === undefined) {
    const sentence =
      "DATABASE_URL is needed: the URL of a Postgres, or use npm start, which brings one";
    return refuse(opened.log, new Refusal(sentence));
  }
  return { ...opened, config, databaseUrl };
}
