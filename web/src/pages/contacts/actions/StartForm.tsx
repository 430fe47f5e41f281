import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { WorkflowPicker } from "../../../forms/pickers/WorkflowPicker.tsx";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { explanationQuery } from "../explanation.ts";
import { startableOf } from "./startable.ts";
import { StartOutcome } from "./StartOutcome.tsx";
import { StartTrigger } from "./StartTrigger.tsx";
import { paramsIn, useStart } from "./use-start.ts";

interface Props {
  contactId: string;
  onClose(): void;
}

/** Which workflow, by which trigger, with what; then what came of it. */
export function StartForm({ contactId, onClose }: Props) {
  const [workflowId, setWorkflowId] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [text, setText] = useState("");
  const [isNoJson, setNoJson] = useState(false);
  const start = useStart(contactId);
  const explained = useQuery({
    ...explanationQuery(contactId, workflowId),
    enabled: workflowId !== "",
  });
  const triggers = startableOf(explained.data);
  const trigger = triggers.find(({ bindingId }) => bindingId === chosen) ?? triggers[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const params = paramsIn(text);
    setNoJson(params === null);
    if (trigger === undefined || params === null) return;
    start.mutate({ workflowId, bindingId: trigger.bindingId, params });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t("contacts:start.meaning")}</Text>
        <WorkflowPicker
          label={t("contacts:why.workflow")}
          value={workflowId}
          onChange={(id) => {
            start.reset();
            setChosen(undefined);
            setWorkflowId(id);
          }}
        />
        {explained.error !== null && (
          <PageFailure
            error={explained.error}
            reset={() => void explained.refetch()}
            what={t("contacts:start.failed")}
          />
        )}
        {explained.data !== undefined && (
          <StartTrigger
            contactId={contactId}
            explanation={explained.data}
            triggers={triggers}
            chosen={trigger}
            onChoose={(bindingId) => {
              start.reset();
              setChosen(bindingId);
            }}
          />
        )}
        {trigger !== undefined && (
          <Textarea
            label={t("contacts:start.params")}
            description={t("contacts:start.paramsHint")}
            error={isNoJson ? t("contacts:start.notJson") : undefined}
            autosize
            minRows={2}
            maxRows={10}
            spellCheck={false}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            value={text}
            onChange={({ currentTarget }) => {
              setNoJson(false);
              setText(currentTarget.value);
            }}
          />
        )}
        <FormError error={start.error} />
        {start.data !== undefined && <StartOutcome answer={start.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {start.data === undefined ? t("app:action.cancel") : t("contacts:start.close")}
          </Button>
          <Button type="submit" loading={start.isPending} disabled={trigger === undefined}>
            {t("contacts:start.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
