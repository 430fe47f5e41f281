import type { Config } from "./content.ts";
import { t } from "../../i18n/i18n.ts";

/** What a message's content can name besides facts. */
export function dataVariables(config: Config): { label: string; templates: string[] }[] {
  const { data } = config;
  const names = typeof data === "object" && data !== null ? Object.keys(data) : [];
  const own = names.map((name) => `data.${name}`);
  return [
    ...(own.length === 0 ? [] : [{ label: t("forms:message.data"), templates: own }]),
    {
      label: t("forms:message.links"),
      templates: ["unsubscribeUrl", "preferencesUrl", "confirmUrl", "chatToken"],
    },
  ];
}
