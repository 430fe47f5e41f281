import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Workflow } from "../../api/workflows.ts";
import { bindingsQuery } from "../../api/workflows.ts";
import { withMessages } from "../../i18n/with-messages.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { t } from "../../i18n/i18n.ts";
import { TriggerRow } from "./TriggerRow.tsx";
import classes from "./TriggerList.module.css";
import { StopRuleRow } from "./StopRuleRow.tsx";

/** Loaded on demand, with all of its editors: the list beside it does without them. */
const TriggerDialog = lazy(() =>
  withMessages(import("./TriggerDialog.tsx"), "trigger-form").then((module) => ({
    default: module.TriggerDialog,
  })),
);

interface OpenTrigger {
  role: "start" | "stop";
  bindingId?: string;
}

interface Props {
  workflow: Pick<Workflow, "id" | "stopRules" | "status">;
  readOnly: boolean;
  /** Told when a dialog of its own opens and closes: one around it must not close by the same Escape. */
  onDialog?(isOpen: boolean): void;
}

/** What starts and stops a workflow, each with its description; a click opens its trigger configuration. */
export function TriggerList({ workflow, readOnly, onDialog }: Props) {
  const bindings = useQuery(bindingsQuery(workflow.id));
  const [openTrigger, setOpenTrigger] = useState<OpenTrigger>({ role: "start" });
  const [isOpen, setIsOpen] = useState(false);
  const open = (next: OpenTrigger) => {
    setOpenTrigger(next);
    setIsOpen(true);
    onDialog?.(true);
  };
  const close = () => {
    setIsOpen(false);
    onDialog?.(false);
  };
  const isFixed = readOnly || workflow.status === "archived";

  if (bindings.isError && bindings.data === undefined) {
    return (
      <PageFailure
        error={bindings.error}
        what={t("triggers:what")}
        reset={() => void bindings.refetch()}
      />
    );
  }
  return (
    <Stack gap="sm">
      {bindings.data === undefined ? (
        <BindingSkeletons />
      ) : (
        <ul className={classes["list"]} aria-label={t("triggers:list")}>
          {bindings.data.map((binding) => (
            <TriggerRow
              key={binding.id}
              binding={binding}
              readOnly={isFixed}
              onDialog={onDialog}
              onOpen={() => open({ role: binding.role, bindingId: binding.id })}
            />
          ))}
          {workflow.stopRules.map((rule) => (
            <StopRuleRow
              key={JSON.stringify(rule)}
              rule={rule}
              onOpen={() => open({ role: "stop", bindingId: "rules" })}
            />
          ))}
        </ul>
      )}
      {bindings.data?.length === 0 && <Text size="sm">{t("triggers:none")}</Text>}
      {!isFixed && (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => open({ role: "start" })}
          >
            {t("triggers:addStart")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => open({ role: "stop" })}
          >
            {t("triggers:addStop")}
          </Button>
        </Group>
      )}
      {/* There before it is opened: it then knows where the focus was. */}
      <Suspense fallback={null}>
        <TriggerDialog
          workflowId={workflow.id}
          role={openTrigger.role}
          bindingId={openTrigger.bindingId}
          opened={isOpen}
          onClose={close}
        />
      </Suspense>
    </Stack>
  );
}

function BindingSkeletons() {
  return (
    <Stack gap="xs" aria-busy aria-label={t("triggers:loadingList")}>
      <Skeleton height={44} />
      <Skeleton height={44} />
    </Stack>
  );
}
