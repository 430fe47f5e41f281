import { Settings } from "../form/Settings.tsx";
import { withSetting } from "../schema/change.ts";
import { EitherOr } from "./EitherOr.tsx";
import type { LayoutProps } from "./layout.ts";

const choices = [
  { value: "event", label: "An event comes" },
  { value: "rule", label: "A condition holds" },
];

const labels = { eventTypeKey: "Event type", rule: "Condition" };

export function GoalLayout(props: LayoutProps) {
  const { value, onChange } = props;
  const current = value["eventTypeKey"] === undefined ? undefined : "event";
  return (
    <EitherOr
      label="The goal is reached when"
      choices={choices}
      current={current ?? (value["rule"] === undefined ? undefined : "rule")}
      onChoose={(chosen) =>
        onChange(withSetting(value, chosen === "rule" ? "eventTypeKey" : "rule", undefined))
      }
    >
      {(chosen) => (
        <Settings
          {...props}
          labels={labels}
          names={
            chosen === "rule" ? ["rule"] : ["eventTypeKey", "filter", "match", "includeEarlier"]
          }
        />
      )}
    </EitherOr>
  );
}
