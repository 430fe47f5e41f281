import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { BlockKind } from "../../api/block-kinds.ts";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { labelOf } from "../../canvas/ports.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { Time } from "../../ui/Time.tsx";
import { channelWord, stateWord } from "../messages/words.ts";
import classes from "./contacts.module.css";
import type { Explanation } from "./explanation.ts";

interface Props {
  explained: Explanation["runs"][number];
  messages: Explanation["messages"];
}

/** One run: where it is or ended, what it sent, and what it did not. */
export function ExplainedRun({ explained: { run, last, notSent }, messages }: Props) {
  const own = messages.filter(({ runId }) => runId === run.id);
  const { data: kinds } = useQuery(blockKindsQuery);
  const isOver = run.endedAt !== null;
  return (
    <li>
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => (
          <Link to="/runs/$id" params={{ id: run.id }} search={{}} {...props} />
        )}
      >
        {t("contacts:why.run")} <Time at={run.createdAt} />
      </Anchor>{" "}
      <StatusBadge value={run.status} label={t(`words:status.${run.status}`)} />
      {last !== null && (
        <div className={classes["quiet"]}>
          {whereText(last, kinds?.get(last.kind), isOver)}
          {last.note !== "" && ` ${sentence(apiWords(last.note))}`}
        </div>
      )}
      {own.map(({ id, subject, channel, state, error }) => (
        <div key={id}>
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/messages/$id" params={{ id }} {...props} />}
          >
            {subject || channelWord(channel)}
          </Anchor>{" "}
          <StatusBadge value={state} label={stateWord(state)} />
          {error !== null && <div className={classes["quiet"]}>{sentence(apiWords(error))}</div>}
        </div>
      ))}
      {notSent.map(({ blockId, name, note, at }) => (
        <div key={`${blockId} ${at}`}>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/runs/$id" params={{ id: run.id }} search={{ block: blockId }} {...props} />
            )}
          >
            {name ?? t("contacts:why.message")}
          </Anchor>{" "}
          <StatusBadge value="failed" label={t("contacts:why.notSent")} />
          <div className={classes["quiet"]}>{sentence(apiWords(note))}</div>
        </div>
      ))}
    </li>
  );
}

type Last = NonNullable<Explanation["runs"][number]["last"]>;

/** In the canvas's words: what the block is called, and its branch where it has more than one. */
function whereText(
  { name, kind, branch }: Last,
  its: BlockKind | undefined,
  isOver: boolean,
): string {
  const block = name ?? its?.label ?? kind;
  if (!isOver) return t("contacts:why.isAt", { block });
  return branch === "next" || branch === ""
    ? t("contacts:why.endedAtBlock", { block })
    : t("contacts:why.endedAt", { block, branch: labelOf(its?.branchLabels, branch) });
}
