import { Radio, Stack, TextInput } from "@mantine/core";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import type { MembersForm } from "./model/members-form.ts";

interface Props {
  value: MembersForm;
  error: string | undefined;
  readOnly: boolean;
  onChange(value: MembersForm): void;
}

/** Whom one event starts runs for: its contact, or each member of a segment. */
export function MembersFields({ value, error, readOnly, onChange }: Props) {
  return (
    <Stack gap="xs">
      <Radio.Group
        label="For whom"
        value={value.of}
        readOnly={readOnly}
        onChange={(of) => onChange({ ...value, of })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="nobody" label="For the contact of the event" />
          <Radio
            value="segment"
            label="For each member of a segment"
            description="One event starts a run for every member, with the event's params."
          />
          <Radio
            value="param"
            label="For each member of the segment that a param of the event names"
          />
        </Stack>
      </Radio.Group>
      {value.of === "segment" && (
        <SegmentPicker
          label="Segment"
          value={value.segment}
          error={error}
          readOnly={readOnly}
          onChange={(segment) => onChange({ ...value, segment })}
        />
      )}
      {value.of === "param" && (
        <TextInput
          label="Name of the param"
          value={value.param}
          maxLength={100}
          error={error}
          readOnly={readOnly}
          onChange={({ currentTarget }) => onChange({ ...value, param: currentTarget.value })}
        />
      )}
    </Stack>
  );
}
