import { Button, Group, Modal, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Forecast } from "../../../api/dry-run.ts";
import { useDryRun } from "../../../api/dry-run.ts";
import { useSendEvent } from "../../../api/events.ts";
import { useTestLaunch } from "../../../api/test-launch.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { ForecastView } from "./ForecastView.tsx";
import { sentText } from "./sent-text.ts";
import { TestEventForm } from "./TestEventForm.tsx";
import { eventOf, freshForm } from "./test-form.ts";
import { useIdentities, useSample } from "./use-sample.ts";

interface Props {
  opened: boolean;
  /** The type that the list is filtered by. */
  typeKey: string | undefined;
  onSent(eventId: string): void;
  onClose(): void;
}

/** An event that somebody tries: first what it would do, and only then, if asked for, for real. */
export function TestEventDialog({ opened, typeKey, onSent, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("events:test.title")} size="lg">
      <Steps typeKey={typeKey} onSent={onSent} onClose={onClose} />
    </Modal>
  );
}

function Steps({ typeKey = "", onSent, onClose }: Omit<Props, "opened">) {
  const [form, setForm] = useState(() => freshForm(typeKey));
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const { typeId, params, rows } = useSample(form.typeKey.trim(), form.params);
  const identities = useIdentities(form.contactId);
  const navigate = useNavigate();
  const dryRun = useDryRun();
  const launch = useTestLaunch(form.workflowId);
  const send = useSendEvent();
  const event = eventOf(form, params, identities);
  const isLaunch = form.way === "launch";
  const isWhole = event !== null && rows !== undefined;

  const submit = () => {
    if (event === null) return;
    if (!isLaunch) return dryRun.mutate(event, { onSuccess: setForecast });
    launch.mutate(
      { version: "draft", event, skipWaiting: true, callWebhooks: false },
      {
        onSuccess: ({ runId }) => void navigate({ to: "/runs/$id", params: { id: runId } }),
      },
    );
  };
  const sendIt = () =>
    event !== null &&
    send.mutate(event, {
      onSuccess: (answer) => {
        notifyDone(sentText(answer));
        onSent(answer.eventId);
      },
    });

  if (forecast === null) {
    return (
      <TestEventForm
        form={form}
        typeId={typeId}
        rows={rows}
        params={params}
        error={isLaunch ? launch.error : dryRun.error}
        isPending={dryRun.isPending || launch.isPending}
        isComplete={isWhole && (!isLaunch || form.workflowId !== "")}
        onChange={(change) => setForm((before) => ({ ...before, ...change }))}
        onSubmit={submit}
        onClose={onClose}
      />
    );
  }
  return (
    <Stack>
      <ForecastView forecast={forecast} />
      <FormError error={send.error} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={() => setForecast(null)}>
          {t("events:test.back")}
        </Button>
        {form.way === "real" ? (
          <Button loading={send.isPending} onClick={sendIt}>
            {t("events:test.sendReal")}
          </Button>
        ) : (
          <Button onClick={onClose}>{t("events:test.done")}</Button>
        )}
      </Group>
    </Stack>
  );
}
