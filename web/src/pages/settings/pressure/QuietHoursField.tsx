import { ActionIcon, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { weekdays } from "../../../../../src/domain/time-window.ts";
import type { QuietHours } from "../../../api/pressure.ts";
import { useRowKeys } from "../../../forms/inputs/use-row-keys.ts";
import { t } from "../../../i18n/i18n.ts";
import { ChannelsSelect } from "./ChannelsSelect.tsx";
import { WindowFields } from "./WindowFields.tsx";

interface Props {
  quietHours: readonly QuietHours[];
  faultAt(path: string): string | undefined;
  readOnly: boolean;
  onChange(quietHours: QuietHours[]): void;
}

const nights = { days: [...weekdays], from: "21:00", to: "08:00" };
const most = 20;

/** Hours in which some channels, or all, are silent. */
export function QuietHoursField({ quietHours, faultAt, readOnly, onChange }: Props) {
  const { keys, change: changeKeys } = useRowKeys(quietHours.length);
  const change = (index: number, part: Partial<QuietHours>) =>
    onChange(quietHours.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <Stack gap="sm">
      {quietHours.length === 0 && <Text size="sm">{t("settings-pressure:quiet.none")}</Text>}
      {quietHours.map(({ channels, windows }, index) => {
        const name = t("settings-pressure:quiet.one", { number: index + 1 });
        const at = `quietHours[${index}]`;
        const fault = faultAt(`${at}.windows`);
        return (
          <Paper key={keys[index]} withBorder p="sm" role="group" aria-label={name}>
            <Stack gap="sm">
              <Group align="flex-end" gap="sm">
                <ChannelsSelect
                  value={channels}
                  readOnly={readOnly}
                  error={faultAt(`${at}.channels`)}
                  onChange={(next) => change(index, { channels: next })}
                />
                {!readOnly && (
                  <ActionIcon
                    variant="default"
                    size="lg"
                    aria-label={t("settings-pressure:remove", { name })}
                    onClick={() => {
                      changeKeys(keys.filter((_, other) => other !== index));
                      onChange(quietHours.filter((_, other) => other !== index));
                    }}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                )}
              </Group>
              <WindowFields
                windows={windows}
                fresh={nights}
                faultAt={(path) => faultAt(`${at}.windows${path}`)}
                readOnly={readOnly}
                onChange={(next) => change(index, { windows: next })}
              />
              {fault !== undefined && (
                <Text size="xs" c="red.8" role="alert">
                  {fault}
                </Text>
              )}
            </Stack>
          </Paper>
        );
      })}
      {!readOnly && quietHours.length < most && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...quietHours, { channels: "all", windows: [nights] }])}
          >
            {t("settings-pressure:quiet.add")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
