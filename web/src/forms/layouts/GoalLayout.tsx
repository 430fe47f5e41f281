import { Settings } from "../form/Settings.tsx";
import { withSetting } from "../schema/change.ts";
import { EitherOr } from "./EitherOr.tsx";
import type { LayoutProps } from "./layout.ts";
import { t } from "../../i18n/i18n.ts";

const choices = () => [
  { value: "event", label: t("forms:goal.event") },
  { value: "rule", label: t("forms:goal.rule") },
];

const labels = () => ({
  eventTypeKey: t("forms:goal.eventType"),
  rule: t("forms:goal.condition"),
});

export function GoalLayout(props: LayoutProps) {
  const { value, onChange } = props;
  const current = value["eventTypeKey"] === undefined ? undefined : "event";
  return (
    <EitherOr
      label={t("forms:goal.label")}
      choices={choices()}
      current={current ?? (value["rule"] === undefined ? undefined : "rule")}
      onChoose={(chosen) =>
        onChange(withSetting(value, chosen === "rule" ? "eventTypeKey" : "rule", undefined))
      }
    >
      {(chosen) => (
        <Settings
          {...props}
          labels={labels()}
          names={
            chosen === "rule" ? ["rule"] : ["eventTypeKey", "filter", "match", "includeEarlier"]
          }
        />
      )}
    </EitherOr>
  );
}
