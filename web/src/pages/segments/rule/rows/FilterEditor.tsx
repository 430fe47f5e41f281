import { Box, Button, Text } from "@mantine/core";
import { IconFilterPlus } from "@tabler/icons-react";
import { GroupEditor } from "../../../../forms/condition/GroupEditor.tsx";
import { newRule, unfinished } from "../../../../forms/condition/model/tree.ts";
import { ConditionScopeProvider, describedBy } from "../../../../forms/condition/scope.ts";
import { useConditionTree } from "../../../../forms/condition/use-condition-tree.ts";
import type { FactGroup } from "../../../../forms/facts/facts.ts";
import { t } from "../../../../i18n/i18n.ts";
import { useRuleScope } from "../scope.ts";

interface Props {
  label: string;
  /** What the button that adds the first condition says. */
  action: string;
  facts: readonly FactGroup[];
  /** JsonLogic; null: nothing narrows it. */
  value: unknown;
  onChange(value: unknown): void;
}

/** What narrows events, orders or items: conditions on one of them. */
export function FilterEditor({ label, action, facts, value, onChange }: Props) {
  const { readOnly } = useRuleScope();
  const [tree, setTree] = useConditionTree(value, (rule) => onChange(rule ?? null));
  if (tree.items.length === 0) {
    if (readOnly) return null;
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        mt={6}
        mr={4}
        leftSection={<IconFilterPlus size={13} aria-hidden />}
        onClick={() => setTree({ ...tree, items: [newRule()] })}
      >
        {action}
      </Button>
    );
  }
  const describe = describedBy(facts);
  return (
    <Box mt={8} ml={{ base: 0, sm: "md" }} role="group" aria-label={label}>
      <Text size="xs" fw={500} mb={4}>
        {label}
      </Text>
      <ConditionScopeProvider value={{ facts, readOnly, describe, noPatterns: true }}>
        <GroupEditor group={tree} isRoot onChange={setTree} />
      </ConditionScopeProvider>
      {unfinished(tree) > 0 && (
        <Text size="xs" c="dimmed" role="status">
          {t("segments:rule.filterUnfinished", { count: unfinished(tree) })}
        </Text>
      )}
    </Box>
  );
}
