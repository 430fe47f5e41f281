import type { InputProps } from "../form/input.ts";
import { JsonInput } from "../inputs/JsonInput.tsx";
import { LiquidInput } from "./LiquidInput.tsx";

/** A value of the type that stands beside it; Liquid may give any, JSON is written out. */
export function TypedValueWidget(props: InputProps) {
  const { value, beside } = props;
  const isWrittenOut = typeof value === "object" && value !== null;
  if (beside?.["type"] === "json" && (isWrittenOut || value === "" || value === undefined)) {
    return <JsonInput {...props} />;
  }
  // A number or a truth is shown as text, and read as one again by the server.
  const text = typeof value === "string" || value === undefined ? value : JSON.stringify(value);
  return <LiquidInput {...props} value={text} isMultiline={beside?.["type"] === "text"} />;
}
