import {
  Button,
  Checkbox,
  Group,
  Modal,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { put } from "../../../api/client.ts";
import type { Secret } from "../../../api/secrets.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";

interface Props {
  /** The one whose value is replaced; undefined: a new one. */
  secret: Secret | undefined;
  taken: readonly string[];
  onClose(): void;
}

/** A secret's value, which is never shown again, and where it may go. */
export function SecretForm({ secret, taken, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(secret?.name ?? "");
  const [value, setValue] = useState("");
  const [hosts, setHosts] = useState<string[]>(secret?.hosts ?? []);
  const [isAnywhere, setAnywhere] = useState(secret !== undefined && secret.hosts === null);
  const isTaken = secret === undefined && taken.includes(name.trim());
  const save = useMutation({
    mutationFn: () =>
      put<Secret>(`/secrets/${encodeURIComponent(name.trim())}`, {
        value,
        hosts: isAnywhere ? null : hosts,
      }),
    onSuccess: async () => {
      notifyDone(t("settings-secrets:saved"));
      await queryClient.invalidateQueries({ queryKey: ["/secrets"] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const title =
    secret === undefined
      ? t("settings-secrets:new")
      : t("settings-secrets:replaceTitle", { name: secret.name });
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={save.error} />
          {secret === undefined && (
            <TextInput
              label={t("settings-secrets:form.name")}
              description={t("settings-secrets:form.nameHint")}
              placeholder="crmToken"
              required
              maxLength={64}
              data-autofocus
              spellCheck={false}
              error={isTaken ? t("settings-secrets:form.taken") : undefined}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
          )}
          <Textarea
            label={t("settings-secrets:form.value")}
            description={t("settings-secrets:form.valueHint")}
            required
            autosize
            maxRows={6}
            maxLength={10_000}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
          />
          <TagsInput
            label={t("settings-secrets:form.hosts")}
            description={t("settings-secrets:form.hostsHint")}
            placeholder={hosts.length === 0 ? "api.example.com" : undefined}
            acceptValueOnBlur
            splitChars={[",", " "]}
            maxTags={20}
            disabled={isAnywhere}
            value={hosts}
            onChange={setHosts}
          />
          <Checkbox
            label={t("settings-secrets:form.anywhere")}
            description={t("settings-secrets:form.anywhereHint")}
            checked={isAnywhere}
            onChange={({ currentTarget }) => setAnywhere(currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("app:action.cancel")}
            </Button>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={isTaken || value === "" || (!isAnywhere && hosts.length === 0)}
            >
              {t("settings-secrets:form.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
