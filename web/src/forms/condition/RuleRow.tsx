import { ActionIcon, Group, Select } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { FactPathPicker } from "../pickers/FactPathPicker.tsx";
import classes from "./Condition.module.css";
import { isDated, withOperator, withPath } from "./model/change.ts";
import type { Choice } from "./model/operator-choices.ts";
import { choicesFor, sameChoice } from "./model/operator-choices.ts";
import type { Item, Rule } from "./model/tree.ts";
import { isWhole } from "./model/tree.ts";
import { RuleOptions } from "./RuleOptions.tsx";
import { useConditionScope } from "./scope.ts";
import { ValueInput } from "./ValueInput.tsx";
import { t } from "../../i18n/i18n.ts";

const keyOf = ({ operator, not }: Pick<Choice, "operator" | "not">) =>
  `${not ? "not " : ""}${operator}`;

interface Props {
  rule: Rule;
  /** Within a frame of another's, which has its own way to remove it. */
  isBare?: boolean;
  onChange(by: Item | null): void;
}

/** One comparison: a field, an operator, and what it is compared with. */
export function RuleRow({ rule, isBare = false, onChange }: Props) {
  const { facts, describe, readOnly, noPatterns = false } = useConditionScope();
  const { type } = describe(rule.path);
  const choices = choicesFor(type, rule).filter(
    ({ operator }) => !noPatterns || operator !== "matches",
  );
  return (
    <div className={isBare ? undefined : classes["rule"]} data-unfinished={!isWhole(rule)}>
      <Group gap={4} wrap="nowrap" mb={4}>
        <div style={{ flex: 1, minWidth: 0 }}>
          <FactPathPicker
            label={t("conditions:field")}
            isLabelHidden
            size="xs"
            readOnly={readOnly}
            groups={facts}
            value={rule.path}
            onChange={(path) => onChange(withPath(rule, path, describe(path).type))}
          />
        </div>
        {!readOnly && (
          <>
            <RuleOptions rule={rule} type={type} onChange={onChange} />
            {!isBare && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t("conditions:removeRule")}
                onClick={() => onChange(null)}
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            )}
          </>
        )}
      </Group>
      <Group gap={4} align="flex-start">
        <Select
          size="xs"
          w={rule.operator === "isSet" || isDated(rule.operator) ? "100%" : 132}
          aria-label={t("conditions:how")}
          data={choices.map((choice) => ({ value: keyOf(choice), label: choice.label }))}
          allowDeselect={false}
          readOnly={readOnly}
          comboboxProps={{ width: 200, position: "bottom-start" }}
          value={keyOf(rule)}
          onChange={(key) => {
            const choice = choices.find((one) => keyOf(one) === key);
            if (choice !== undefined && !sameChoice(choice, rule)) {
              onChange(withOperator(rule, choice, type));
            }
          }}
        />
        {rule.operator !== "isSet" && (
          <div className={classes["value"]} data-wide={isDated(rule.operator)}>
            <ValueInput
              rule={rule}
              type={type}
              onChange={(operand) => onChange({ ...rule, operand })}
            />
          </div>
        )}
      </Group>
    </div>
  );
}
