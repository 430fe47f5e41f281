import type { Config } from "../../platform/config/config.ts";
import type { GivenSettings } from "../../platform/config/sources.ts";

/** What is looked at: settings that can be used. */
export interface Examined {
  env: NodeJS.ProcessEnv;
  config: Config;
  given: GivenSettings;
}
