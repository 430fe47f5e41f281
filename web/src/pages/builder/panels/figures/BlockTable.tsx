import { UnstyledButton } from "@mantine/core";
import type { Figures, MessageFigures } from "../../../../api/figures.ts";
import classes from "./figures.module.css";
import type { Counted } from "./RunsLink.tsx";
import { numberWords, RunsLink } from "./RunsLink.tsx";
import { shareWords } from "./share.ts";

interface Props extends Counted {
  figures: Figures;
  blocks: readonly { id: string; name: string }[];
  onBlock(id: string): void;
}

const states = [
  { state: "entered", title: "Came", what: "runs came to" },
  { state: "waiting", title: "There", what: "runs are at" },
  { state: "done", title: "Left", what: "runs left" },
  { state: "failed", title: "Failed", what: "runs failed at" },
] as const;

/** The same numbers as on the canvas, to be read in a row; those of blocks that are no more, too. */
export function BlockTable({ figures, blocks, onBlock, ...counted }: Props) {
  const byId = new Map(figures.blocks.map((block) => [block.blockId, block]));
  const messages = new Map(figures.messages.map((sent) => [sent.blockId, sent]));
  const drawn = new Set(blocks.map(({ id }) => id));
  const gone = figures.blocks.filter(({ blockId }) => !drawn.has(blockId));
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

function Sent({ messages }: { messages: MessageFigures | undefined }) {
  if (messages === undefined) return null;
  const { sent, opened, clicked, failed, skipped, unknown, queued } = messages;
  const parts = [
    `${numberWords(sent)} sent`,
    `${numberWords(opened)} opened${sent > 0 ? ` (${shareWords(opened, sent)})` : ""}`,
    `${numberWords(clicked)} clicked${sent > 0 ? ` (${shareWords(clicked, sent)})` : ""}`,
    ...(failed > 0 ? [`${numberWords(failed)} failed`] : []),
    ...(unknown > 0 ? [`${numberWords(unknown)} unknown`] : []),
    ...(skipped > 0 ? [`${numberWords(skipped)} not sent`] : []),
    ...(queued > 0 ? [`${numberWords(queued)} on their way`] : []),
  ];
  return <div className={classes["sent"]}>{parts.join(", ")}</div>;
}
