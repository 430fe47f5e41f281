import type { Actor } from "../../api/workflow-history.ts";
import { t } from "../../i18n/i18n.ts";

/** Who did something, as people call them. */
export function actorName(actor: Actor | null): string {
  if (actor === null) return t("workflows:actor.system");
  const { kind, id, name } = actor;
  if (kind === "person") return name ?? t("workflows:actor.person");
  if (id === null) return t("workflows:actor.environment");
  return name === null ? t("workflows:actor.key") : t("workflows:actor.namedKey", { name });
}
