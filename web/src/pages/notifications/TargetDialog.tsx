import { Button, Group, Modal, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { patch, post } from "../../api/client.ts";
import type { CreatedNotificationTarget, NotificationTarget } from "../../api/notifications.ts";
import { language as pageLanguage, t } from "../../i18n/i18n.ts";
import { languages } from "../../i18n/languages.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { SecretDialog } from "../../ui/SecretDialog.tsx";

const kinds = ["email", "slack", "webhook"] as const;
type Kind = (typeof kinds)[number];

const examples: Record<Kind, string> = {
  email: "shift@example.com",
  slack: "https://hooks.slack.com/services/…",
  webhook: "https://shop.example.com/alerts",
};

/** A new target, or the name and language of one: its address never changes. */
export function TargetDialog({
  target,
  onClose,
}: {
  target?: NotificationTarget;
  onClose(): void;
}) {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<Kind>(target?.kind ?? "email");
  const [name, setName] = useState(target?.name ?? "");
  const [address, setAddress] = useState("");
  const [language, setLanguage] = useState<string>(target?.language ?? pageLanguage);
  const save = useMutation({
    mutationFn: async (): Promise<string | null> => {
      if (target !== undefined) {
        await patch(`/notification-targets/${target.id}`, { name, language });
        return null;
      }
      const where = kind === "email" ? { address } : { url: address };
      const body = { kind, name, language, ...where };
      return (await post<CreatedNotificationTarget>("/notification-targets", body)).secret;
    },
    onSuccess: async (secret) => {
      for (const path of ["/notification-targets", "/notification-rules"]) {
        await queryClient.invalidateQueries({ queryKey: [path] });
      }
      if (secret !== null) return;
      notifyDone(
        t(target === undefined ? "notifications:target.made" : "notifications:target.saved"),
      );
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  if (typeof save.data === "string") {
    return (
      <SecretDialog
        opened
        title={t("notifications:target.secretTitle", { name })}
        value={save.data}
        what={t("notifications:target.secret")}
        note={t("notifications:target.secretNote")}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        target === undefined
          ? t("notifications:newTarget")
          : t("notifications:rule.change", { name: target.name })
      }
    >
      <form onSubmit={submit}>
        <Stack>
          {target === undefined && (
            <SegmentedControl
              aria-label={t("notifications:target.kind")}
              fullWidth
              value={kind}
              data={kinds.map((each) => ({
                value: each,
                label: t(`notifications:targetKind.${each}`),
              }))}
              onChange={(chosen) => {
                setKind(chosen);
                setAddress("");
              }}
            />
          )}
          <TextInput
            label={t("notifications:target.name")}
            placeholder={t("notifications:target.nameExample")}
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {target === undefined && (
            <TextInput
              label={t(`notifications:address.${kind}`)}
              description={t(`notifications:addressHint.${kind}`)}
              type={kind === "email" ? "email" : "url"}
              placeholder={examples[kind]}
              required
              maxLength={2000}
              autoComplete="off"
              value={address}
              onChange={({ currentTarget }) => setAddress(currentTarget.value)}
            />
          )}
          <Select
            label={t("notifications:target.language")}
            data={languages.map(({ code, name: label }) => ({ value: code, label }))}
            value={language}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && setLanguage(chosen)}
          />
          <FormError error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("notifications:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(target === undefined ? "notifications:target.create" : "notifications:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
