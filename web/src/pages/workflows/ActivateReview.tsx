import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Workflow } from "../../api/workflows.ts";
import { bindingsQuery, versionQuery } from "../../api/workflows.ts";
import { IssuesAlert } from "./IssuesAlert.tsx";
import { Refusal } from "./Refusal.tsx";
import { ReviewMessages } from "./ReviewMessages.tsx";
import { ReviewTriggers } from "./ReviewTriggers.tsx";
import { useActivate } from "./use-activate.ts";
import { useDifference } from "./use-difference.ts";

interface Props {
  workflow: Workflow;
  verb: "Activate" | "Resume";
  onShowIssues(): void;
  onClose(): void;
}

/** What goes live, all in one place, and the button. */
export function ActivateReview({ workflow, verb, onShowIssues, onClose }: Props) {
  const [takesDraft, setTakesDraft] = useState(true);
  const { id, currentVersion, problems: issues } = workflow;
  const draft = useDifference(workflow);
  const version = useQuery(versionQuery(id, currentVersion));
  const bindings = useQuery(bindingsQuery(id));
  const activate = useActivate(workflow);

  const isWhole = issues.length === 0;
  const isFirst = draft.is === "never published";
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
              ? "It can’t be activated before they are solved."
              : `Version ${currentVersion} goes live, without what was changed since.`
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
          label="Publish the draft’s changes first"
          description={`Without them, runs get version ${currentVersion}.`}
          checked={takesDraft}
          onChange={({ currentTarget }) => setTakesDraft(currentTarget.checked)}
        />
      )}
      {isFirst && isWhole && (
        <Text size="sm">
          The draft becomes version 1, which never changes. You can publish another one at any time.
        </Text>
      )}
      <Refusal error={activate.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          disabled={!can}
          loading={activate.isPending}
          onClick={() => activate.mutate({ publishes }, close)}
        >
          {publishes ? `Publish and ${verb.toLowerCase()}` : verb}
        </Button>
      </Group>
    </Stack>
  );
}
