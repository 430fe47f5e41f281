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
import { locale } from "../../../../i18n/i18n.ts";

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
    { state: "entered", count: block.entered, what: "runs entered", icon: IconArrowDown },
    { state: "waiting", count: block.waiting, what: "runs are at", icon: IconHourglass },
    { state: "done", count: block.done, what: "runs left", icon: IconCheck },
    { state: "failed", count: block.failed, what: "runs failed at", icon: IconAlertTriangle },
  ];
  const sent = [
    { count: messages?.sent ?? 0, what: "messages sent", icon: IconMail },
    { count: messages?.opened ?? 0, what: "messages opened", icon: IconEye },
    { count: messages?.clicked ?? 0, what: "messages clicked", icon: IconPointer },
  ];
  return (
    <Foot>
      <span className={classes["foot"]}>
        {runs.map(({ state, count, what, icon }) =>
          count === 0 && state !== "entered" ? null : (
            <RunsLink
              key={state}
              {...counted}
              narrowed={{ blockId, blockState: state }}
              count={count}
              what={`${what} “${name}”`}
              tone={state === "failed" ? "bad" : undefined}
            >
              <Count icon={icon} count={count} />
            </RunsLink>
          ),
        )}
        {sent.map(({ count, what, icon }) =>
          count === 0 ? null : (
            <span key={what} role="img" aria-label={`${count} ${what}`} title={`${count} ${what}`}>
              <Count icon={icon} count={count} />
            </span>
          ),
        )}
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
