import { Button, Group, MultiSelect, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { orderStatuses } from "../../../../../src/domain/order-status.ts";
import { ApiError } from "../../../api/api-error.ts";
import { put } from "../../../api/client.ts";
import type { RfmSettings } from "../../../api/rfm.ts";
import { rfmQuery } from "../../../api/rfm.ts";
import { t } from "../../../i18n/i18n.ts";
import { sameJson } from "../../../json/same-json.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { SettingsCard } from "../SettingsCard.tsx";
import { BoundsField } from "./BoundsField.tsx";
import { ClassesField } from "./ClassesField.tsx";
import { Preview } from "./Preview.tsx";

const scores = ["recency", "frequency", "monetary"] as const;

export function RfmForm({ settings, readOnly }: { settings: RfmSettings; readOnly: boolean }) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(settings);
  const set = (change: Partial<RfmSettings>) => setForm((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => put<RfmSettings>("/rfm", form),
    onSuccess: (saved) => {
      queryClient.setQueryData(rfmQuery.queryKey, saved);
      setForm(saved);
      notifyDone(t("settings-rfm:saved"));
    },
  });
  const faultAt = (path: string) =>
    save.error instanceof ApiError
      ? save.error.fieldErrors.find((fault) => fault.path === path)?.message
      : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg" maw={860}>
        <SettingsCard title={t("settings-rfm:when.title")} hint={t("settings-rfm:when.hint")}>
          <Stack>
            <Switch
              label={t("settings-rfm:when.enabled")}
              disabled={readOnly}
              checked={form.enabled}
              onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
            />
            <TextInput
              label={t("settings-rfm:when.cron")}
              description={t("settings-rfm:when.cronHint")}
              maw={320}
              required
              readOnly={readOnly}
              value={form.cron}
              error={faultAt("cron")}
              onChange={({ currentTarget }) => set({ cron: currentTarget.value })}
            />
          </Stack>
        </SettingsCard>
        <SettingsCard title={t("settings-rfm:scores.title")} hint={t("settings-rfm:scores.hint")}>
          <Stack>
            <MultiSelect
              label={t("settings-rfm:scores.statuses")}
              searchable
              data={orderStatuses.map((value) => ({
                value,
                label: t(`settings-rfm:status.${value}`),
              }))}
              required
              readOnly={readOnly}
              value={form.statuses}
              error={faultAt("statuses")}
              onChange={(statuses) => set({ statuses })}
            />
            {scores.map((score) => (
              <BoundsField
                key={score}
                score={score}
                value={form[score]}
                error={faultAt(score)}
                readOnly={readOnly}
                onChange={(bounds) => set({ [score]: bounds })}
              />
            ))}
            <Switch
              label={t("settings-rfm:scores.reactions")}
              disabled={readOnly}
              checked={form.reactions}
              onChange={({ currentTarget }) => set({ reactions: currentTarget.checked })}
            />
          </Stack>
        </SettingsCard>
        <SettingsCard title={t("settings-rfm:classes.title")} hint={t("settings-rfm:classes.hint")}>
          <ClassesField
            classes={form.classes}
            faultAt={faultAt}
            readOnly={readOnly}
            onChange={(classes) => set({ classes })}
          />
        </SettingsCard>
        <Preview settings={form} />
        <FormError error={save.error} />
        {!readOnly && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={sameJson(form, settings)}>
              {t("settings-rfm:save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
