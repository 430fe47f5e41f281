import { ActionIcon, Button, Group, NumberInput, Paper, Select, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Cap } from "../../../api/pressure.ts";
import { useRowKeys } from "../../../forms/inputs/use-row-keys.ts";
import { t } from "../../../i18n/i18n.ts";
import { ChannelsSelect } from "./ChannelsSelect.tsx";
import { capUnits, unitName } from "./units.ts";

interface Props {
  caps: readonly Cap[];
  faultAt(path: string): string | undefined;
  readOnly: boolean;
  onChange(caps: Cap[]): void;
}

const fresh: Cap = { channels: "all", limit: 2, window: "rolling", every: 1, unit: "days" };
const most = 20;

/** Caps, of which each must have room. */
export function CapsField({ caps, faultAt, readOnly, onChange }: Props) {
  const { keys, change: changeKeys } = useRowKeys(caps.length);
  const change = (index: number, part: Partial<Cap>) =>
    onChange(caps.map((cap, at) => (at === index ? { ...cap, ...part } : cap)));
  return (
    <Stack gap="sm">
      {caps.length === 0 && <Text size="sm">{t("settings-pressure:caps.none")}</Text>}
      {caps.map((cap, index) => {
        const name = t("settings-pressure:caps.one", { number: index + 1 });
        const at = `caps[${index}]`;
        return (
          <Paper key={keys[index]} withBorder p="sm" role="group" aria-label={name}>
            <Group align="flex-end" gap="sm">
              <NumberInput
                label={t("settings-pressure:caps.limit")}
                w={110}
                min={1}
                max={1000}
                allowDecimal={false}
                required
                readOnly={readOnly}
                value={cap.limit}
                error={faultAt(`${at}.limit`)}
                onChange={(limit) => change(index, { limit: Number(limit) })}
              />
              <Select
                label={t("settings-pressure:caps.window")}
                w={170}
                data={[
                  { value: "rolling", label: t("settings-pressure:caps.rolling") },
                  { value: "calendar", label: t("settings-pressure:caps.calendar") },
                ]}
                allowDeselect={false}
                readOnly={readOnly}
                value={cap.window}
                onChange={(chosen) =>
                  change(index, { window: chosen === "calendar" ? chosen : "rolling" })
                }
              />
              <NumberInput
                label={t("settings-pressure:caps.every")}
                w={90}
                min={1}
                allowDecimal={false}
                required
                readOnly={readOnly}
                value={cap.every}
                error={faultAt(`${at}.every`)}
                onChange={(every) => change(index, { every: Number(every) })}
              />
              <Select
                aria-label={t("settings-pressure:caps.unit")}
                w={120}
                data={capUnits.map((value) => ({ value, label: unitName(value) }))}
                allowDeselect={false}
                readOnly={readOnly}
                value={cap.unit}
                onChange={(chosen) => {
                  const unit = capUnits.find((one) => one === chosen);
                  if (unit !== undefined) change(index, { unit });
                }}
              />
              <ChannelsSelect
                value={cap.channels}
                readOnly={readOnly}
                error={faultAt(`${at}.channels`)}
                onChange={(channels) => change(index, { channels })}
              />
              {!readOnly && (
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={t("settings-pressure:remove", { name })}
                  onClick={() => {
                    changeKeys(keys.filter((_, other) => other !== index));
                    onChange(caps.filter((_, other) => other !== index));
                  }}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
          </Paper>
        );
      })}
      {!readOnly && caps.length < most && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...caps, fresh])}
          >
            {t("settings-pressure:caps.add")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
