import { Button, Group, Tabs, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { useRef, useState } from "react";
import { useMay } from "../../api/session.ts";
import type { Binding, Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { ApplyReview } from "./ApplyReview.tsx";
import { FieldErrorText } from "./FieldErrorText.tsx";
import { focusFirstError } from "./focus-first-error.ts";
import { descriptionOf } from "./model/description-of.ts";
import type { StartForm } from "./model/start-form.ts";
import { frequencyNote } from "./model/frequency-note.ts";
import { StartFields } from "./StartFields.tsx";
import { StartSwitch } from "./StartSwitch.tsx";
import { StopSection } from "./StopSection.tsx";
import classes from "./TriggerDialog.module.css";
import { useDescription } from "./use-description.ts";
import { useTrigger } from "./use-trigger.ts";
import { TriggerDescription } from "./TriggerDescription.tsx";

interface Props {
  workflow: Workflow;
  bindings: readonly Binding[];
  bindingId: string | undefined;
  role: "start" | "stop";
  onDirty(isDirty: boolean): void;
  onClose(): void;
}

/** The dialog's body: the start with its tabs, or the stops alone; below them the description and Apply. */
export function TriggerForm(props: Props) {
  const { workflow, bindingId, role, onClose } = props;
  const [tab, setTab] = useState<string>();
  const box = useRef<HTMLFormElement>(null);
  const mayChange = useMay("manage") && workflow.status !== "archived";
  const trigger = useTrigger({
    ...props,
    onApplied: onClose,
    onErrors: (at) => {
      if (at !== "start") setTab("stops");
      else setTab(undefined);
      focusFirstError(box);
    },
  });
  const { state, change } = trigger;
  const { start } = state;
  const shownTab = tab ?? start?.form.source ?? "stops";
  const describedBinding = descriptionOf(state, shownTab, bindingId);
  const { words: description, errors } = useDescription(
    workflow.id,
    describedBinding?.body,
    describedBinding?.bindingId,
  );
  const isThere = start?.bindingId !== undefined;
  const note =
    shownTab !== "stops" && start?.saved !== undefined
      ? frequencyNote(start.saved, start.form)
      : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form within the dialog (a new event type's) stands in this one for React, though not in the page.
    if (event.target === box.current) trigger.apply();
  };
  const chooseTab = (next: string | null) => {
    if (next === null) return;
    setTab(next === "stops" ? next : undefined);
    if (start === undefined || next === "stops" || isThere) return;
    const source = next as StartForm["source"];
    change({ ...state, start: { ...start, form: { ...start.form, source } } });
  };
  const stops = (
    <StopSection
      workflowId={workflow.id}
      state={state}
      errors={trigger.errors}
      readOnly={!mayChange}
      opened={role === "stop" ? (bindingId ?? "new") : null}
      onChange={change}
    />
  );

  if (trigger.reviewed !== null) {
    return (
      <ApplyReview
        workflowId={workflow.id}
        requests={trigger.reviewed}
        isApplying={trigger.isApplying}
        onApply={trigger.confirm}
        onBack={trigger.goBack}
      />
    );
  }
  return (
    <form ref={box} noValidate onSubmit={submit} className={classes["body"]}>
      {start === undefined ? (
        stops
      ) : (
        <>
          <StartSwitch
            status={workflow.status}
            checked={start.form.enabled}
            readOnly={!mayChange}
            onChange={(enabled) =>
              change({ ...state, start: { ...start, form: { ...start.form, enabled } } })
            }
          />
          <Tabs value={shownTab} onChange={chooseTab} keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="event" disabled={isThere && start.form.source !== "event"}>
                {t("trigger-form:tabs.event")}
              </Tabs.Tab>
              <Tabs.Tab value="schedule" disabled={isThere && start.form.source !== "schedule"}>
                {t("trigger-form:tabs.schedule")}
              </Tabs.Tab>
              <Tabs.Tab value="stops">{t("trigger-form:tabs.stops")}</Tabs.Tab>
            </Tabs.List>
            {(["event", "schedule"] as const).map((source) => (
              <Tabs.Panel key={source} value={source}>
                <StartFields
                  workflowId={workflow.id}
                  form={start.form}
                  errors={{ ...errors, ...trigger.errors["start"] }}
                  readOnly={!mayChange}
                  isFixed={isThere}
                  onChange={(form) => change({ ...state, start: { ...start, form } })}
                />
                {isThere && mayChange && (
                  <Text size="xs" mt="md" component="div">
                    {t("trigger-form:start.fixed")}{" "}
                    <Button variant="subtle" size="compact-xs" onClick={trigger.makeAnother}>
                      {t("trigger-form:start.another")}
                    </Button>
                  </Text>
                )}
              </Tabs.Panel>
            ))}
            <Tabs.Panel value="stops">{stops}</Tabs.Panel>
          </Tabs>
        </>
      )}
      <div className={classes["foot"]}>
        <TriggerDescription description={description} note={note} />
        <FieldErrorText error={trigger.errors["start"]?.[""] ?? errors[""]} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {mayChange ? t("ui:cancel") : t("ui:close")}
          </Button>
          {mayChange && (
            <Button type="submit" loading={trigger.isApplying}>
              {t("trigger-form:apply")}
            </Button>
          )}
        </Group>
      </div>
    </form>
  );
}
