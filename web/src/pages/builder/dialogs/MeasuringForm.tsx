import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import type { Workflow } from "../../../api/workflows.ts";
import { EventTypePicker } from "../../../forms/pickers/EventTypePicker.tsx";
import { FormError } from "../../../ui/FormError.tsx";
import { useBuilder } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";
import { useSaveMeasuring } from "./use-save-measuring.ts";

type Goal = NonNullable<Workflow["goal"]>;

const ofControlGroup = ["marketing", "always", "never"] as const;
const units = ["hours", "days"] as const;
const follows = ["start", "sent", "clicked"] as const;

const newGoal: Omit<Goal, "eventTypeKey" | "since"> = {
  filter: null,
  window: { every: 7, unit: "days", after: "start" },
  value: { kind: "order" },
};

/**
 * Whom the workflow holds out, and the event that it is to lead to: of the workflow, not of its draft, and so
 * saved by themselves. A goal's filter, and a value other than the order's, are kept as the API has set them.
 */
export function MeasuringForm({ onClose }: { onClose(): void }) {
  const { workflow, canEdit } = useBuilder();
  const save = useSaveMeasuring(workflow.id);
  const [percent, setPercent] = useState<number | string>(workflow.holdout.percent);
  const [workspace, setWorkspace] = useState<string>(workflow.holdout.workspace);
  const [eventTypeKey, setEventTypeKey] = useState(workflow.goal?.eventTypeKey ?? "");
  const [span, setSpan] = useState((workflow.goal ?? newGoal).window);
  const [valueKind, setValueKind] = useState<string>((workflow.goal ?? newGoal).value.kind);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { filter, value } = workflow.goal ?? newGoal;
    const chosen = valueKind === value.kind ? value : { kind: valueKind };
    const goal = eventTypeKey === "" ? null : { eventTypeKey, filter, window: span, value: chosen };
    save.mutate({ holdout: { percent: Number(percent), workspace }, goal }, { onSuccess: onClose });
  };
  const former = workflow.goal?.value.kind;
  const values = (["order", "none", "fixed", "param"] as const).filter(
    (kind) => kind === "order" || kind === "none" || kind === former,
  );
  return (
    <form onSubmit={submit} aria-label={t("builder-dialogs:measuring.label")}>
      <Stack gap="sm">
        <FormError error={save.error} />
        <Text size="sm">{t("builder-dialogs:measuring.text")}</Text>
        <Group grow align="end">
          <NumberInput
            label={t("builder-dialogs:measuring.percent")}
            min={0}
            max={99.9}
            decimalScale={1}
            readOnly={!canEdit}
            value={percent}
            onChange={setPercent}
          />
          <Select
            label={t("builder-dialogs:measuring.group")}
            data={ofControlGroup.map((value) => ({
              value,
              label: t(`builder-dialogs:measuring.groups.${value}`),
            }))}
            allowDeselect={false}
            readOnly={!canEdit}
            value={workspace}
            onChange={(next) => setWorkspace(next ?? workspace)}
          />
        </Group>
        <EventTypePicker
          label={t("builder-dialogs:measuring.goal")}
          value={eventTypeKey}
          onChange={(key) => setEventTypeKey(key)}
          clearable
          readOnly={!canEdit}
        />
        {eventTypeKey !== "" && (
          <>
            <Group grow align="end">
              <NumberInput
                label={t("builder-dialogs:measuring.counts")}
                min={1}
                max={1_000}
                allowDecimal={false}
                readOnly={!canEdit}
                value={span.every}
                onChange={(every) => setSpan({ ...span, every: Number(every) })}
              />
              <Select
                aria-label={t("builder-dialogs:measuring.unit")}
                data={units.map((value) => ({
                  value,
                  label: t(`builder-dialogs:measuring.${value}`),
                }))}
                allowDeselect={false}
                readOnly={!canEdit}
                value={span.unit}
                onChange={(unit) => setSpan({ ...span, unit: unit === "hours" ? unit : "days" })}
              />
              <Select
                aria-label={t("builder-dialogs:measuring.follows")}
                data={follows.map((value) => ({
                  value,
                  label: t(`builder-dialogs:measuring.after.${value}`),
                }))}
                allowDeselect={false}
                readOnly={!canEdit}
                value={span.after}
                onChange={(after) =>
                  setSpan({ ...span, after: (after ?? "start") as Goal["window"]["after"] })
                }
              />
            </Group>
            <Select
              label={t("builder-dialogs:measuring.worth")}
              data={values.map((value) => ({
                value,
                label: t(`builder-dialogs:measuring.values.${value}`),
              }))}
              allowDeselect={false}
              readOnly={!canEdit}
              value={valueKind}
              onChange={(kind) => setValueKind(kind ?? valueKind)}
            />
          </>
        )}
        {canEdit && (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t("builder-dialogs:measuring.save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
