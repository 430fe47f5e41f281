import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import type { Workflow } from "../../../api/workflows.ts";
import { EventTypePicker } from "../../../forms/pickers/EventTypePicker.tsx";
import { FormError } from "../../../ui/FormError.tsx";
import { useBuilder } from "../builder-context.ts";
import { useSaveMeasuring } from "./use-save-measuring.ts";

type Goal = NonNullable<Workflow["goal"]>;

const ofControlGroup = [
  { value: "marketing", label: "Held out where it sends marketing" },
  { value: "always", label: "Held out" },
  { value: "never", label: "Not held out" },
];
const units = ["hours", "days"];
const follows = [
  { value: "start", label: "after the start" },
  { value: "sent", label: "after a message was sent" },
  { value: "clicked", label: "after a click" },
];

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
  const values = [
    { value: "order", label: "the order's total cost" },
    { value: "none", label: "nothing in money" },
    ...(workflow.goal?.value.kind === "fixed" ? [{ value: "fixed", label: "a fixed sum" }] : []),
    ...(workflow.goal?.value.kind === "param" ? [{ value: "param", label: "a param" }] : []),
  ];
  return (
    <form onSubmit={submit} aria-label="Measuring">
      <Stack gap="sm">
        <FormError error={save.error} />
        <Text size="sm">
          Contacts who are held out start no run. They show what happens without the workflow.
        </Text>
        <Group grow align="end">
          <NumberInput
            label="Holdout, percent"
            min={0}
            max={99.9}
            decimalScale={1}
            readOnly={!canEdit}
            value={percent}
            onChange={setPercent}
          />
          <Select
            label="The workspace's control group"
            data={ofControlGroup}
            allowDeselect={false}
            readOnly={!canEdit}
            value={workspace}
            onChange={(next) => setWorkspace(next ?? workspace)}
          />
        </Group>
        <EventTypePicker
          label="Goal: the event that it is to lead to"
          value={eventTypeKey}
          onChange={(key) => setEventTypeKey(key)}
          clearable
          readOnly={!canEdit}
        />
        {eventTypeKey !== "" && (
          <>
            <Group grow align="end">
              <NumberInput
                label="It counts for"
                min={1}
                max={1_000}
                allowDecimal={false}
                readOnly={!canEdit}
                value={span.every}
                onChange={(every) => setSpan({ ...span, every: Number(every) })}
              />
              <Select
                aria-label="Unit of the window"
                data={units}
                allowDeselect={false}
                readOnly={!canEdit}
                value={span.unit}
                onChange={(unit) => setSpan({ ...span, unit: unit === "hours" ? unit : "days" })}
              />
              <Select
                aria-label="What the window follows"
                data={follows}
                allowDeselect={false}
                readOnly={!canEdit}
                value={span.after}
                onChange={(after) =>
                  setSpan({ ...span, after: (after ?? "start") as Goal["window"]["after"] })
                }
              />
            </Group>
            <Select
              label="A conversion is worth"
              data={values}
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
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
