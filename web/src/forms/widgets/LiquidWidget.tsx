import type { InputProps } from "../form/input.ts";
import { LiquidInput } from "./LiquidInput.tsx";

export function LiquidWidget(props: InputProps) {
  return <LiquidInput {...props} />;
}
