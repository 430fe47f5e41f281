import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { useNameOf } from "./use-name-of.ts";

interface Workflow {
  id: string;
  name: string;
  status: string;
}

/** A workflow, by its id; without the one that is edited. */
export function WorkflowPicker({ except, ...props }: PickerProps & { except?: string }) {
  const displayName = useNameOf("/workflows", props.value, ({ name }) => name);
  return (
    <SearchPicker
      {...props}
      name={["workflows", except]}
      displayName={displayName}
      placeholder={props.placeholder ?? "Search workflows"}
      empty="No workflow has this name"
      search={(search, signal) =>
        get<WirePage<Workflow>>("/workflows", { search, limit: 20 }, signal).then(({ items }) =>
          items
            .filter(({ id, status }) => id !== except && status !== "archived")
            .map(({ id, name, status }) => ({ value: id, label: name, detail: status })),
        )
      }
    />
  );
}
