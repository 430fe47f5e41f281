import { NumberInput, Select, SimpleGrid } from "@mantine/core";
import type { ConditionKind } from "../../../../src/domain/notifications/condition.ts";
import { conditionKinds } from "../../../../src/domain/notifications/condition.ts";
import { t } from "../../i18n/i18n.ts";
import type { ConditionForm } from "./condition-form.ts";
import { formOfKind, subjectKindOf } from "./condition-form.ts";
import { SubjectPicker } from "./SubjectPicker.tsx";

interface Props {
  value: ConditionForm;
  onChange(form: ConditionForm): void;
}

type Amount = "hours" | "minutes" | "times" | "percent" | "atLeast";

const amounts: Record<ConditionKind, readonly Amount[]> = {
  silence: ["hours"],
  burst: ["times", "atLeast"],
  failedRuns: ["percent", "hours", "atLeast"],
  failedMessages: ["percent", "hours", "atLeast"],
  bounces: ["percent", "hours", "atLeast"],
  complaints: ["percent", "hours", "atLeast"],
  lowPool: [],
  backlog: ["minutes"],
  channelNotSetUp: [],
  lateWebhook: [],
};

const bounds: Record<Amount, { min: number; max: number; decimals: number }> = {
  hours: { min: 1, max: 72, decimals: 0 },
  minutes: { min: 1, max: 1_440, decimals: 0 },
  times: { min: 1.5, max: 100, decimals: 1 },
  percent: { min: 0.01, max: 100, decimals: 2 },
  atLeast: { min: 1, max: 1_000_000, decimals: 0 },
};

/** What a rule looks for. */
export function ConditionFields({ value, onChange }: Props) {
  const set = (change: Partial<ConditionForm>) => onChange({ ...value, ...change });
  const { kind, of, subject } = value;
  const subjectKind = subjectKindOf(value);
  const isWatching = kind === "silence" || kind === "burst";
  return (
    <>
      <Select
        label={t("notifications:rule.kind")}
        description={t(`notifications:kindHint.${kind}`)}
        data={conditionKinds.map((each) => ({
          value: each,
          label: t(`notifications:kind.${each}`),
        }))}
        value={kind}
        allowDeselect={false}
        maxDropdownHeight={360}
        onChange={(chosen) => {
          const next = conditionKinds.find((each) => each === chosen);
          if (next !== undefined) onChange(formOfKind(next));
        }}
      />
      {isWatching && (
        <Select
          label={t("notifications:rule.of")}
          data={(["eventType", "workflow"] as const).map((each) => ({
            value: each,
            label: t(`notifications:of.${each}`),
          }))}
          value={of}
          allowDeselect={false}
          onChange={(chosen) =>
            set({
              of: chosen === "workflow" ? "workflow" : "eventType",
              subject: { id: "", name: "" },
            })
          }
        />
      )}
      {subjectKind !== null && (
        <SubjectPicker
          key={subjectKind}
          kind={subjectKind}
          value={subject}
          onChange={(next) => set({ subject: next })}
        />
      )}
      {amounts[kind].length > 0 && (
        <SimpleGrid cols={{ base: 1, xs: Math.min(3, amounts[kind].length) }}>
          {amounts[kind].map((name) => (
            <NumberInput
              key={name}
              label={t(`notifications:amount.${name}`)}
              required
              min={bounds[name].min}
              max={bounds[name].max}
              decimalScale={bounds[name].decimals}
              allowDecimal={bounds[name].decimals > 0}
              allowNegative={false}
              value={value[name]}
              onChange={(amount) => set({ [name]: amount })}
            />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}
