import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { put } from "../../../api/client.ts";
import type { IdentifyingParams } from "../../../api/identifying-params.ts";
import { identifyingParamsQuery } from "../../../api/identifying-params.ts";
import { useMay } from "../../../api/session.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { kindNames } from "./kinds.ts";

/** One more param that says who an event is about, such as a loyalty card's number. */
export function FurtherParamForm({ further }: Pick<IdentifyingParams, "further">) {
  const queryClient = useQueryClient();
  const mayManage = useMay("manage");
  const [param, setParam] = useState(further?.param ?? "");
  const [identity, setIdentity] = useState<string>(further?.identity ?? "contactId");
  const save = useMutation({
    mutationFn: () =>
      put<IdentifyingParams>("/identifying-params", {
        further: param.trim() === "" ? null : { param: param.trim(), identity },
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(identifyingParamsQuery.queryKey, saved);
      setParam(saved.further?.param ?? "");
      notifyDone(
        t(saved.further === null ? "settings-identity:removed" : "settings-identity:saved"),
      );
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const isSame =
    param.trim() === (further?.param ?? "") &&
    (param.trim() === "" || identity === further?.identity);
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError error={save.error} />
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label={t("settings-identity:param")}
            description={t("settings-identity:further.paramHint")}
            placeholder="loyaltyCard"
            maxLength={100}
            readOnly={!mayManage}
            value={param}
            onChange={({ currentTarget }) => setParam(currentTarget.value)}
          />
          <Select
            label={t("settings-identity:identity")}
            description={t("settings-identity:further.identityHint")}
            data={Object.entries(kindNames()).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            readOnly={!mayManage}
            value={identity}
            onChange={(next) => next !== null && setIdentity(next)}
          />
        </Group>
        <Text size="xs" c="dimmed">
          {t("settings-identity:further.refused")}
        </Text>
        {mayManage && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={isSame}>
              {t("settings-identity:save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
