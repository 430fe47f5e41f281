import { Settings } from "../form/Settings.tsx";
import type { LayoutProps } from "./layout.ts";

/** Which param names the order, or which status the newest one must have. */
export function GetOrderLayout(props: LayoutProps) {
  const { by, status } = props.value;
  const isLatest = by === "latest" || status !== undefined;
  return (
    <Settings
      {...props}
      names={["by", ...(by === "latest" ? [] : ["param"]), ...(isLatest ? ["status"] : [])]}
    />
  );
}
