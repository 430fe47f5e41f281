import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import type { FieldErrors } from "./model/field-errors.ts";
import { errorAt } from "./model/field-errors.ts";
import { orderStatuses } from "../../../../src/domain/order-status.ts";
import type { StopRule } from "../../../../src/domain/stop-rule.ts";

interface Props {
  rules: readonly StopRule[];
  errors: FieldErrors;
  readOnly: boolean;
  onChange(rules: StopRule[]): void;
}

/** What ends runs beside events: segments and orders. */
export function StopRules({ rules, errors, readOnly, onChange }: Props) {
  const set = (index: number, rule: StopRule) => onChange(rules.with(index, rule));
  const add = (rule: StopRule) => onChange([...rules, rule]);
  return (
    <Stack gap="sm">
      {rules.map((rule, index) => (
        // Rules have no names: when one is deleted, the fields of those after it are created again.
        <Paper key={`${rules.length}:${index}`} withBorder p="sm">
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <Stack gap="xs" style={{ flex: 1, minWidth: 0 }}>
              {rule.kind === "segment" ? (
                <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
                  <Select
                    label={t("trigger-form:rules.when")}
                    allowDeselect={false}
                    data={[
                      { value: "enters", label: t("trigger-form:rules.enters") },
                      { value: "leaves", label: t("trigger-form:rules.leaves") },
                    ]}
                    value={rule.when}
                    readOnly={readOnly}
                    onChange={(when) => when !== null && set(index, { ...rule, when })}
                  />
                  <SegmentPicker
                    label={t("trigger-form:rules.segment")}
                    value={rule.segment}
                    error={errorAt(errors, `[${index}].segment`)}
                    readOnly={readOnly}
                    onChange={(segment) => set(index, { ...rule, segment })}
                  />
                </SimpleGrid>
              ) : (
                <MultiSelect
                  label={t("trigger-form:rules.order")}
                  data={orderStatuses.map((value) => ({
                    value,
                    label: t(`triggers:orderStatus.${value}`),
                  }))}
                  value={rule.statuses}
                  error={errorAt(errors, `[${index}].statuses`)}
                  readOnly={readOnly}
                  onChange={(list) => set(index, { ...rule, statuses: list })}
                />
              )}
            </Stack>
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("trigger-form:rules.remove", { number: index + 1 })}
                onClick={() => onChange(rules.toSpliced(index, 1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        </Paper>
      ))}
      {rules.length === 0 && readOnly && <Text size="sm">{t("trigger-form:rules.none")}</Text>}
      {!readOnly && rules.length < 20 && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add({ kind: "segment", segment: "", when: "enters" })}
          >
            {t("trigger-form:rules.bySegment")}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add({ kind: "order", statuses: [] })}
          >
            {t("trigger-form:rules.byOrder")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
