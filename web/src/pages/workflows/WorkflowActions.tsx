import { ActionIcon, Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../../api/session.ts";
import type { Workflow } from "../../api/workflows.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { withMessages } from "../../i18n/with-messages.ts";
import { notifyFailure } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { BlockedButton } from "./BlockedButton.tsx";
import { useEverOpen } from "../../ui/use-ever-open.ts";
import { useDifference } from "./use-difference.ts";

const ActivateDialog = lazy(() =>
  import("./ActivateDialog.tsx").then((module) => ({ default: module.ActivateDialog })),
);
const WorkflowMenu = lazy(() =>
  import("./WorkflowMenu.tsx").then((module) => ({ default: module.WorkflowMenu })),
);
const PublishDialog = lazy(() =>
  withMessages(import("./PublishDialog.tsx"), "workflow-review", "issues").then((module) => ({
    default: module.PublishDialog,
  })),
);

export interface WorkflowActionsProps {
  workflow: Workflow;
  /** Saves what the builder has not saved yet: called before anything is published. */
  beforePublish(): Promise<void>;
  /** Shows the list of issues. */
  onShowIssues(): void;
}

/** The menu's place, so that nothing moves when it is there. */
const menuToCome = <ActionIcon variant="subtle" size="md" disabled aria-hidden />;

/** Activate, publish, pause, archive: each with a dialog that says what will happen. */
export function WorkflowActions({ workflow, beforePublish, onShowIssues }: WorkflowActionsProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayManage = useMay("manage");
  const [open, setOpen] = useState<"activate" | "publish" | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const isPublishing = useEverOpen(open === "publish");
  const isActivating = useEverOpen(open === "activate");
  const draft = useDifference(workflow);
  const { id, name, status, currentVersion, problems: issues } = workflow;
  const close = () => setOpen(null);

  /** Dialogs speak of what is saved. */
  const prepare = async (dialog: "activate" | "publish") => {
    setIsSaving(true);
    try {
      await beforePublish();
      const saved = await client.fetchQuery({ ...workflowQuery(id), staleTime: 0 });
      const blocks = saved.problems.length > 0 && (dialog === "publish" || currentVersion === null);
      if (blocks) onShowIssues();
      else setOpen(dialog);
    } catch (error) {
      notifyFailure(t("workflows:notSaved"))(error);
    } finally {
      setIsSaving(false);
    }
  };

  if (!mayManage || status === "archived") {
    return (
      <Suspense fallback={menuToCome}>
        <WorkflowMenu workflow={workflow} />
      </Suspense>
    );
  }
  const verb = status === "paused" ? "resume" : "activate";
  const isWhole = issues.length === 0;
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
            {t("workflows:menu.publish")}
          </Button>
        ) : (
          <BlockedButton
            verb={t("workflows:menu.publish")}
            workflow={workflow}
            onShowIssues={onShowIssues}
          />
        ))}
      {status !== "active" &&
        (isWhole || currentVersion !== null ? (
          <Button {...button} onClick={() => void prepare("activate")}>
            {t(`workflows:menu.${verb}`)}
          </Button>
        ) : (
          <BlockedButton
            verb={t(`workflows:menu.${verb}`)}
            workflow={workflow}
            onShowIssues={onShowIssues}
          />
        ))}
      <Suspense fallback={menuToCome}>
        <WorkflowMenu
          workflow={workflow}
          onPublishAgain={isWhole ? () => void prepare("publish") : undefined}
          onDeleted={() => void navigate({ to: "/workflows" })}
        />
      </Suspense>
      {isActivating && (
        <Suspense fallback={null}>
          <ActivateDialog
            id={id}
            name={name}
            verb={verb}
            opened={open === "activate"}
            onShowIssues={onShowIssues}
            onClose={close}
          />
        </Suspense>
      )}
      {isPublishing && (
        <Suspense fallback={null}>
          <PublishDialog workflow={workflow} opened={open === "publish"} onClose={close} />
        </Suspense>
      )}
    </Group>
  );
}
