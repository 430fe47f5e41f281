import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { useNameOf } from "./useNameOf.ts";

interface Workflow {
  id: string;
  name: string;
  status: string;
}

/** A workflow, by its id; without the one that is edited. */
export function WorkflowPicker({ except, ...props }: PickerProps & { except?: string }) {
  const shown = useNameOf("/workflows", props.value, ({ name }) => name);
  return (
    <SearchPicker
      {...props}
      name={["workflows", except]}
      shown={shown}
      placeholder={props.placeholder ?? "Search workflows"}
      empty="No workflow is called so"
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
