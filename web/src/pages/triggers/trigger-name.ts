import type { Binding } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";

/** What a trigger is called: by its event, or as the regular start that it is. */
export function triggerName({ source, eventType }: Pick<Binding, "source" | "eventType">): string {
  return source === "schedule" ? t("triggers:regular") : eventType.name;
}
