import { Settings } from "../form/Settings.tsx";
import type { LayoutProps } from "./layout.ts";

/** Only numbers are counted, so that others are not asked. */
export function SetVariableLayout(props: LayoutProps) {
  const { type, operation } = props.value;
  const isCounted = type === "number" || (operation !== undefined && operation !== "set");
  return (
    <Settings {...props} names={["name", "type", ...(isCounted ? ["operation"] : []), "value"]} />
  );
}
