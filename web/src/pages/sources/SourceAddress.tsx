import { Alert, Button, Card, Code, Group, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { patch } from "../../api/client.ts";
import type { Source } from "../../api/sources.ts";
import { sourceQuery } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { Snippet } from "../../ui/Snippet.tsx";
import { presetName } from "./presets.ts";

/** Where deliveries go, and how one is known to be genuine. */
export function SourceAddress({ source, readOnly }: { source: Source; readOnly: boolean }) {
  const queryClient = useQueryClient();
  const [isWriting, setWriting] = useState(false);
  const [secret, setSecret] = useState("");
  const { id, preset, address, verification, hasSecret } = source;
  const save = useMutation({
    mutationFn: () => patch<Source>(`/sources/${id}`, { secret }),
    onSuccess: (saved) => {
      queryClient.setQueryData(sourceQuery(id).queryKey, saved);
      setWriting(false);
      setSecret("");
      notifyDone(t("sources:secret.saved"));
    },
  });
  const isSigned = verification === "signature";
  return (
    <Card withBorder p="md" component="section" aria-label={t("sources:address.title")}>
      <Title order={2} size="h4" mb={4}>
        {t("sources:address.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {isSigned
          ? t("sources:address.signed", { preset: presetName(preset) })
          : t("sources:address.withToken")}
      </Text>
      <Stack gap="sm">
        {isSigned ? (
          <Snippet code={address} what={t("sources:address.what")} />
        ) : (
          // Nothing to copy: the token is not known here.
          <Code block style={{ wordBreak: "break-all", whiteSpace: "pre-wrap" }}>
            {`${address}/…`}
          </Code>
        )}
        {isSigned && !hasSecret && (
          <Alert color="yellow" variant="light">
            {t("sources:secret.missing")}
          </Alert>
        )}
        {isSigned && !readOnly && !isWriting && (
          <Group gap="xs">
            {hasSecret && <Text size="sm">{t("sources:secret.kept")}</Text>}
            <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
              {hasSecret ? t("sources:secret.replace") : t("sources:secret.enter")}
            </Button>
          </Group>
        )}
        {isWriting && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <Stack gap="xs" maw={480}>
              <FormError error={save.error} />
              <PasswordInput
                label={t("sources:secret.label")}
                description={t("sources:secret.hint")}
                required
                autoComplete="off"
                data-autofocus
                maxLength={1_000}
                value={secret}
                onChange={({ currentTarget }) => setSecret(currentTarget.value)}
              />
              <Group gap="xs">
                <Button type="submit" loading={save.isPending}>
                  {t("sources:secret.save")}
                </Button>
                <Button variant="default" onClick={() => setWriting(false)}>
                  {t("app:action.cancel")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </Card>
  );
}
