import { Radio, Stack } from "@mantine/core";

interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint: string;
  isOff?: boolean;
}

interface Props<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<NoInfer<Value>>[];
  onChange(value: NoInfer<Value>): void;
}

/** One of a few, each with what it means. */
export function RadioChoice<Value extends string>(props: Props<Value>) {
  const { label, value, choices, onChange } = props;
  const choose = (wanted: string) => {
    const choice = choices.find((one) => one.value === wanted);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <Radio.Group label={label} value={value} onChange={choose}>
      <Stack gap="xs" mt={6}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            label={choice.label}
            description={choice.hint}
            disabled={choice.isOff === true}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
