import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";

/** Without a goal nothing is a conversion. */
export function GoalFirst({ workflowId }: { workflowId: string }) {
  return (
    <EmptyState
      title={t("reports:noGoal.title")}
      action={
        <ButtonLink to="/workflows/$id" params={{ id: workflowId }}>
          {t("reports:openWorkflow")}
        </ButtonLink>
      }
    >
      {t("reports:noGoal.hint")}
    </EmptyState>
  );
}
