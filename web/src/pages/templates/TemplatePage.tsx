import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { get } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { TemplateEditor } from "./editor/TemplateEditor.tsx";
import type { Template } from "./template.ts";

const route = getRouteApi("/inside/templates/$id");

/** One template: its parts, its code, how it looks, where it is used and what it was. */
export function TemplatePage(): ReactElement | null {
  const { id } = route.useParams();
  const query = useQuery({
    queryKey: ["template", id],
    queryFn: ({ signal }) => get<Template>(`/templates/${id}`, {}, signal),
    refetchOnWindowFocus: false,
  });
  if (query.error !== null) {
    return (
      <PageFailure
        error={query.error}
        reset={() => void query.refetch()}
        what={t("templates:title")}
      />
    );
  }
  return query.data === undefined ? null : <TemplateEditor key={id} template={query.data} />;
}
