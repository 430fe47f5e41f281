import { Select, Textarea, TextInput } from "@mantine/core";
import type { EventCategory } from "../../../../src/contract/event-categories.ts";
import { eventCategories } from "../../../../src/contract/event-categories.ts";

export interface EventTypeValues {
  name: string;
  description: string;
  category: EventCategory;
}

interface Props {
  values: EventTypeValues;
  onChange(values: EventTypeValues): void;
}

const categories = Object.entries(eventCategories).map(([value, label]) => ({ value, label }));

export function NameField({ values, onChange }: Props) {
  return (
    <TextInput
      label="Name"
      description="Shown to people."
      placeholder="Cart left"
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
        label="Description"
        placeholder="When it is sent, by what, and what it says"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={values.description}
        onChange={({ currentTarget }) => onChange({ ...values, description: currentTarget.value })}
      />
      <Select
        label="Category"
        data={categories}
        allowDeselect={false}
        value={values.category}
        onChange={(category) => {
          if (category !== null) onChange({ ...values, category: category as EventCategory });
        }}
      />
    </>
  );
}
