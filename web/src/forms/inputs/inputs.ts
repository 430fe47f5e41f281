import type { Input } from "../form/input.ts";
import type { Shape } from "../schema/shape.ts";
import { ChoiceInput } from "./ChoiceInput.tsx";
import { JsonInput } from "./JsonInput.tsx";
import { ListInput } from "./ListInput.tsx";
import { NumberField } from "./NumberField.tsx";
import { ObjectInput } from "./ObjectInput.tsx";
import { RecordInput } from "./RecordInput.tsx";
import { SwitchInput } from "./SwitchInput.tsx";
import { TextField } from "./TextField.tsx";
import { UnionInput } from "./UnionInput.tsx";

/** The inputs for settings that name no widget, by their JSON type. */
export const inputs: Record<Shape, Input> = {
  choice: ChoiceInput,
  text: TextField,
  number: NumberField,
  switch: SwitchInput,
  object: ObjectInput,
  record: RecordInput,
  list: ListInput,
  union: UnionInput,
  json: JsonInput,
};
