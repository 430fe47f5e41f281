import type { InputProps } from "../form/input.ts";
import { PromoPoolPicker } from "../pickers/PromoPoolPicker.tsx";
import { usePicker } from "./usePicker.ts";

export function PromoPoolWidget(props: InputProps) {
  return <PromoPoolPicker {...usePicker(props)} />;
}
