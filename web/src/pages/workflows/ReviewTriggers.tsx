import { Alert, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Workflow } from "../../api/workflows.ts";
import { bindingsQuery } from "../../api/workflows.ts";
import { FormError } from "../../ui/FormError.tsx";
import { stopRuleText } from "../triggers/model/stop-rule-text.ts";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { t } from "../../i18n/i18n.ts";
import { ReviewedTrigger } from "./ReviewedTrigger.tsx";
import classes from "./review.module.css";

const stops = "stop";

/** What will start a workflow and end its runs. */
export function ReviewTriggers({ workflow }: { workflow: Pick<Workflow, "id" | "stopRules"> }) {
  const bindings = useQuery(bindingsQuery(workflow.id));
  const starts = bindings.data?.filter(({ role }) => role === "start");
  const isStarted = starts?.some(({ enabled }) => enabled) ?? true;
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="h5">
        {t("workflow-review:starts.title")}
      </Title>
      <FormError error={bindings.error} />
      {bindings.isPending && <Skeleton height={40} />}
      {!isStarted && (
        <Alert color="yellow" variant="outline" role="alert">
          <Text size="sm">
            {starts?.length === 0
              ? t("workflow-review:starts.none")
              : t("workflow-review:starts.off")}
          </Text>
        </Alert>
      )}
      <ul className={classes["list"]}>
        {bindings.data?.map((binding) => (
          <ReviewedTrigger key={binding.id} binding={binding} />
        ))}
        {workflow.stopRules.map((rule) => (
          <li key={JSON.stringify(rule)} className={classes["item"]}>
            <RoleIcon role={stops} />
            <Text size="sm">{stopRuleText(rule)}</Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
