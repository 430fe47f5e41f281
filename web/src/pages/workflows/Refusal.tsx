import { Alert, List } from "@mantine/core";
import { ApiError } from "../../api/api-error.ts";
import { FormError } from "../../ui/FormError.tsx";
import { t } from "../../i18n/i18n.ts";

/** Why a workflow can't go live: all that is missing, in a list. */
export function Refusal({ error }: { error: unknown }) {
  const listed = error instanceof ApiError ? messagesIn(error.details) : [];
  if (listed.length === 0) return <FormError error={error} />;
  return (
    <Alert color="red" variant="outline" role="alert" title={t("workflow-review:refused")}>
      <List size="sm">
        {listed.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function messagesIn({ missing, problems }: Record<string, unknown>): string[] {
  const list = [missing, problems].find((candidate) => Array.isArray(candidate)) as
    | { block?: string; message: string }[]
    | undefined;
  return (list ?? []).map(({ block, message }) =>
    block === undefined ? message : `${block}: ${message}`,
  );
}
