import { Alert, Button, Group, Input, Stack, Text } from "@mantine/core";
import { IconCode, IconList } from "@tabler/icons-react";
import { useId, useState } from "react";
import { JsonField } from "./code/JsonField.tsx";
import { GroupEditor } from "./condition/GroupEditor.tsx";
import { ConditionScopeProvider, describedBy } from "./condition/scope.ts";
import { unfinished } from "./condition/model/tree.ts";
import { conditionText } from "./condition/model/condition-text.ts";
import { useConditionTree } from "./condition/use-condition-tree.ts";
import { useEventFacts, useFacts } from "./facts/facts.ts";
import { t } from "../i18n/i18n.ts";

export interface ConditionEditorProps {
  /** A JsonLogic rule, or null: no condition. */
  value: unknown;
  onChange(rule: unknown): void;
  /** Over everything that a run knows, or over the event alone. */
  over: "run" | "event";
  /** Whose facts are suggested. */
  workflowId?: string;
  /** The event type whose params are suggested, with `over: "event"`. */
  eventTypeId?: string;
  readOnly?: boolean;
  label: string;
  error?: string;
}

const example = '{">": [{"var": "event.params.total"}, 50]}';

/** A condition for people who write no code: rules in groups of "all" or "any". */
export function ConditionEditor(props: ConditionEditorProps) {
  const { value, onChange, over, workflowId, eventTypeId, readOnly = false, label, error } = props;
  const ofRun = useFacts(over === "run" ? workflowId : undefined);
  const ofEvent = useEventFacts(over === "event" ? eventTypeId : undefined);
  const facts = over === "run" ? ofRun : ofEvent;
  const [tree, setTree] = useConditionTree(value, onChange);
  const [isCode, setCode] = useState(false);
  const id = useId();
  const codeLabel = readOnly ? t("conditions:asCode") : t("conditions:editCode");
  const words = conditionText(tree, describedBy(facts));
  const left = unfinished(tree);

  return (
    <Input.Wrapper
      label={
        <Group component="span" justify="space-between" wrap="nowrap" gap="xs">
          <span id={id}>{label}</span>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={
              isCode ? <IconList size={13} aria-hidden /> : <IconCode size={13} aria-hidden />
            }
            onClick={() => setCode(!isCode)}
          >
            {isCode ? t("conditions:editList") : codeLabel}
          </Button>
        </Group>
      }
      labelElement="div"
      labelProps={{ style: { width: "100%" } }}
      error={error}
    >
      <Stack gap={6} mt={4} role="group" aria-labelledby={id}>
        {isCode ? (
          <JsonField
            label={t("conditions:jsonLabel", { label })}
            description={t("conditions:such", { example })}
            readOnly={readOnly}
            value={value ?? undefined}
            onChange={(rule) => onChange(rule ?? null)}
          />
        ) : (
          <ConditionScopeProvider value={{ facts, readOnly, describe: describedBy(facts) }}>
            <GroupEditor group={tree} isRoot onChange={setTree} />
          </ConditionScopeProvider>
        )}
        {words !== "" && (
          <Text size="xs" c="var(--mantine-color-dimmed)" style={{ overflowWrap: "anywhere" }}>
            {words}
          </Text>
        )}
        {left > 0 && !isCode && (
          <Alert color="yellow" variant="light" p={6} role="status">
            <Text size="xs">{t("conditions:unfinished", { count: left })}</Text>
          </Alert>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
