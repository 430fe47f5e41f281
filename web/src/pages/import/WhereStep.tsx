import { Radio, Select, Stack } from "@mantine/core";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { TopicPicker } from "../../forms/pickers/TopicPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import type { ImportForm } from "./import-form.ts";
import { findWays } from "./import-form.ts";

interface Props {
  form: ImportForm;
  onChange(part: Partial<ImportForm>): void;
}

const encodings = ["utf-8", "utf-16le", "windows-1250", "windows-1251", "windows-1252", "koi8-u"];

/** By what contacts are found, what becomes of those that are there, and what all of them join. */
export function WhereStep({ form, onChange }: Props) {
  return (
    <Stack maw={560} mt="sm">
      <Select
        label={t("import:where.findBy")}
        description={t("import:where.findByHint")}
        data={findWays.map((value) => ({ value, label: t(`import:findBy.${value}`) }))}
        allowDeselect={false}
        value={form.findBy}
        onChange={(findBy) => onChange({ findBy: findBy as ImportForm["findBy"] })}
      />
      <Radio.Group
        label={t("import:where.existing")}
        value={form.existing}
        onChange={(existing) => onChange({ existing: existing })}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="update" label={t("import:where.update")} />
          <Radio value="keep" label={t("import:where.keep")} />
        </Stack>
      </Radio.Group>
      <SegmentPicker
        label={t("import:where.segment")}
        description={t("import:where.segmentHint")}
        clearable
        value={form.segment}
        onChange={(segment) => onChange({ segment })}
      />
      <TopicPicker
        label={t("import:where.topic")}
        description={t("import:where.topicHint")}
        clearable
        value={form.topic}
        onChange={(topic) => onChange({ topic })}
      />
      <Select
        label={t("import:where.encoding")}
        data={[
          { value: "", label: t("import:where.recognized") },
          ...encodings.map((value) => ({ value, label: value })),
        ]}
        allowDeselect={false}
        value={form.encoding}
        onChange={(encoding) => onChange({ encoding: encoding ?? "" })}
      />
    </Stack>
  );
}
