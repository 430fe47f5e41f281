import { Anchor, List, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TemplateUse } from "../../../../../src/contract/api/template-versions.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { FormError } from "../../../ui/FormError.tsx";
import { usePage } from "../../../ui/use-page.ts";

/** Workflows that send a template. */
export function TemplateUses({ id }: { id: string }) {
  const uses = usePage<TemplateUse>(`/templates/${id}/uses`, {}, 200);
  if (uses.error !== null) return <FormError error={uses.error} />;
  if (uses.data?.items.length === 0) {
    return <EmptyState title={t("templates:usesEmpty")}>{t("templates:usesHint")}</EmptyState>;
  }
  return <UseList uses={uses.data?.items ?? []} />;
}

export function UseList({ uses }: { uses: readonly TemplateUse[] }) {
  return (
    <List size="sm">
      {uses.map(({ workflowId, workflowName, inDraft, published }) => (
        <List.Item key={workflowId}>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/workflows/$id" params={{ id: workflowId }} {...props} />
            )}
          >
            {workflowName}
          </Anchor>
          <Text size="xs">
            {[inDraft && t("templates:inDraft"), published && t("templates:published")]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
