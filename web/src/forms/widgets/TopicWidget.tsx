import type { InputProps } from "../form/input.ts";
import { TopicPicker } from "../pickers/TopicPicker.tsx";
import { usePicker } from "./usePicker.ts";

export function TopicWidget(props: InputProps) {
  return <TopicPicker {...usePicker(props)} />;
}
