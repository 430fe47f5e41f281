import { UnstyledButton } from "@mantine/core";
import type { Statistics, MessageStatistics } from "../../../../api/statistics.ts";
import { t } from "../../../../i18n/i18n.ts";
import classes from "./statistics.module.css";
import type { Counted } from "./RunsLink.tsx";
import { RunsLink } from "./RunsLink.tsx";
import { runsLabel } from "./runs-label.ts";
import { formatNumber, formatShare } from "../../../../ui/format-number.ts";

interface Props extends Counted {
  statistics: Statistics;
  blocks: readonly { id: string; name: string }[];
  onBlock(id: string): void;
}

const states = ["entered", "waiting", "done", "failed"] as const;

/** The same numbers as on the canvas, to be read in a row; those of blocks that are no more, too. */
export function BlockTable({ statistics, blocks, onBlock, ...counted }: Props) {
  const byId = new Map(statistics.blocks.map((block) => [block.blockId, block]));
  const messages = new Map(statistics.messages.map((sent) => [sent.blockId, sent]));
  const drawn = new Set(blocks.map(({ id }) => id));
  const gone = statistics.blocks.filter(({ blockId }) => !drawn.has(blockId));
  const rows = [
    ...blocks.flatMap(({ id, name }) => {
      const block = byId.get(id);
      return block === undefined ? [] : [{ block, name, isGone: false }];
    }),
    ...gone.map((block) => ({ block, name: block.blockId, isGone: true })),
  ];
  return (
    <table className={classes["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("builder-statistics:columns.block")}</th>
          {states.map((state) => (
            <th key={state} scope="col">
              {t(`builder-statistics:columns.${state}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ block, name, isGone }) => (
          <tr key={block.blockId}>
            <th scope="row">
              {isGone ? (
                <span>{t("builder-statistics:gone", { name })}</span>
              ) : (
                <UnstyledButton className={classes["name"]} onClick={() => onBlock(block.blockId)}>
                  {name}
                </UnstyledButton>
              )}
              <Sent messages={messages.get(block.blockId)} />
            </th>
            {states.map((state) => (
              <td key={state}>
                <RunsLink
                  {...counted}
                  narrowed={{ blockId: block.blockId, blockState: state }}
                  count={block[state]}
                  label={runsLabel(state, block[state], name)}
                  tone={state === "failed" ? "bad" : undefined}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sent({ messages }: { messages: MessageStatistics | undefined }) {
  if (messages === undefined) return null;
  const { sent, opened, clicked, failed, skipped, unknown, queued } = messages;
  const parts = [
    said("sent", sent),
    sent > 0 ? said("openedShare", opened, sent) : said("opened", opened),
    sent > 0 ? said("clickedShare", clicked, sent) : said("clicked", clicked),
    ...(failed > 0 ? [said("failed", failed)] : []),
    ...(unknown > 0 ? [said("unknown", unknown)] : []),
    ...(skipped > 0 ? [said("skipped", skipped)] : []),
    ...(queued > 0 ? [said("queued", queued)] : []),
  ];
  return <div className={classes["sent"]}>{parts.join(", ")}</div>;
}

type Said =
  | "sent"
  | "opened"
  | "openedShare"
  | "clicked"
  | "clickedShare"
  | "failed"
  | "unknown"
  | "skipped"
  | "queued";

function said(what: Said, count: number, all = 0): string {
  const number = formatNumber(count);
  return t(`builder-statistics:sent.${what}`, { number, share: formatShare(count, all) });
}
