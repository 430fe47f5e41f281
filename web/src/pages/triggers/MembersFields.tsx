import { Radio, Stack, TextInput } from "@mantine/core";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { t } from "../../i18n/i18n.ts";
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
        label={t("trigger-form:members.label")}
        value={value.of}
        readOnly={readOnly}
        onChange={(of) => onChange({ ...value, of })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="nobody" label={t("trigger-form:members.nobody")} />
          <Radio
            value="segment"
            label={t("trigger-form:members.segment")}
            description={t("trigger-form:members.segmentHint")}
          />
          <Radio value="param" label={t("trigger-form:members.param")} />
        </Stack>
      </Radio.Group>
      {value.of === "segment" && (
        <SegmentPicker
          label={t("trigger-form:segment")}
          value={value.segment}
          error={error}
          readOnly={readOnly}
          onChange={(segment) => onChange({ ...value, segment })}
        />
      )}
      {value.of === "param" && (
        <TextInput
          label={t("trigger-form:members.paramName")}
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
