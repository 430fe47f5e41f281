import { Text, UnstyledButton } from "@mantine/core";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import classes from "./LaunchConditions.module.css";
import { ruleWords } from "./model/rule-words.ts";
import type { StopRule } from "./model/trigger-state.ts";

const stops = "stop";

/** A stop rule among the launch conditions. */
export function RuleRow({ rule, onOpen }: { rule: StopRule; onOpen(): void }) {
  return (
    <li className={classes["row"]}>
      <UnstyledButton className={classes["open"]} onClick={onOpen}>
        <RoleIcon role={stops} />
        <Text size="sm" span>
          {ruleWords(rule)}
        </Text>
      </UnstyledButton>
    </li>
  );
}
