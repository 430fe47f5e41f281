import { Button, Group, Stack, Text } from "@mantine/core";
import { IconCode, IconList } from "@tabler/icons-react";
import { useState } from "react";
import { JsonField } from "../../../forms/code/JsonField.tsx";
import { t } from "../../../i18n/i18n.ts";
import { readRule } from "./model/read.ts";
import type { Group as RuleTree } from "./model/tree.ts";
import { ruleText } from "./model/text.ts";
import { writeRule } from "./model/write.ts";
import { RuleGroup } from "./RuleGroup.tsx";
import { RuleScopeProvider } from "./scope.ts";
import { useRuleFacts } from "./use-rule-facts.ts";

interface Props {
  tree: RuleTree;
  readOnly: boolean;
  faults: ReadonlyMap<number, string>;
  onChange(tree: RuleTree): void;
}

/** A segment's rule in sentences, or as code: the same rule both ways. */
export function RuleBuilder({ tree, readOnly, faults, onChange }: Props) {
  const facts = useRuleFacts();
  const [isCode, setCode] = useState(false);
  const words = ruleText(tree, [...facts.contact, ...facts.order, ...facts.orderItem]);
  const codeLabel = t(readOnly ? "segments:rule.showCode" : "segments:rule.asCode");
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" style={{ overflowWrap: "anywhere" }} data-rule-words>
          {words === "" ? t("segments:rule.nobody") : words}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          style={{ flexShrink: 0 }}
          leftSection={
            isCode ? <IconList size={13} aria-hidden /> : <IconCode size={13} aria-hidden />
          }
          onClick={() => setCode(!isCode)}
        >
          {isCode ? t("segments:rule.asSentences") : codeLabel}
        </Button>
      </Group>
      {isCode ? (
        <JsonField
          label={t("segments:rule.code")}
          description={t("segments:rule.codeHint")}
          readOnly={readOnly}
          value={writeRule(tree).rule ?? undefined}
          onChange={(rule) => onChange(readRule(rule))}
        />
      ) : (
        <RuleScopeProvider value={{ ...facts, readOnly, faults }}>
          <RuleGroup group={tree} isRoot onChange={onChange} />
        </RuleScopeProvider>
      )}
    </Stack>
  );
}
