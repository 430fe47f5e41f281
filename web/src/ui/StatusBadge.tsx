import { Badge } from "@mantine/core";
import classes from "./StatusBadge.module.css";

/** What each word means for whoever reads it: good, busy, waiting, bad, or over. */
const tones: Record<string, string> = {
  active: "good",
  launched: "good",
  completed: "good",
  sent: "good",
  opened: "good",
  clicked: "good",
  continued: "good",
  running: "busy",
  pending: "busy",
  queued: "busy",
  paused: "wait",
  suppressed: "wait",
  waiting: "wait",
  unknown: "wait",
  held: "wait",
  dropped: "wait",
  failed: "bad",
  error: "bad",
  no_contact: "bad",
  no_segment: "bad",
  loop: "bad",
  fan_out: "good",
};

/** A status or an outcome, as a word with a colour: never the colour alone. */
export function StatusBadge({ value, label }: { value: string; label: string }) {
  return (
    <Badge
      component="span"
      variant="default"
      radius="sm"
      tt="none"
      fw={500}
      classNames={{ root: classes["badge"] ?? "", label: classes["label"] ?? "" }}
      data-tone={tones[value] ?? "still"}
    >
      {label}
    </Badge>
  );
}
