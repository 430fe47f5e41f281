import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { workflowQuery } from "../../api/workflows.ts";
import { wordsOf } from "../../api/problem.ts";
import classes from "./DependencyList.module.css";

/** A workflow's blocks, one line each: enough to know which it is. */
export function WorkflowPreview({ id }: { id: string }) {
  const { data, error } = useQuery(workflowQuery(id));
  if (error !== null) return <Text size="sm">{wordsOf(error)}</Text>;
  if (data === undefined) return <Skeleton height={60} mt="xs" />;
  return (
    <ol className={classes["steps"]} aria-label={`Blocks of ${data.name}`}>
      {data.draft.blocks.map(({ id: block, kind, name }) => {
        const summary = data.summaries[block] || kindWords(kind);
        return (
          <li key={block}>
            {name ?? summary}
            {name !== undefined && <span className={classes["quiet"]}>{` · ${summary}`}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** "waitForEvent" as "Wait for event". */
function kindWords(kind: string): string {
  const words = kind.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
