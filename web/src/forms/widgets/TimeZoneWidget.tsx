import type { InputProps } from "../form/input.ts";
import { TimeZonePicker } from "../pickers/TimeZonePicker.tsx";
import { usePicker } from "./usePicker.ts";

export function TimeZoneWidget(props: InputProps) {
  return <TimeZonePicker {...usePicker(props)} />;
}
