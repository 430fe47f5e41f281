import { Alert, List } from "@mantine/core";
import { Problem } from "../../api/problem.ts";
import { FormFault } from "../../ui/FormFault.tsx";

/** Why a workflow can't go live: all that is missing, in a list. */
export function Refusal({ error }: { error: unknown }) {
  const listed = error instanceof Problem ? messagesIn(error.details) : [];
  if (listed.length === 0) return <FormFault error={error} />;
  return (
    <Alert color="red" variant="outline" role="alert" title="It can’t go live yet">
      <List size="sm">
        {listed.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function messagesIn({ missing, problems }: Record<string, unknown>): string[] {
  const found = [missing, problems].find((list) => Array.isArray(list)) as
    | { block?: string; message: string }[]
    | undefined;
  return (found ?? []).map(({ block, message }) =>
    block === undefined ? message : `${block}: ${message}`,
  );
}
