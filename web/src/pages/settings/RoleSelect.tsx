import { NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch } from "../../api/client.ts";
import type { Role } from "../../../../src/contract/roles.ts";
import type { Person } from "../../api/people.ts";
import { roleChoices } from "./role-choices.ts";
import { notifyFailure } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";

/** Changes a role at once; a refusal (the last owner) puts it back. */
export function RoleSelect({ person }: { person: Person }) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (role: Role) => patch(`/people/${person.id}`, { role }),
    onError: notifyFailure(t("settings-people:roleFailed")),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["/people"] }),
  });
  return (
    <NativeSelect
      size="xs"
      aria-label={t("settings-people:roleOf", { name: person.name })}
      data={roleChoices()}
      value={change.isPending ? change.variables : person.role}
      onChange={({ currentTarget }) => change.mutate(currentTarget.value as Role)}
    />
  );
}
