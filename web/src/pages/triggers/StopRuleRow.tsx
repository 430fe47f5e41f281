import { Text, UnstyledButton } from "@mantine/core";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import classes from "./TriggerList.module.css";
import { stopRuleText } from "./model/stop-rule-text.ts";
import type { StopRule } from "../../../../src/domain/stop-rule.ts";

const stops = "stop";

/** A stop rule among the triggers. */
export function StopRuleRow({ rule, onOpen }: { rule: StopRule; onOpen(): void }) {
  return (
    <li className={classes["row"]}>
      <UnstyledButton className={classes["open"]} onClick={onOpen}>
        <RoleIcon role={stops} />
        <Text size="sm" span>
          {stopRuleText(rule)}
        </Text>
      </UnstyledButton>
    </li>
  );
}
