import type { Suppression } from "../../../api/suppressions.ts";
import { t } from "../../../i18n/i18n.ts";

export function reasonNames(): Record<Suppression["reason"], string> {
  const name = (reason: Suppression["reason"]) => t(`settings:suppressions.reason.${reason}`);
  return {
    hard_bounce: name("hard_bounce"),
    soft_bounces: name("soft_bounces"),
    complaint: name("complaint"),
    invalid: name("invalid"),
    stopped: name("stopped"),
    provider: name("provider"),
    manual: name("manual"),
  };
}
