import { Select } from "@mantine/core";
import type { ChannelName } from "../../../../../../src/channels/registry.ts";
import { WorkflowPicker } from "../../../../forms/pickers/WorkflowPicker.tsx";
import { t } from "../../../../i18n/i18n.ts";
import type { Item, Measured } from "../model/tree.ts";
import { isTimed } from "../model/tree.ts";
import classes from "../Rule.module.css";
import { useRuleScope } from "../scope.ts";
import { Sentence } from "../Sentence.tsx";
import { AskInputs } from "./AskInputs.tsx";
import { PeriodInputs } from "./PeriodInputs.tsx";

const channels: readonly ChannelName[] = [
  "email",
  "sms",
  "viber",
  "whatsapp",
  "telegram",
  "slack",
  "webPush",
  "mobilePush",
  "inApp",
];
const kinds = ["sent", "opened", "clicked"] as const;

/** "Clicked messages by e-mail of any workflow at least once in the last 30 days". */
export function MessagesRow({
  item,
  onChange,
}: {
  item: Measured;
  onChange(by: Item | null): void;
}) {
  const { readOnly } = useRuleScope();
  const set = (change: Partial<Measured>) => onChange({ ...item, ...change });
  return (
    <Sentence item={item} label={t("segments:rule.messages")} onRemove={() => onChange(null)}>
      <Select
        size="xs"
        w={170}
        aria-label={t("segments:messages.label")}
        data={kinds.map((value) => ({ value, label: t(`segments:messages.${value}`) }))}
        allowDeselect={false}
        readOnly={readOnly}
        value={item.what}
        onChange={(what) => set({ what: what as Measured["what"] })}
      />
      <Select
        size="xs"
        w={150}
        aria-label={t("segments:messages.channel")}
        data={[
          { value: "", label: t("segments:messages.anyChannel") },
          ...channels.map((value) => ({ value, label: t(`segments:channels.${value}`) })),
        ]}
        allowDeselect={false}
        readOnly={readOnly}
        value={item.channel}
        onChange={(channel) => set({ channel: channel ?? "" })}
      />
      <div className={classes["picker"]}>
        <WorkflowPicker
          label={t("segments:messages.workflow")}
          placeholder={t("segments:messages.anyWorkflow")}
          isLabelHidden
          size="xs"
          clearable
          readOnly={readOnly}
          value={item.workflow}
          onChange={(workflow) => set({ workflow })}
        />
      </div>
      <AskInputs item={item} onChange={(ask) => set({ ask })} />
      {!isTimed(item.ask) && (
        <PeriodInputs period={item.period} onChange={(period) => set({ period })} />
      )}
    </Sentence>
  );
}
