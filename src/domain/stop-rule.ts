import type { OrderStatus } from "./order-status.ts";
import { sayRun } from "./sentences/run-sentences.ts";

/** What ends a workflow's runs early beside events. */
export type StopRule =
  /** enters: as soon as the contact is a member; leaves: as soon as it is none. */
  | { kind: "segment"; segment: string; when: "enters" | "leaves" }
  /** As soon as an order of the contact has reached one of the statuses since the run began. */
  | { kind: "order"; statuses: OrderStatus[] };

/** Why a rule has ended a run, in words. Names of configuration only: it stands in Temporal too. */
export function stopReason(rule: StopRule): string {
  if (rule.kind === "order") {
    return sayRun("orderReached", { statuses: rule.statuses.join(" or ") });
  }
  const { when, segment } = rule;
  return sayRun(when === "enters" ? "inSegment" : "notInSegment", { segment });
}
