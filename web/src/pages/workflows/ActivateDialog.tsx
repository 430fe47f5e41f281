import { Modal, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { workflowQuery } from "../../api/workflows.ts";
import { withMessages } from "../../i18n/with-messages.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { t } from "../../i18n/i18n.ts";

const ActivateReview = lazy(() =>
  withMessages(import("./ActivateReview.tsx"), "workflow-review", "issues", "triggers").then(
    (module) => ({
      default: module.ActivateReview,
    }),
  ),
);

interface Props {
  id: string;
  name: string;
  verb: "activate" | "resume";
  opened: boolean;
  /** Shows the draft's issues. */
  onShowIssues(): void;
  onClose(): void;
}

/** Says what will start a workflow, what it sends and to whom, before it goes live. */
export function ActivateDialog({ id, name, verb, opened, onShowIssues, onClose }: Props) {
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={
        verb === "activate"
          ? t("workflows:activate.title", { name })
          : t("workflows:activate.resumeTitle", { name })
      }
      size={640}
      fullScreen={isNarrow}
    >
      <Loaded id={id} verb={verb} onShowIssues={onShowIssues} onClose={onClose} />
    </Modal>
  );
}

/** Mounted while the dialog is open. */
function Loaded({ id, ...rest }: Pick<Props, "id" | "verb" | "onShowIssues" | "onClose">) {
  const workflow = useQuery(workflowQuery(id));
  if (workflow.data !== undefined) {
    return (
      <Suspense fallback={<Skeleton height={200} />}>
        <ActivateReview workflow={workflow.data} {...rest} />
      </Suspense>
    );
  }
  return workflow.isError ? (
    <PageFailure
      error={workflow.error}
      what={t("workflows:theWorkflow")}
      reset={() => void workflow.refetch()}
    />
  ) : (
    <Skeleton height={160} aria-busy />
  );
}
