import type { EmailsInput, Jobs } from "../jobs.ts";
import { email } from "./email.ts";

/** Together they are to last no longer than ordinary content does. */
const enoughMs = 100;

/**
 * One e-mail for several contacts. A fault is its contact's own: that one is left out, and whoever
 * asked has it made by itself, where its fault is told. So is what is left when time runs out.
 */
export function emails({ shared, each }: EmailsInput): Jobs["emails"]["output"] {
  const until = performance.now() + enoughMs;
  return each.map(({ contact, links, ...own }) => {
    if (performance.now() > until) return null;
    try {
      return email({ ...shared, ...own, facts: { ...shared.facts, contact, ...links } });
    } catch {
      return null;
    }
  });
}
