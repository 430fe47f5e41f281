import { Alert, List } from "@mantine/core";
import { ApiError } from "../../api/api-error.ts";
import type { DraftIssue, Workflow } from "../../api/workflows.ts";
import { FormError } from "../../ui/FormError.tsx";
import { t } from "../../i18n/i18n.ts";
import { useIssueSentence } from "./use-issue-sentence.ts";

interface Props {
  error: unknown;
  workflow: Pick<Workflow, "draft">;
}

/** Why a workflow can't go live: all that is missing, in a list. */
export function Refusal({ error, workflow }: Props) {
  const sentence = useIssueSentence(workflow);
  const listed = error instanceof ApiError ? issuesIn(error.details) : [];
  if (listed.length === 0) return <FormError error={error} />;
  return (
    <Alert color="red" variant="outline" role="alert" title={t("workflow-review:refused")}>
      <List size="sm">
        {listed.map((issue) => (
          <List.Item key={JSON.stringify(issue)}>{sentence(issue)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function issuesIn({ missing, problems }: Record<string, unknown>): DraftIssue[] {
  const list = [missing, problems].find((candidate) => Array.isArray(candidate));
  return (list ?? []) as DraftIssue[];
}
