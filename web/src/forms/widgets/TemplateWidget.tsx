import type { InputProps } from "../form/input.ts";
import { TemplatePicker } from "../pickers/TemplatePicker.tsx";
import { usePicker } from "./usePicker.ts";

export function TemplateWidget(props: InputProps) {
  return <TemplatePicker {...usePicker(props)} />;
}
