import type { StopRule } from "../../../../../src/domain/stop-rule.ts";
import { t } from "../../../i18n/i18n.ts";

/** What a stop rule does: "Ends when the contact enters “Bought”". */
export function stopRuleText(rule: StopRule): string {
  if (rule.kind === "segment") {
    return t(`triggers:rule.${rule.when}`, { segment: rule.segment });
  }
  const names = rule.statuses.map((status) => t(`triggers:orderStatus.${status}`).toLowerCase());
  const statuses = names
    .slice(1)
    .reduce((one, other) => t("triggers:rule.either", { one, other }), names[0] ?? "");
  return t("triggers:rule.order", { statuses });
}
