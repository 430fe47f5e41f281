import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, IconDots } from "@tabler/icons-react";
import { takesList } from "./model/change.ts";
import type { Operand, Rule, ValueType } from "./model/tree.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  rule: Rule;
  type: ValueType;
  onChange(rule: Rule): void;
}

/** What few rules need: letters of any size, and another field to compare with. */
export function RuleOptions({ rule, type, onChange }: Props) {
  const { operator, operand, lower } = rule;
  const isText = type === "text" || type === "unknown" || type === "list" || lower;
  const canIgnoreCase = isText && operator !== "isSet";
  const canCompare = operator !== "isSet" && operator !== "matches" && !takesList(operator);
  if (!canIgnoreCase && !canCompare) return null;
  const isFact = operand?.kind === "fact";
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("conditions:moreOptions")}
        >
          <IconDots size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {canIgnoreCase && (
          <Menu.Item
            leftSection={
              lower ? (
                <IconCheck size={14} aria-label={t("conditions:on")} />
              ) : (
                <span style={{ width: 14 }} />
              )
            }
            onClick={() =>
              onChange({ ...rule, lower: !lower, operand: lower ? operand : inLowerCase(operand) })
            }
          >
            {t("conditions:ignoreCase")}
          </Menu.Item>
        )}
        {canCompare && (
          <Menu.Item
            leftSection={
              isFact ? (
                <IconCheck size={14} aria-label={t("conditions:on")} />
              ) : (
                <span style={{ width: 14 }} />
              )
            }
            onClick={() =>
              onChange({ ...rule, operand: isFact ? null : { kind: "fact", path: "" } })
            }
          >
            {t("conditions:compareField")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function inLowerCase(operand: Operand | null): Operand | null {
  const lowered = <Value,>(value: Value) =>
    typeof value === "string" ? (value.toLowerCase() as Value) : value;
  if (operand?.kind === "literal") return { ...operand, value: lowered(operand.value) };
  if (operand?.kind === "list") return { ...operand, values: operand.values.map(lowered) };
  return operand;
}
