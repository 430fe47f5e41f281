import { Text } from "@mantine/core";
import type { Actor } from "../../../api/workflow-history.ts";
import { Time } from "../../../ui/Time.tsx";
import { actorName } from "../../workflows/actor-name.ts";

/** Who did something, and when. */
export function ByWhom({ actor, at }: { actor: Actor | null; at: string }) {
  return (
    <Text size="xs" c="light-dark(#545c69, #a9b1bd)" component="span" display="block">
      {actorName(actor)} · <Time at={at} />
    </Text>
  );
}
