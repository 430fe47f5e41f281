import type { Config } from "../../src/platform/config/config.ts";
import { readConfig } from "../../src/platform/config/config.ts";

/** The settings about Temporal of a deployment that says nothing about it. */
export const temporalSettings: Config["temporal"] = (() => {
  const read = readConfig({});
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config.temporal;
})();
