import type { InputProps } from "../form/input.ts";
import { SegmentPicker } from "../pickers/SegmentPicker.tsx";
import { usePicker } from "./usePicker.ts";

export function SegmentWidget(props: InputProps) {
  return <SegmentPicker {...usePicker(props)} />;
}
