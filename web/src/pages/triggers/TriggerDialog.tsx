import { Modal, Skeleton, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { bindingsQuery, workflowQuery } from "../../api/workflows.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { t } from "../../i18n/i18n.ts";
import { TriggerForm } from "./TriggerForm.tsx";

export interface TriggerDialogProps {
  workflowId: string;
  /** An existing trigger; without it a new one is created. */
  bindingId?: string;
  /** What a new one is for. */
  role: "start" | "stop";
  opened: boolean;
  onClose(): void;
}

/** "Trigger configuration": which event starts (or stops) a workflow, and how often. */
export function TriggerDialog({ opened, onClose, ...about }: TriggerDialogProps) {
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  // Clicking beside the dialog must not lose what was typed.
  const [isDirty, setIsDirty] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("trigger-form:title")}
      size={680}
      fullScreen={isNarrow}
      closeOnClickOutside={!isDirty}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <Loaded {...about} onClose={onClose} onDirty={setIsDirty} />
    </Modal>
  );
}

type LoadedProps = Omit<TriggerDialogProps, "opened"> & { onDirty(isDirty: boolean): void };

/** Mounted while the dialog is open: what it edits is read again each time. */
function Loaded({ workflowId, bindingId, role, onClose, onDirty }: LoadedProps) {
  const workflow = useQuery(workflowQuery(workflowId));
  const bindings = useQuery(bindingsQuery(workflowId));
  const failed = [workflow, bindings].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) {
    return (
      <PageFailure
        error={failed.error}
        what={t("trigger-form:trigger")}
        reset={() => void Promise.all([workflow.refetch(), bindings.refetch()])}
      />
    );
  }
  if (workflow.data === undefined || bindings.data === undefined) {
    return (
      <Stack aria-busy aria-label={t("trigger-form:loading")}>
        <Skeleton height={34} />
        <Skeleton height={90} />
        <Skeleton height={60} />
      </Stack>
    );
  }
  return (
    <TriggerForm
      workflow={workflow.data}
      bindings={bindings.data}
      bindingId={bindingId}
      role={role}
      onDirty={onDirty}
      onClose={onClose}
    />
  );
}
