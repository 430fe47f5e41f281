import { Button, Chip, Group, Stack, Text, TextInput } from "@mantine/core";
import { weekdays } from "../../../../../src/domain/time-window.ts";
import type { QuietHours } from "../../../api/pressure.ts";
import { useRowKeys } from "../../../forms/inputs/use-row-keys.ts";
import { t } from "../../../i18n/i18n.ts";

type Window = QuietHours["windows"][number];

interface Props {
  windows: readonly Window[];
  fresh: Window;
  faultAt(path: string): string | undefined;
  readOnly: boolean;
  onChange(windows: Window[]): void;
}

const most = 20;

/** Weekdays with hours; hours that end before they begin go over midnight. */
export function WindowFields({ windows, fresh, faultAt, readOnly, onChange }: Props) {
  const { keys, change: changeKeys } = useRowKeys(windows.length);
  const change = (index: number, part: Partial<Window>) =>
    onChange(windows.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <Stack gap="sm">
      {windows.map(({ days, from, to }, index) => {
        const isOvernight = from >= to;
        return (
          <Group key={keys[index]} align="flex-end" gap="sm">
            <Chip.Group
              multiple
              value={days}
              onChange={(chosen) =>
                change(index, { days: weekdays.filter((day) => chosen.includes(day)) })
              }
            >
              <Group gap={4} role="group" aria-label={t("settings-pressure:quiet.days")}>
                {weekdays.map((day) => (
                  <Chip key={day} value={day} size="xs" variant="outline" disabled={readOnly}>
                    {t(`settings-pressure:day.${day}`)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
            <TextInput
              type="time"
              label={t("settings-pressure:quiet.from")}
              required
              readOnly={readOnly}
              value={from}
              error={faultAt(`[${index}].from`)}
              onChange={({ currentTarget }) => change(index, { from: currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t("settings-pressure:quiet.to")}
              required
              readOnly={readOnly}
              // The day's end is midnight, which this input writes as the next day's beginning.
              value={to === "24:00" ? "00:00" : to}
              error={faultAt(`[${index}].to`)}
              onChange={({ currentTarget }) => change(index, { to: currentTarget.value })}
            />
            {isOvernight && (
              <Text size="xs" c="dimmed" pb={10}>
                {t("settings-pressure:quiet.overnight")}
              </Text>
            )}
            {!readOnly && windows.length > 1 && (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  changeKeys(keys.filter((_, other) => other !== index));
                  onChange(windows.filter((_, other) => other !== index));
                }}
              >
                {t("settings-pressure:quiet.removeWindow")}
              </Button>
            )}
          </Group>
        );
      })}
      {!readOnly && windows.length < most && (
        <Group>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange([...windows, fresh])}>
            {t("settings-pressure:quiet.addWindow")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
