import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import type { Workflow } from "../../api/workflows.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { tellFailure } from "../../ui/notify.ts";
import { ActivateDialog } from "./ActivateDialog.tsx";
import { BlockedButton } from "./BlockedButton.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { useDifference } from "./use-difference.ts";
import { WorkflowMenu } from "./WorkflowMenu.tsx";

export interface WorkflowActionsProps {
  workflow: Workflow;
  /** Saves what the builder has not saved yet: called before anything is published. */
  beforePublish(): Promise<void>;
  /** Shows the list of problems. */
  onProblems(): void;
}

/** Activate, publish, pause, archive: each with a dialog that says what will happen. */
export function WorkflowActions({ workflow, beforePublish, onProblems }: WorkflowActionsProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayManage = useMay("manage");
  const [open, setOpen] = useState<"activate" | "publish" | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const draft = useDifference(workflow);
  const { id, name, status, currentVersion, problems } = workflow;
  const close = () => setOpen(null);

  /** Dialogs speak of what is saved. */
  const prepare = async (dialog: "activate" | "publish") => {
    setIsSaving(true);
    try {
      await beforePublish();
      const saved = await client.fetchQuery({ ...workflowQuery(id), staleTime: 0 });
      const blocks = saved.problems.length > 0 && (dialog === "publish" || currentVersion === null);
      if (blocks) onProblems();
      else setOpen(dialog);
    } catch (error) {
      tellFailure("The draft could not be saved")(error);
    } finally {
      setIsSaving(false);
    }
  };

  if (!mayManage || status === "archived") return <WorkflowMenu workflow={workflow} />;
  const verb = status === "paused" ? "Resume" : "Activate";
  const isWhole = problems.length === 0;
  const publishable = currentVersion !== null && draft.is === "changed";
  const button = { size: "xs", loading: isSaving } as const;

  return (
    <Group gap="xs" wrap="nowrap">
      {publishable &&
        (isWhole ? (
          <Button
            {...button}
            variant={status === "active" ? "filled" : "default"}
            onClick={() => void prepare("publish")}
          >
            Publish changes
          </Button>
        ) : (
          <BlockedButton verb="Publish changes" workflow={workflow} onProblems={onProblems} />
        ))}
      {status !== "active" &&
        (isWhole || currentVersion !== null ? (
          <Button {...button} onClick={() => void prepare("activate")}>
            {verb}
          </Button>
        ) : (
          <BlockedButton verb={verb} workflow={workflow} onProblems={onProblems} />
        ))}
      <WorkflowMenu
        workflow={workflow}
        onPublishAgain={isWhole ? () => void prepare("publish") : undefined}
        onDeleted={() => void navigate({ to: "/workflows" })}
      />
      <ActivateDialog
        id={id}
        name={name}
        verb={verb}
        opened={open === "activate"}
        onProblems={onProblems}
        onClose={close}
      />
      <PublishDialog workflow={workflow} opened={open === "publish"} onClose={close} />
    </Group>
  );
}
