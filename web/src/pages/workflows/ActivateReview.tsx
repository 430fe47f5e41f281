import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Workflow } from "../../api/workflows.ts";
import { bindingsQuery, versionQuery } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { IssuesAlert } from "./IssuesAlert.tsx";
import { Refusal } from "./Refusal.tsx";
import { ReviewMessages } from "./ReviewMessages.tsx";
import { ReviewTriggers } from "./ReviewTriggers.tsx";
import { useActivate } from "./use-activate.ts";
import { useDifference } from "./use-difference.ts";

interface Props {
  workflow: Workflow;
  verb: "activate" | "resume";
  onShowIssues(): void;
  onClose(): void;
}

const publishing = { activate: "publishAndActivate", resume: "publishAndResume" } as const;

/** What goes live, all in one place, and the button. */
export function ActivateReview({ workflow, verb, onShowIssues, onClose }: Props) {
  const [takesDraft, setTakesDraft] = useState(true);
  const { id, currentVersion, problems: issues } = workflow;
  const draft = useDifference(workflow);
  const version = useQuery(versionQuery(id, currentVersion));
  const bindings = useQuery(bindingsQuery(id));
  const activate = useActivate(workflow);

  const isWhole = issues.length === 0;
  const isFirst = draft.is === "unpublished";
  const canTakeDraft = draft.is === "changed" && isWhole;
  const publishes = isFirst || (canTakeDraft && takesDraft);
  const goesLive = publishes ? workflow.draft : version.data?.definition;
  const isStarted = bindings.data?.some(({ role, enabled }) => role === "start" && enabled);
  const can = draft.is !== "unknown" && (isWhole || !isFirst) && isStarted === true;
  const close = { onSuccess: onClose };

  return (
    <Stack>
      {!isWhole && (
        <IssuesAlert
          workflow={workflow}
          consequence={
            isFirst
              ? t("workflow-review:isFirst")
              : t("workflow-review:goesWithout", { version: currentVersion })
          }
          onShowIssues={() => {
            onClose();
            onShowIssues();
          }}
        />
      )}
      <ReviewTriggers workflow={workflow} />
      {goesLive !== undefined && <ReviewMessages workflowId={id} definition={goesLive} />}
      {canTakeDraft && (
        <Checkbox
          label={t("workflow-review:takesDraft")}
          description={t("workflow-review:takesDraftHint", { version: currentVersion })}
          checked={takesDraft}
          onChange={({ currentTarget }) => setTakesDraft(currentTarget.checked)}
        />
      )}
      {isFirst && isWhole && <Text size="sm">{t("workflow-review:firstVersion")}</Text>}
      <Refusal error={activate.error} workflow={workflow} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("ui:cancel")}
        </Button>
        <Button
          disabled={!can}
          loading={activate.isPending}
          onClick={() => activate.mutate({ publishes }, close)}
        >
          {t(`workflow-review:${publishes ? publishing[verb] : verb}`)}
        </Button>
      </Group>
    </Stack>
  );
}
