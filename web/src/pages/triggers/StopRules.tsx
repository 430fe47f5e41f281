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
import type { FieldErrors } from "./model/field-errors.ts";
import { errorAt } from "./model/field-errors.ts";
import { orderStatusLabels } from "./model/stop-rule-text.ts";
import type { OrderStatus } from "../../../../src/domain/order-status.ts";
import type { StopRule } from "../../../../src/domain/stop-rule.ts";

interface Props {
  rules: readonly StopRule[];
  errors: FieldErrors;
  readOnly: boolean;
  onChange(rules: StopRule[]): void;
}

const statuses = Object.entries(orderStatusLabels).map(([value, label]) => ({ value, label }));

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
                    label="When the contact"
                    allowDeselect={false}
                    data={[
                      { value: "enters", label: "enters" },
                      { value: "leaves", label: "leaves" },
                    ]}
                    value={rule.when}
                    readOnly={readOnly}
                    onChange={(when) => when !== null && set(index, { ...rule, when })}
                  />
                  <SegmentPicker
                    label="the segment"
                    value={rule.segment}
                    error={errorAt(errors, `[${index}].segment`)}
                    readOnly={readOnly}
                    onChange={(segment) => set(index, { ...rule, segment })}
                  />
                </SimpleGrid>
              ) : (
                <MultiSelect
                  selectFirstOptionOnChange
                  label="When an order of the contact becomes"
                  data={statuses}
                  value={rule.statuses}
                  error={errorAt(errors, `[${index}].statuses`)}
                  readOnly={readOnly}
                  onChange={(list) => set(index, { ...rule, statuses: list as OrderStatus[] })}
                />
              )}
            </Stack>
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={`Remove rule ${index + 1}`}
                onClick={() => onChange(rules.toSpliced(index, 1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        </Paper>
      ))}
      {rules.length === 0 && readOnly && <Text size="sm">There are none.</Text>}
      {!readOnly && rules.length < 20 && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add({ kind: "segment", segment: "", when: "enters" })}
          >
            By a segment
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add({ kind: "order", statuses: [] })}
          >
            By an order's status
          </Button>
        </Group>
      )}
    </Stack>
  );
}
