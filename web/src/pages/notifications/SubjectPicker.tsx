import { useRef } from "react";
import type { Watched } from "../../../../src/domain/notifications/condition.ts";
import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import { SearchPicker } from "../../forms/pickers/SearchPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import type { ConditionForm } from "./condition-form.ts";

interface Props {
  kind: Watched | "pool";
  value: ConditionForm["subject"];
  onChange(subject: ConditionForm["subject"]): void;
}

interface Thing {
  id: string;
  name: string;
}

const paths = { eventType: "/event-types", workflow: "/workflows", pool: "/promo-pools" };

/** One event type, workflow or pool; nothing chosen stands for all. */
export function SubjectPicker({ kind, value, onChange }: Props) {
  const names = useRef(new Map<string, string>());
  return (
    <SearchPicker
      label={t(`notifications:subject.${kind}`)}
      description={t(`notifications:subject.${kind}Hint`)}
      name={["notified", kind]}
      placeholder={t(`notifications:subject.${kind}All`)}
      empty={t("notifications:subject.none")}
      clearable
      value={value.id}
      displayName={value.name}
      onChange={(id) => onChange({ id, name: names.current.get(id) ?? id })}
      search={async (search, signal) => {
        const { items } = await get<WirePage<Thing>>(paths[kind], { search, limit: 20 }, signal);
        return items.map(({ id, name }) => {
          names.current.set(id, name);
          return { value: id, label: name };
        });
      }}
    />
  );
}
