import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { useNameOf } from "./use-name-of.ts";
import { t } from "../../i18n/i18n.ts";

interface Workflow {
  id: string;
  name: string;
  status: string;
}

interface Props extends PickerProps {
  /** The one that is edited. */
  except?: string;
  /** Archived ones are offered too: what they did can be asked after. */
  hasArchived?: boolean;
}

/** A workflow, by its id. */
export function WorkflowPicker({ except, hasArchived = false, ...props }: Props) {
  const displayName = useNameOf("/workflows", props.value, ({ name }) => name);
  return (
    <SearchPicker
      {...props}
      name={["workflows", except, hasArchived]}
      displayName={displayName}
      placeholder={props.placeholder ?? t("inputs:workflow.hint")}
      empty={t("inputs:workflow.none")}
      search={(search, signal) =>
        get<WirePage<Workflow>>("/workflows", { search, limit: 20 }, signal).then(({ items }) =>
          items
            .filter(({ id, status }) => id !== except && (hasArchived || status !== "archived"))
            .map(({ id, name, status }) => ({ value: id, label: name, detail: status })),
        )
      }
    />
  );
}
