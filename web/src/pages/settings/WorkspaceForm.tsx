import { Button, Group, NumberInput, Select, Stack, TagsInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { touchKinds, touchOrders } from "../../../../src/domain/attribution.ts";
import { patch } from "../../api/client.ts";
import type { Workspace } from "../../api/workspace.ts";
import { workspaceQuery } from "../../api/workspace.ts";
import { TimeZonePicker } from "../../forms/pickers/TimeZonePicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { ControlGroup } from "./ControlGroup.tsx";
import { LanguageField } from "./LanguageField.tsx";
import { SettingsCard } from "./SettingsCard.tsx";

export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const queryClient = useQueryClient();
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  const [ignoredIds, setIgnoredIds] = useState(workspace.ignoredIds);
  const [language, setLanguage] = useState(workspace.language ?? "");
  const [cartMinutes, setCartMinutes] = useState<number | string>(workspace.cartAbandonedMinutes);
  const [holdoutPercent, setHoldoutPercent] = useState<number | string>(workspace.holdoutPercent);
  const [which, setWhich] = useState<string>(workspace.attribution.which);
  const [by, setBy] = useState<string>(workspace.attribution.by);
  const save = useMutation({
    mutationFn: () =>
      patch<Workspace>("/workspace", {
        timeZone,
        language: language.trim() || null,
        ignoredIds,
        cartAbandonedMinutes: Number(cartMinutes),
        holdoutPercent: Number(holdoutPercent),
        attribution: { which, by },
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(workspaceQuery.queryKey, saved);
      setLanguage(saved.language ?? "");
      setIgnoredIds(saved.ignoredIds);
      notifyDone(t("settings-workspace:saved"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg" maw={640}>
        <SettingsCard
          title={t("settings-workspace:place.title")}
          hint={t("settings-workspace:place.hint")}
        >
          <Stack>
            <TimeZonePicker
              label={t("settings-workspace:timeZone")}
              description={t("settings-workspace:timeZoneHint")}
              required
              value={timeZone}
              onChange={setTimeZone}
            />
            <LanguageField value={language} onChange={setLanguage} />
          </Stack>
        </SettingsCard>
        <SettingsCard title={t("settings-workspace:shop.title")}>
          <Stack>
            <NumberInput
              label={t("settings-workspace:cart")}
              description={t("settings-workspace:cartHint")}
              required
              min={1}
              max={43_200}
              allowDecimal={false}
              value={cartMinutes}
              onChange={setCartMinutes}
            />
            <TagsInput
              label={t("settings-workspace:ignored")}
              description={t("settings-workspace:ignoredHint")}
              maxTags={500}
              splitChars={[","]}
              acceptValueOnBlur
              value={ignoredIds}
              onChange={setIgnoredIds}
            />
          </Stack>
        </SettingsCard>
        <SettingsCard
          title={t("settings-workspace:measuring.title")}
          hint={t("settings-workspace:measuring.hint")}
        >
          <Stack>
            <NumberInput
              label={t("settings-workspace:holdout")}
              description={t("settings-workspace:holdoutHint")}
              min={0}
              max={99.9}
              decimalScale={1}
              value={holdoutPercent}
              onChange={setHoldoutPercent}
            />
            <ControlGroup workspace={workspace} />
            <Group grow align="end">
              <Select
                label={t("settings-workspace:attribution")}
                data={touchOrders.map((value) => ({
                  value,
                  label: t(`settings-workspace:which.${value}`),
                }))}
                allowDeselect={false}
                value={which}
                onChange={(next) => setWhich(next ?? which)}
              />
              <Select
                aria-label={t("settings-workspace:counts")}
                data={touchKinds.map((value) => ({
                  value,
                  label: t(`settings-workspace:by.${value}`),
                }))}
                allowDeselect={false}
                value={by}
                onChange={(next) => setBy(next ?? by)}
              />
            </Group>
          </Stack>
        </SettingsCard>
        <FormError error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t("settings-workspace:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
