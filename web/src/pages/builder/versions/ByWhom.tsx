import { Text } from "@mantine/core";
import { Trans } from "react-i18next/TransWithoutContext";
import type { Actor } from "../../../api/workflow-history.ts";
import { t } from "../../../i18n/i18n.ts";
import { Time } from "../../../ui/Time.tsx";
import { actorName } from "../../workflows/actor-name.ts";

/** Who did something, and when. */
export function ByWhom({ actor, at }: { actor: Actor | null; at: string }) {
  return (
    <Text size="xs" c="light-dark(#545c69, #a9b1bd)" component="span" display="block">
      <Trans
        t={t}
        i18nKey="workflows:history.by"
        values={{ name: actorName(actor) }}
        components={{ time: <Time at={at} /> }}
      />
    </Text>
  );
}
