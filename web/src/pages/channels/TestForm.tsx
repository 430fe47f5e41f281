import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import type { Channel, ChannelTest } from "../../api/channels.ts";
import { post } from "../../api/client.ts";
import { sessionQuery } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { noTemplate, TemplateInputs, templateOf } from "./TemplateInputs.tsx";

/** Sends one real message, and says what its provider answered. */
export function TestForm({ channel }: { channel: Channel }) {
  const { data: session } = useQuery(sessionQuery);
  // The reader's own mailbox is the one that they can look into.
  const [to, setTo] = useState(channel.channel === "email" ? (session?.person?.email ?? "") : "");
  const [text, setText] = useState(t("channels:test.defaultText"));
  const [template, setTemplate] = useState(noTemplate);
  const hasTemplates = channel.channel === "whatsapp";
  const chosen = hasTemplates ? templateOf(template) : undefined;
  const message = chosen === undefined ? { to, text } : { to, template: chosen };
  const test = useMutation({
    mutationFn: () => post<ChannelTest>(`/channels/${channel.channel}/test`, message),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("channels:test.to")}
          description={t(`channels:test.form.${channel.channel}`)}
          required
          maxLength={4_000}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        {hasTemplates && <TemplateInputs template={template} onChange={setTemplate} />}
        {chosen === undefined && (
          <TextInput
            label={t("channels:test.text")}
            required
            maxLength={500}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
        <FormError error={test.error} />
        {test.data !== undefined && !test.isPending && <Result of={test.data} />}
        <Group>
          <Button type="submit" variant="default" loading={test.isPending}>
            {t("channels:test.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const colors = { sent: "bell", refused: "red", deferred: "yellow", unknown: "yellow" };

function Result({ of: { outcome, detail, providerId, retryAfterSeconds } }: { of: ChannelTest }) {
  return (
    <Alert
      color={colors[outcome]}
      variant="light"
      role="status"
      title={t(`channels:test.outcome.${outcome}`)}
    >
      <Text size="sm">{t("channels:test.said", { detail })}</Text>
      {providerId !== null && (
        <Text size="sm">{t("channels:test.providerId", { id: providerId })}</Text>
      )}
      {retryAfterSeconds !== null && (
        <Text size="sm">
          {t("channels:test.retryAfter", { count: Math.ceil(retryAfterSeconds) })}
        </Text>
      )}
    </Alert>
  );
}
