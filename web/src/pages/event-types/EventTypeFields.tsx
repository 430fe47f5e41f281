import { Select, Textarea, TextInput } from "@mantine/core";
import type { EventCategory } from "../../../../src/contract/event-categories.ts";
import { categoryNames } from "./names.ts";
import { t } from "../../i18n/i18n.ts";

export interface EventTypeValues {
  name: string;
  description: string;
  category: EventCategory;
}

interface Props {
  values: EventTypeValues;
  onChange(values: EventTypeValues): void;
}

export function NameField({ values, onChange }: Props) {
  return (
    <TextInput
      label={t("event-types:field.name")}
      description={t("event-types:field.nameHint")}
      placeholder={t("event-types:field.nameExample")}
      required
      maxLength={200}
      data-autofocus
      value={values.name}
      onChange={({ currentTarget }) => onChange({ ...values, name: currentTarget.value })}
    />
  );
}

export function DetailFields({ values, onChange }: Props) {
  return (
    <>
      <Textarea
        label={t("event-types:field.description")}
        placeholder={t("event-types:field.descriptionHint")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={values.description}
        onChange={({ currentTarget }) => onChange({ ...values, description: currentTarget.value })}
      />
      <Select
        label={t("event-types:field.category")}
        data={Object.entries(categoryNames()).map(([value, label]) => ({ value, label }))}
        allowDeselect={false}
        value={values.category}
        onChange={(category) => {
          if (category !== null) onChange({ ...values, category: category as EventCategory });
        }}
      />
    </>
  );
}
