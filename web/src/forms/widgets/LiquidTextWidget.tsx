import type { InputProps } from "../form/input.ts";
import { LiquidInput } from "./LiquidInput.tsx";

export function LiquidTextWidget(props: InputProps) {
  return <LiquidInput {...props} isMultiline />;
}
