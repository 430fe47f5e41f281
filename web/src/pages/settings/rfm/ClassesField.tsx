import { ActionIcon, Button, Group, RangeSlider, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { RfmClass } from "../../../api/rfm.ts";
import { useRowKeys } from "../../../forms/inputs/use-row-keys.ts";
import { moved } from "../../../forms/schema/change.ts";
import { t } from "../../../i18n/i18n.ts";
import styles from "./ClassesField.module.css";

interface Props {
  classes: readonly RfmClass[];
  faultAt(path: string): string | undefined;
  readOnly: boolean;
  onChange(classes: RfmClass[]): void;
}

const most = 30;
const scores = ["recency", "frequency", "monetary"] as const;
const fresh: RfmClass = { name: "", recency: [1, 5], frequency: [1, 5], monetary: [1, 5] };

/** Classes with their ranges of scores; a contact has the first that fits. */
export function ClassesField({ classes, faultAt, readOnly, onChange }: Props) {
  const { keys, change: changeKeys } = useRowKeys(classes.length);
  const change = (index: number, part: Partial<RfmClass>) =>
    onChange(classes.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const move = (index: number, by: number) => {
    changeKeys(moved(keys, index, by));
    onChange(moved(classes, index, by));
  };
  return (
    <Stack gap="sm">
      {classes.map((one, index) => {
        const name = one.name.trim() || t("settings-rfm:classes.unnamed");
        return (
          <div key={keys[index]} className={styles["row"]} role="group" aria-label={name}>
            <TextInput
              aria-label={t("settings-rfm:classes.nameOf", { number: index + 1 })}
              required
              maxLength={60}
              readOnly={readOnly}
              value={one.name}
              error={faultAt(`classes[${index}].name`)}
              onChange={({ currentTarget }) => change(index, { name: currentTarget.value })}
            />
            {scores.map((score) => (
              <div key={score}>
                <Text size="xs" c="dimmed">
                  {t(`settings-rfm:score.${score}`)}
                </Text>
                <RangeSlider
                  min={1}
                  max={5}
                  step={1}
                  minRange={0}
                  label={null}
                  disabled={readOnly}
                  marks={[1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }))}
                  thumbFromLabel={t("settings-rfm:classes.from", {
                    name,
                    score: t(`settings-rfm:score.${score}`),
                  })}
                  thumbToLabel={t("settings-rfm:classes.to", {
                    name,
                    score: t(`settings-rfm:score.${score}`),
                  })}
                  mb="md"
                  value={[one[score][0] ?? 1, one[score][1] ?? 5]}
                  onChange={(range) => change(index, { [score]: range })}
                />
              </div>
            ))}
            {!readOnly && (
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="default"
                  aria-label={t("settings-rfm:classes.up", { name })}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  aria-label={t("settings-rfm:classes.down", { name })}
                  disabled={index === classes.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  aria-label={t("settings-rfm:classes.remove", { name })}
                  disabled={classes.length === 1}
                  onClick={() => {
                    changeKeys(keys.filter((_, at) => at !== index));
                    onChange(classes.filter((_, at) => at !== index));
                  }}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </Group>
            )}
          </div>
        );
      })}
      {!readOnly && classes.length < most && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...classes, fresh])}
          >
            {t("settings-rfm:classes.add")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
