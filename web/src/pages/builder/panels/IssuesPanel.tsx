import { Stack, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { DraftIssue } from "../../../api/workflows.ts";
import { blockName } from "../../../canvas/graph.ts";
import { KindIcon } from "../../../canvas/KindIcon.tsx";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { inOrder } from "../commands/order.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { issueText } from "../../../forms/issue-text.ts";
import { t } from "../../../i18n/i18n.ts";
import classes from "./IssuesPanel.module.css";

interface Props {
  onClose(): void;
  /** Called when the reader has gone to an issue: a drawer closes then. */
  onGone?: () => void;
}

/** Everything that keeps the draft from being published, by block; a click leads there. */
export function IssuesPanel({ onClose, onGone }: Props) {
  const { workflow, kinds, goTo } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const { problems: issues } = workflow;
  const byBlock = new Map<string | undefined, DraftIssue[]>();
  for (const issue of issues) {
    byBlock.set(issue.block, [...(byBlock.get(issue.block) ?? []), issue]);
  }
  const groups = inOrder(definition, kinds).filter(({ id }) => byBlock.has(id));
  const whole = issues.filter(
    ({ block }) => block === undefined || !definition.blocks.some(({ id }) => id === block),
  );
  const go = (block: string, field?: string) => {
    goTo(block, field);
    onGone?.();
  };
  return (
    <PanelFrame title={t("builder:issues.title")} onClose={onClose}>
      {issues.length === 0 ? (
        <Stack align="center" gap={6} py="lg" ta="center">
          <IconCheck size={22} aria-hidden />
          <Text size="sm">{t("builder-panels:issues.none")}</Text>
        </Stack>
      ) : (
        <>
          <Text size="xs" mb="xs" c="light-dark(#545c69, #a9b1bd)">
            {t("builder-panels:issues.lead")}
          </Text>
          {whole.map(({ message }) => (
            <p key={message} className={classes["whole"]}>
              {issueText({ message })}
            </p>
          ))}
          {groups.map((block) => (
            <section key={block.id} className={classes["group"]}>
              <h3 className={classes["name"]}>
                <KindIcon kind={block.kind} group={kinds.get(block.kind)?.group} />
                {blockName(kinds, block)}
              </h3>
              <ul className={classes["list"]}>
                {byBlock.get(block.id)?.map((issue) => (
                  <li key={`${issue.field} ${issue.message}`}>
                    <button
                      type="button"
                      className={classes["issue"]}
                      onClick={() => go(block.id, issue.field)}
                    >
                      {issueText(issue, kinds.get(block.kind))}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </PanelFrame>
  );
}
