import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import type { Channel } from "../../api/channels.ts";
import { useChannelPause } from "../../api/channels.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { ReasonInput } from "../../ui/ReasonInput.tsx";

/** Has nothing leave by a channel, with a reason; or has it go on. */
export function PauseChannel({ channel }: { channel: Channel }) {
  const [isAsking, { open, close }] = useDisclosure();
  const isPaused = channel.pause !== null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {isPaused ? t("channels:resume.open") : t("channels:pause.open")}
      </Button>
      {isPaused ? (
        <ResumeDialog channel={channel} opened={isAsking} onClose={close} />
      ) : (
        <PauseDialog channel={channel} opened={isAsking} onClose={close} />
      )}
    </>
  );
}

interface Props {
  channel: Channel;
  opened: boolean;
  onClose(): void;
}

function PauseDialog({ channel: { channel, name }, opened, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [sendsTransactional, setSendsTransactional] = useState(false);
  const { pause } = useChannelPause(channel);
  const confirm = () =>
    pause.mutate(
      {
        reason: reason.trim(),
        transactional: sendsTransactional ? "send" : "wait",
        until: until === "" ? null : new Date(until).toISOString(),
      },
      {
        onSuccess: ({ onTheirWay }) => {
          onClose();
          notifyDone(
            onTheirWay === 0
              ? t("channels:pause.done")
              : t("channels:pause.doneOnTheirWay", { count: onTheirWay }),
          );
        },
      },
    );
  return (
    <ConfirmDialog
      opened={opened}
      title={t("channels:pause.title", { name: apiWords(name) })}
      action={t("channels:pause.action")}
      isPending={pause.isPending}
      isDisabled={reason.trim() === ""}
      error={pause.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("channels:pause.hint")}</Text>
        <ReasonInput value={reason} onChange={setReason} hint={t("channels:pause.reasonHint")} />
        <TextInput
          type="datetime-local"
          label={t("channels:pause.until")}
          description={t("channels:pause.untilHint")}
          value={until}
          onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        />
        <Checkbox
          label={t("channels:pause.transactional")}
          checked={sendsTransactional}
          onChange={({ currentTarget }) => setSendsTransactional(currentTarget.checked)}
        />
      </Stack>
    </ConfirmDialog>
  );
}

function ResumeDialog({ channel: { channel, name, waiting }, opened, onClose }: Props) {
  const { resume } = useChannelPause(channel);
  const confirm = () =>
    resume.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notifyDone(t("channels:resume.done"));
      },
    });
  return (
    <ConfirmDialog
      opened={opened}
      title={t("channels:resume.title", { name: apiWords(name) })}
      action={t("channels:resume.action")}
      isPending={resume.isPending}
      error={resume.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Text size="sm">
        {waiting.messages === 0
          ? t("channels:resume.goesNone")
          : t("channels:resume.goes", { count: waiting.messages })}
      </Text>
      {waiting.broadcasts > 0 && (
        <Text size="sm" mt="xs">
          {t("channels:resume.broadcasts", { count: waiting.broadcasts })}
        </Text>
      )}
    </ConfirmDialog>
  );
}
