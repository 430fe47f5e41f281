import { Radio, Stack } from "@mantine/core";
import type { RunsChoice as Choice } from "./use-status.ts";
import { formatBoundedCount } from "../../ui/format-number.ts";

interface Props {
  /** The number of active runs, as far as they are counted. */
  activeRuns: number;
  value: Choice;
  onChange(value: Choice): void;
}

/** What happens to the active runs. */
export function RunsChoice({ activeRuns, value, onChange }: Props) {
  return (
    <Radio.Group
      label={`Active runs: ${formatBoundedCount(activeRuns)}`}
      value={value}
      onChange={onChange}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="continue"
          label="Let them go on"
          description="Each finishes with the version that it was started with."
        />
        <Radio
          value="stop"
          label="Stop them"
          description="Those that wait end at once, the others after their current block. This can't be undone."
        />
      </Stack>
    </Radio.Group>
  );
}
