import { Alert, UnstyledButton } from "@mantine/core";
import type { DefinitionProblem } from "../../../../api/workflows.ts";
import { blockName } from "../../../../canvas/graph.ts";
import { useBuilder, useDraftState } from "../../builder-context.ts";
import { problemWords } from "../../parts/problem-words.ts";
import classes from "./TestLaunch.module.css";

/** What keeps the draft from being launched; each leads to its block. */
export function DraftProblems({ problems }: { problems: readonly DefinitionProblem[] }) {
  const { kinds, goTo } = useBuilder();
  const blocks = useDraftState(({ definition }) => definition.blocks);
  const title = problems.length === 1 ? "The draft has a problem" : "The draft has problems";
  return (
    <Alert color="yellow" variant="outline" title={title} classNames={{ title: classes["title"] }}>
      <ul className={classes["list"]}>
        {problems.map((problem) => {
          const block = blocks.find(({ id }) => id === problem.block);
          const kind = kinds.get(block?.kind ?? "");
          return (
            <li key={`${problem.block} ${problem.field} ${problem.message}`}>
              {block === undefined ? (
                problemWords(problem)
              ) : (
                <UnstyledButton
                  className={classes["jump"]}
                  onClick={() => goTo(block.id, problem.field)}
                >
                  {blockName(kinds, block)}: {problemWords(problem, kind)}
                </UnstyledButton>
              )}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
