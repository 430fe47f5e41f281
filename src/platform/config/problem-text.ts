import type { ConfigError } from "./config-error.ts";

/** One line for a person: `PORT must be a whole number (in the environment)`. */
export function problemText({ name, message, where }: ConfigError): string {
  return where === "" ? `${name} ${message}` : `${name} ${message} (${where})`;
}
