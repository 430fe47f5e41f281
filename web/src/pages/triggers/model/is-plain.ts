import type { StartForm } from "./start-form.ts";

/** Whether a start has nothing of what stands under "More". */
export function isPlain(form: StartForm): boolean {
  const { frequency, subject, ignoreOlderThan, avoidInProgress, members } = form;
  const isRolling = frequency.kind !== "period" || frequency.window === "rolling";
  return (
    isRolling &&
    subject === "contact" &&
    !ignoreOlderThan.isOn &&
    !avoidInProgress &&
    members.of === "nobody"
  );
}
