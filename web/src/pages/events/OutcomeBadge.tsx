import type { Decision } from "../../api/events.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { outcomeLabel } from "./outcomes.ts";

export function OutcomeBadge({ decision }: { decision: Pick<Decision, "outcome" | "until"> }) {
  return <StatusBadge value={decision.outcome} label={outcomeLabel(decision)} />;
}
