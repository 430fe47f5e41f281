import { Alert, List } from "@mantine/core";
import type { BlockKind } from "../../../api/block-kinds.ts";
import type { DefinitionProblem } from "../../../api/workflows.ts";
import { problemWords } from "../parts/problem-words.ts";
import classes from "./ProblemsPanel.module.css";

interface Props {
  problems: readonly DefinitionProblem[];
  kind: BlockKind | undefined;
}

/** What is wrong with a block's ways out: the form has no input for that, the ways below have. */
export function WayProblems({ problems, kind }: Props) {
  if (problems.length === 0) return null;
  return (
    <Alert color="red" variant="light" p="xs" className={classes["whole"]}>
      <List size="sm" listStyleType="none" spacing={2}>
        {problems.map((problem) => (
          <List.Item key={problem.field}>{problemWords(problem, kind)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
