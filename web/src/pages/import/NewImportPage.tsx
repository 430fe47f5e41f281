import { Button, Group, Stack, Stepper } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { ContactImport } from "../../api/imports.ts";
import { uploadImport } from "../../api/imports.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { Page } from "../../ui/Page.tsx";
import { ColumnsStep } from "./ColumnsStep.tsx";
import type { Source } from "./csv-file.ts";
import { guessed, remember } from "./columns.ts";
import { FileStep } from "./FileStep.tsx";
import type { ImportForm } from "./import-form.ts";
import { bodyOf, emptyForm } from "./import-form.ts";
import { ImportResult } from "./ImportResult.tsx";
import { useAskAttributeNames, useAttributeNames } from "./use-attribute-names.ts";
import { WhereStep } from "./WhereStep.tsx";

/** An import in four steps: the file, its columns, what becomes of its contacts, and a dry run. */
export function NewImportPage() {
  const navigate = useNavigate();
  const [step, setStep] = useState(0);
  const [source, setSource] = useState<Source | null>(null);
  const [form, setForm] = useState<ImportForm>(emptyForm);
  const [tried, setTried] = useState<string | null>(null);
  const attributes = useAttributeNames();
  const askAttributes = useAskAttributeNames();
  const start = useMutation({
    mutationFn: async (dryRun: boolean) => {
      if (source === null) throw new Error(t("import:file.missing"));
      const csv = "csv" in source ? source.csv : null;
      const body = bodyOf(form, csv?.delimiter ?? null, dryRun);
      const from = csv === null ? { link: "link" in source ? source.link : "" } : { upload: true };
      const one = await post<ContactImport>("/contact-imports", { ...body, ...from });
      if (csv !== null) await uploadImport(one.id, csv.file);
      return { id: one.id, dryRun };
    },
    onSuccess: async ({ id, dryRun }) => {
      remember(form.columns);
      if (!dryRun) return navigate({ to: "/import/$id", params: { id } });
      setTried(id);
      setStep(3);
    },
  });
  const take = async (chosen: Source) => {
    const names = "csv" in chosen ? chosen.csv.columns : [];
    // A file may be dropped before they are here: "City" would become a second "city".
    const there = await askAttributes();
    const columns = Object.fromEntries(
      names.filter(Boolean).map((name) => [name, guessed(name, there)]),
    );
    setSource(chosen);
    setForm((before) => ({ ...before, columns, findBy: likelyKey(Object.values(columns)) }));
    setStep(names.length > 0 ? 1 : 2);
  };
  const csv = source !== null && "csv" in source ? source.csv : null;
  const change = (part: Partial<ImportForm>) => setForm((before) => ({ ...before, ...part }));
  return (
    <Page title={t("import:new")} lead={t("import:newLead")}>
      <Stepper
        active={step}
        size="sm"
        onStepClick={(wanted) => wanted < step && setStep(wanted)}
        allowNextStepsSelect={false}
      >
        <Stepper.Step label={t("import:steps.file")}>
          <FileStep onChoose={(chosen) => void take(chosen)} />
        </Stepper.Step>
        <Stepper.Step label={t("import:steps.columns")}>
          {csv !== null && (
            <ColumnsStep
              csv={csv}
              columns={form.columns}
              attributes={attributes}
              onChange={(columns) => change({ columns })}
              onNext={() => setStep(2)}
            />
          )}
        </Stepper.Step>
        <Stepper.Step label={t("import:steps.where")}>
          <Stack>
            <WhereStep form={form} onChange={change} />
            <FormError error={start.error} />
            <Group>
              <Button loading={start.isPending} onClick={() => start.mutate(true)}>
                {t("import:try")}
              </Button>
            </Group>
          </Stack>
        </Stepper.Step>
        <Stepper.Step label={t("import:steps.try")}>
          {tried !== null && (
            <Stack>
              <ImportResult
                id={tried}
                csv={csv}
                action={
                  <Button loading={start.isPending} onClick={() => start.mutate(false)}>
                    {t("import:start")}
                  </Button>
                }
              />
              <FormError error={start.error} />
            </Stack>
          )}
        </Stepper.Step>
      </Stepper>
    </Page>
  );
}

/** By what contacts are found: the first of the usual that the file has. */
function likelyKey(meanings: readonly (string | null)[]): ImportForm["findBy"] {
  return (
    (["email", "phone", "contactId", "id"] as const).find((one) => meanings.includes(one)) ??
    "email"
  );
}
