import { Button, Text } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../../api/session.ts";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { withMessages } from "../../i18n/with-messages.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { nextStep } from "./next-step.ts";
import { useEverOpen } from "../../ui/use-ever-open.ts";
import { TryIt } from "./TryIt.tsx";
import classes from "./NextStep.module.css";

const TriggersDialog = lazy(() =>
  withMessages(import("./TriggersDialog.tsx"), "triggers", "conditions").then((module) => ({
    default: module.TriggersDialog,
  })),
);
const TriggerDialog = lazy(() =>
  withMessages(
    import("../triggers/TriggerDialog.tsx"),
    "trigger-form",
    "triggers",
    "conditions",
  ).then((module) => ({
    default: module.TriggerDialog,
  })),
);

const starts = "start";

interface Props {
  workflow: Workflow;
  onShowIssues(): void;
  onTestLaunch(): void;
}

/** From building to trying it: what comes next, with the one action that does it. */
export function NextStep({ workflow, onShowIssues, onTestLaunch }: Props) {
  const mayManage = useMay("manage");
  const [open, setOpen] = useState<"new" | "list" | null>(null);
  const isListed = useEverOpen(open === "list");
  const { id, name, problems } = workflow;
  const step = mayManage ? nextStep(workflow) : null;
  const close = () => setOpen(null);
  const actions = {
    build: { label: t("workflows:next.showIssues"), does: onShowIssues },
    trigger: { label: t("workflows:next.addTrigger"), does: () => setOpen("new") },
    noStart: { label: t("workflows:next.addTrigger"), does: () => setOpen("new") },
    startsOff: { label: t("workflows:next.openTriggers"), does: () => setOpen("list") },
  };
  const action = step !== null && step in actions ? actions[step as keyof typeof actions] : null;
  return (
    <>
      {step !== null && (
        <section className={classes["next"]} aria-label={t("workflows:next.label")}>
          <Text size="sm" fw={500}>
            {step === "build"
              ? t("workflows:next.build", {
                  count: problems.length,
                  number: formatNumber(problems.length),
                })
              : t(`workflows:next.${step}`)}
          </Text>
          {action !== null && (
            <Button
              size="compact-sm"
              variant="light"
              rightSection={<IconArrowRight size={14} aria-hidden />}
              onClick={action.does}
            >
              {action.label}
            </Button>
          )}
          {step === "try" && <TryIt workflow={workflow} onTestLaunch={onTestLaunch} />}
        </section>
      )}
      <Suspense fallback={null}>
        {isListed && (
          <TriggersDialog id={id} name={name} opened={open === "list"} onClose={close} />
        )}
        <TriggerDialog workflowId={id} role={starts} opened={open === "new"} onClose={close} />
      </Suspense>
    </>
  );
}
