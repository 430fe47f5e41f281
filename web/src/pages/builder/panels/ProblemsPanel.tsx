import { Stack, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { DefinitionProblem } from "../../../api/workflows.ts";
import { blockName } from "../../../canvas/graph.ts";
import { KindIcon } from "../../../canvas/KindIcon.tsx";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { inOrder } from "../commands/order.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { problemWords } from "../parts/problem-words.ts";
import classes from "./ProblemsPanel.module.css";

interface Props {
  onClose(): void;
  /** Called when the reader has gone to a problem: a drawer makes way. */
  onGone?: () => void;
}

/** All that keeps the draft from being published, by block; a click leads there. */
export function ProblemsPanel({ onClose, onGone }: Props) {
  const { workflow, kinds, goTo } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const { problems } = workflow;
  const byBlock = new Map<string | undefined, DefinitionProblem[]>();
  for (const problem of problems) {
    byBlock.set(problem.block, [...(byBlock.get(problem.block) ?? []), problem]);
  }
  const groups = inOrder(definition, kinds).filter(({ id }) => byBlock.has(id));
  const whole = problems.filter(
    ({ block }) => block === undefined || !definition.blocks.some(({ id }) => id === block),
  );
  const go = (block: string, field?: string) => {
    goTo(block, field);
    onGone?.();
  };
  return (
    <PanelFrame title="Problems" onClose={onClose}>
      {problems.length === 0 ? (
        <Stack align="center" gap={6} py="lg" ta="center">
          <IconCheck size={22} aria-hidden />
          <Text size="sm">Nothing keeps this draft from being published.</Text>
        </Stack>
      ) : (
        <>
          <Text size="xs" mb="xs" c="light-dark(#545c69, #a9b1bd)">
            A draft may have these. They keep it from being published.
          </Text>
          {whole.map(({ message }) => (
            <p key={message} className={classes["whole"]}>
              {problemWords({ message })}
            </p>
          ))}
          {groups.map((block) => (
            <section key={block.id} className={classes["group"]}>
              <h3 className={classes["name"]}>
                <KindIcon kind={block.kind} group={kinds.get(block.kind)?.group} />
                {blockName(kinds, block)}
              </h3>
              <ul className={classes["list"]}>
                {byBlock.get(block.id)?.map((problem) => (
                  <li key={`${problem.field} ${problem.message}`}>
                    <button
                      type="button"
                      className={classes["problem"]}
                      onClick={() => go(block.id, problem.field)}
                    >
                      {problemWords(problem, kinds.get(block.kind))}
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
