import { sentence } from "../../ui/text.ts";
import type { RunMessage } from "../../api/runs.ts";

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

/** Whether it was read, as far as can be known. */
export function engagementText({ state, opens, clicks }: RunMessage): string {
  if (opens === 0 && clicks === 0)
    return state === "sent" ? "Not opened yet, as far as we know." : "";
  const parts = [
    ...(opens > 0 ? [`opened ${times(opens)}`] : []),
    ...(clicks > 0 ? [`clicked ${times(clicks)}`] : []),
  ];
  return sentence(parts.join(", "));
}
