import type { InputProps } from "../form/input.ts";
import { EventTypePicker } from "../pickers/EventTypePicker.tsx";
import { usePicker } from "./usePicker.ts";

export function EventTypeWidget(props: InputProps) {
  return <EventTypePicker {...usePicker(props)} canCreate />;
}
