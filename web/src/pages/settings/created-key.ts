import type { CreatedApiKey } from "../../api/api-keys.ts";
import { t } from "../../i18n/i18n.ts";
import type { Secret } from "../../ui/SecretDialog.tsx";

/** A key that was just made, shown this once. */
export function createdKey({ name, key }: CreatedApiKey): Secret {
  return {
    title: t("settings-keys:created", { name }),
    value: key,
    what: t("settings-keys:what"),
    note: t("settings-keys:note"),
  };
}
