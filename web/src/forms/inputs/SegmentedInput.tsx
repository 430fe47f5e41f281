import { Input, SegmentedControl } from "@mantine/core";
import { useId } from "react";

interface Props {
  label: string;
  description?: string;
  error?: string;
  readOnly?: boolean;
  choices: { value: string; label: string }[];
  value: string;
  onChange(value: string): void;
}

/** One of a few choices, all in sight. */
export function SegmentedInput({
  label,
  description,
  error,
  readOnly,
  choices,
  value,
  onChange,
}: Props) {
  const id = useId();
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      error={error}
    >
      <SegmentedControl
        fullWidth
        mt={4}
        size="xs"
        aria-labelledby={id}
        data={choices}
        value={value}
        disabled={readOnly}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}
