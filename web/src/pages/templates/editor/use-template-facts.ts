import { useQuery } from "@tanstack/react-query";
import type { FactPaths } from "../../../../../src/contract/api/fact-paths.ts";
import { get } from "../../../api/client.ts";
import type { FactGroup } from "../../../forms/facts/facts.ts";
import { useEventFacts } from "../../../forms/facts/facts.ts";
import { useEventTypeId } from "../../../forms/pickers/use-event-type-id.ts";
import { factsInReadersLanguage } from "../../../i18n/load-api-texts.ts";
import { t } from "../../../i18n/i18n.ts";

const links = ["unsubscribeUrl", "preferencesUrl", "confirmUrl"] as const;

/** What a template can name: params that events of a type carried, contacts and orders as they are, links. */
export function useTemplateFacts(typeKey: string): FactGroup[] {
  const { data } = useQuery({
    queryKey: ["fact-paths", "for templates"],
    queryFn: async ({ signal }) => {
      const { groups } = await get<FactPaths>("/fact-paths", {}, signal);
      return { groups: await factsInReadersLanguage(groups) };
    },
    staleTime: 60_000,
  });
  const events = useEventFacts(useEventTypeId(typeKey));
  const known = (data?.groups ?? []).filter(({ root }) => root === "contact" || root === "order");
  return [...(typeKey === "" ? [] : events), ...known]
    .map((group) => ({ ...group, label: labelOf(group) }))
    .concat({
      root: "event",
      label: t("templates:variableGroups.links"),
      paths: links.map((name) => ({
        path: name,
        template: name,
        label: t(`templates:links.${name}`),
        type: "text" as const,
        examples: [],
      })),
    });
}

function labelOf({ root, label }: FactGroup): string {
  return root === "event" || root === "contact" || root === "order"
    ? t(`templates:variableGroups.${root}`)
    : label;
}
