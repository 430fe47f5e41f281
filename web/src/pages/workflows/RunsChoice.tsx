import { Radio, Stack } from "@mantine/core";
import { countWords } from "./count-words.ts";
import type { RunsChoice as Choice } from "./useStatus.ts";

interface Props {
  /** Runs under way now, as far as they are counted. */
  underWay: number;
  value: Choice;
  onChange(value: Choice): void;
}

/** What happens to the runs under way. */
export function RunsChoice({ underWay, value, onChange }: Props) {
  return (
    <Radio.Group
      label={`Runs under way: ${countWords(underWay)}`}
      value={value}
      onChange={onChange}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="continue"
          label="Let them go on"
          description="Each ends as it was meant to, with the version that it was started with."
        />
        <Radio
          value="stop"
          label="Stop them"
          description="Those that wait end at once, the others after the block that they are at. It can't be undone."
        />
      </Stack>
    </Radio.Group>
  );
}
