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
import type { BlockFigures, MessageFigures } from "../../../../api/figures.ts";
import { Foot } from "../../../runs/Foot.tsx";
import classes from "./figures.module.css";
import type { Counted } from "./RunsLink.tsx";
import { RunsLink } from "./RunsLink.tsx";

interface Props extends Counted {
  block: BlockFigures;
  messages: MessageFigures | undefined;
  name: string;
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** A block's figures in a line; what is none is left out, but for those who came. */
export function BlockFoot({ block, messages, name, ...counted }: Props) {
  const { blockId } = block;
  const runs = [
    { state: "entered", count: block.entered, what: "runs came to", sign: IconArrowDown },
    { state: "waiting", count: block.waiting, what: "runs are at", sign: IconHourglass },
    { state: "done", count: block.done, what: "runs left", sign: IconCheck },
    { state: "failed", count: block.failed, what: "runs failed at", sign: IconAlertTriangle },
  ];
  const sent = [
    { count: messages?.sent ?? 0, what: "messages sent", sign: IconMail },
    { count: messages?.opened ?? 0, what: "messages opened", sign: IconEye },
    { count: messages?.clicked ?? 0, what: "messages clicked", sign: IconPointer },
  ];
  return (
    <Foot>
      <span className={classes["foot"]}>
        {runs.map(({ state, count, what, sign }) =>
          count === 0 && state !== "entered" ? null : (
            <RunsLink
              key={state}
              {...counted}
              narrowed={{ blockId, blockState: state }}
              count={count}
              what={`${what} “${name}”`}
              tone={state === "failed" ? "bad" : undefined}
            >
              <Count sign={sign} count={count} />
            </RunsLink>
          ),
        )}
        {sent.map(({ count, what, sign }) =>
          count === 0 ? null : (
            <span key={what} role="img" aria-label={`${count} ${what}`} title={`${count} ${what}`}>
              <Count sign={sign} count={count} />
            </span>
          ),
        )}
      </span>
    </Foot>
  );
}

function Count({ sign: Sign, count }: { sign: Icon; count: number }) {
  return (
    <span className={classes["count"]}>
      <Sign size={12} aria-hidden />
      {compact.format(count)}
    </span>
  );
}
