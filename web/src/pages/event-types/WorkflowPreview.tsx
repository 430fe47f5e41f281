import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { errorText } from "../../api/api-error.ts";
import classes from "./DependencyList.module.css";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** A workflow's blocks, one line each: enough to know which it is. */
export function WorkflowPreview({ id }: { id: string }) {
  const { data, error } = useQuery(workflowQuery(id));
  const { data: kinds } = useQuery(blockKindsQuery);
  if (error !== null) return <Text size="sm">{errorText(error)}</Text>;
  if (data === undefined) return <Skeleton height={60} mt="xs" />;
  return (
    <ol
      className={classes["steps"]}
      aria-label={t("event-types:preview.blocks", { name: data.name })}
    >
      {data.draft.blocks.map(({ id: block, kind, name }) => {
        const summary = apiWords(data.summaries[block] ?? "") || (kinds?.get(kind)?.label ?? kind);
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
