import {
  IconAlertTriangle,
  IconArrowDown,
  IconCheck,
  IconEye,
  IconHourglass,
  IconMail,
  IconPointer,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { BlockStatistics, MessageStatistics } from "../../../../api/statistics.ts";
import { Foot } from "../../../runs/Foot.tsx";
import classes from "./statistics.module.css";
import type { Counted } from "./RunsLink.tsx";
import { RunsLink } from "./RunsLink.tsx";
import { runsLabel } from "./runs-label.ts";
import { locale, t } from "../../../../i18n/i18n.ts";

interface Props extends Counted {
  block: BlockStatistics;
  messages: MessageStatistics | undefined;
  name: string;
}

const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });

/** A block's statistics in a line. Zeros are left out, except for the runs that came. */
export function BlockFoot({ block, messages, name, ...counted }: Props) {
  const { blockId } = block;
  const runs = [
    { state: "entered", count: block.entered, icon: IconArrowDown },
    { state: "waiting", count: block.waiting, icon: IconHourglass },
    { state: "done", count: block.done, icon: IconCheck },
    { state: "failed", count: block.failed, icon: IconAlertTriangle },
  ] as const;
  const sent = [
    { state: "sent", count: messages?.sent ?? 0, icon: IconMail },
    { state: "opened", count: messages?.opened ?? 0, icon: IconEye },
    { state: "clicked", count: messages?.clicked ?? 0, icon: IconPointer },
  ] as const;
  return (
    <Foot>
      <span className={classes["foot"]}>
        {runs.map(({ state, count, icon }) =>
          count === 0 && state !== "entered" ? null : (
            <RunsLink
              key={state}
              {...counted}
              narrowed={{ blockId, blockState: state }}
              count={count}
              label={runsLabel(state, count, name)}
              tone={state === "failed" ? "bad" : undefined}
            >
              <Count icon={icon} count={count} />
            </RunsLink>
          ),
        )}
        {sent.map(({ state, count, icon }) => {
          if (count === 0) return null;
          const label = t(`builder-statistics:messages.${state}`, { count });
          return (
            <span key={state} role="img" aria-label={label} title={label}>
              <Count icon={icon} count={count} />
            </span>
          );
        })}
      </span>
    </Foot>
  );
}

function Count({ icon: SignIcon, count }: { icon: Icon; count: number }) {
  return (
    <span className={classes["count"]}>
      <SignIcon size={12} aria-hidden />
      {compact.format(count)}
    </span>
  );
}
