import { Button, Group, MultiSelect, NumberInput, Select, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { ApiError } from "../../../api/api-error.ts";
import { put } from "../../../api/client.ts";
import type { Pressure } from "../../../api/pressure.ts";
import { pressureQuery } from "../../../api/pressure.ts";
import { t } from "../../../i18n/i18n.ts";
import { sameJson } from "../../../json/same-json.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { SettingsCard } from "../SettingsCard.tsx";
import { CapsField } from "./CapsField.tsx";
import { QuietHoursField } from "./QuietHoursField.tsx";
import { spanUnits, unitName } from "./units.ts";

interface Props {
  pressure: Pressure;
  calendars: readonly string[];
  readOnly: boolean;
}

export function PressureForm({ pressure, calendars, readOnly }: Props) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(pressure);
  const set = (change: Partial<Pressure>) => setForm((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => put<Pressure>("/pressure", form),
    onSuccess: (saved) => {
      queryClient.setQueryData(pressureQuery.queryKey, saved);
      setForm(saved);
      notifyDone(t("settings-pressure:saved"));
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
  const waitOrSkip = [
    { value: "wait", label: t("settings-pressure:wait") },
    { value: "skip", label: t("settings-pressure:skip") },
  ];
  const { caps, quietHours, holidays, latest } = form;
  // One that was deleted is shown as long as it is named.
  const names = [...new Set([...calendars, ...holidays])];
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <SettingsCard
          title={t("settings-pressure:caps.title")}
          hint={t("settings-pressure:caps.hint")}
        >
          <CapsField
            caps={caps}
            faultAt={faultAt}
            readOnly={readOnly}
            onChange={(next) => set({ caps: next })}
          />
          <Group grow align="flex-end" mt="md" preventGrowOverflow={false}>
            <Select
              label={t("settings-pressure:overCap")}
              data={waitOrSkip}
              allowDeselect={false}
              readOnly={readOnly}
              value={form.overCap}
              onChange={(next) => set({ overCap: next === "skip" ? "skip" : "wait" })}
            />
            <Select
              label={t("settings-pressure:transactional.label")}
              data={[
                { value: "ignored", label: t("settings-pressure:transactional.ignored") },
                { value: "counted", label: t("settings-pressure:transactional.counted") },
              ]}
              allowDeselect={false}
              readOnly={readOnly}
              value={form.transactional}
              onChange={(next) => set({ transactional: next === "counted" ? next : "ignored" })}
            />
          </Group>
        </SettingsCard>
        <SettingsCard
          title={t("settings-pressure:quiet.title")}
          hint={t("settings-pressure:quiet.hint")}
        >
          <QuietHoursField
            quietHours={quietHours}
            faultAt={faultAt}
            readOnly={readOnly}
            onChange={(next) => set({ quietHours: next })}
          />
          <Stack mt="md">
            <MultiSelect
              label={t("settings-pressure:holidays.label")}
              description={t("settings-pressure:holidays.hint")}
              placeholder={names.length === 0 ? t("settings-pressure:holidays.none") : undefined}
              data={names}
              maxValues={10}
              searchable
              readOnly={readOnly}
              value={holidays}
              error={faultAt("holidays")}
              onChange={(next) => set({ holidays: next })}
            />
            <Select
              label={t("settings-pressure:inQuietHours")}
              data={waitOrSkip}
              allowDeselect={false}
              readOnly={readOnly}
              value={form.inQuietHours}
              onChange={(next) => set({ inQuietHours: next === "skip" ? "skip" : "wait" })}
            />
          </Stack>
        </SettingsCard>
        <SettingsCard
          title={t("settings-pressure:latest.title")}
          hint={t("settings-pressure:latest.hint")}
        >
          <Group align="flex-end">
            <NumberInput
              label={t("settings-pressure:latest.amount")}
              w={140}
              min={1}
              allowDecimal={false}
              required
              readOnly={readOnly}
              value={latest.amount}
              error={faultAt("latest.amount")}
              onChange={(amount) => set({ latest: { ...latest, amount: Number(amount) } })}
            />
            <Select
              aria-label={t("settings-pressure:latest.unit")}
              w={160}
              data={spanUnits.map((value) => ({ value, label: unitName(value) }))}
              allowDeselect={false}
              readOnly={readOnly}
              value={latest.unit}
              onChange={(chosen) => {
                const unit = spanUnits.find((one) => one === chosen);
                if (unit !== undefined) set({ latest: { ...latest, unit } });
              }}
            />
          </Group>
        </SettingsCard>
        <FormError error={save.error} />
        {!readOnly && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={sameJson(form, pressure)}>
              {t("settings-pressure:save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
