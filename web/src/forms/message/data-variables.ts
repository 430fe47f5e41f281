import type { Config } from "./content.ts";

/** What a message's content can name besides facts. */
export function dataVariables(config: Config): { label: string; templates: string[] }[] {
  const { data } = config;
  const names = typeof data === "object" && data !== null ? Object.keys(data) : [];
  const own = names.map((name) => `data.${name}`);
  return [
    ...(own.length === 0 ? [] : [{ label: "Data", templates: own }]),
    { label: "Links", templates: ["unsubscribeUrl", "preferencesUrl", "confirmUrl", "chatToken"] },
  ];
}
