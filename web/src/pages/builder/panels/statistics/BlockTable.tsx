import { UnstyledButton } from "@mantine/core";
import type { Statistics, MessageStatistics } from "../../../../api/statistics.ts";
import classes from "./statistics.module.css";
import type { Counted } from "./RunsLink.tsx";
import { RunsLink } from "./RunsLink.tsx";
import { formatNumber, formatShare } from "../../../../ui/format-number.ts";

interface Props extends Counted {
  statistics: Statistics;
  blocks: readonly { id: string; name: string }[];
  onBlock(id: string): void;
}

const states = [
  { state: "entered", title: "Entered", what: "runs entered" },
  { state: "waiting", title: "Now", what: "runs are at" },
  { state: "done", title: "Left", what: "runs left" },
  { state: "failed", title: "Failed", what: "runs failed at" },
] as const;

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
          <th scope="col">Block</th>
          {states.map(({ state, title }) => (
            <th key={state} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ block, name, isGone }) => (
          <tr key={block.blockId}>
            <th scope="row">
              {isGone ? (
                <span>{name} (not in the draft)</span>
              ) : (
                <UnstyledButton className={classes["name"]} onClick={() => onBlock(block.blockId)}>
                  {name}
                </UnstyledButton>
              )}
              <Sent messages={messages.get(block.blockId)} />
            </th>
            {states.map(({ state, what }) => (
              <td key={state}>
                <RunsLink
                  {...counted}
                  narrowed={{ blockId: block.blockId, blockState: state }}
                  count={block[state]}
                  what={`${what} “${name}”`}
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
    `${formatNumber(sent)} sent`,
    `${formatNumber(opened)} opened${sent > 0 ? ` (${formatShare(opened, sent)})` : ""}`,
    `${formatNumber(clicked)} clicked${sent > 0 ? ` (${formatShare(clicked, sent)})` : ""}`,
    ...(failed > 0 ? [`${formatNumber(failed)} failed`] : []),
    ...(unknown > 0 ? [`${formatNumber(unknown)} unknown`] : []),
    ...(skipped > 0 ? [`${formatNumber(skipped)} not sent`] : []),
    ...(queued > 0 ? [`${formatNumber(queued)} on their way`] : []),
  ];
  return <div className={classes["sent"]}>{parts.join(", ")}</div>;
}
