import { Alert, Button, FileButton, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { notifyDone } from "../../ui/notify.ts";
import { codesIn, inPortions } from "./codes-in.ts";

interface Checked {
  codes: string[];
  fresh: number;
  present: number;
  doubled: number;
  examples: string[];
}

function codesOf(text: string): string[] {
  const found = codesIn(text);
  if (found.tooLong !== undefined) {
    throw new Error(t("promo-codes:upload.long", { line: found.tooLong }));
  }
  return found.codes;
}

/** Adds codes, pasted or of a file: first a dry run, then for real. */
export function UploadCodes({ poolId }: { poolId: string }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const checking = useMutation({
    mutationFn: async (): Promise<Checked> => {
      const all = codesOf(text);
      const codes = [...new Set(all)];
      const sum = { codes, fresh: 0, present: 0, doubled: all.length - codes.length };
      const examples: string[] = [];
      for (const portion of inPortions(codes)) {
        const path = `/promo-pools/${poolId}/codes/check`;
        const found = await post<Omit<Checked, "codes">>(path, { codes: portion });
        sum.fresh += found.fresh;
        sum.present += found.present;
        examples.push(...found.examples);
      }
      return { ...sum, examples: examples.slice(0, 10) };
    },
  });
  const adding = useMutation({
    // Again after a failure, those that were added are there already: nothing is added twice.
    mutationFn: async (codes: readonly string[]) => {
      let added = 0;
      for (const portion of inPortions(codes)) {
        const path = `/promo-pools/${poolId}/codes`;
        added += (await post<{ added: number }>(path, { codes: portion })).added;
      }
      return added;
    },
    onSuccess: async (count) => {
      notifyDone(t("promo-codes:upload.done", { count }));
      setText("");
      checking.reset();
      await client.invalidateQueries({ queryKey: ["/promo-pools"] });
    },
  });
  const change = (next: string) => {
    setText(next);
    checking.reset();
    adding.reset();
  };
  const checked = checking.data;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("promo-codes:upload.title")}
      </Title>
      <Stack gap="sm">
        <Textarea
          label={t("promo-codes:upload.label")}
          description={t("promo-codes:upload.hint")}
          rows={6}
          value={text}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
        {checked !== undefined && (
          <Alert role="status" variant="outline">
            <Text size="sm">
              {t("promo-codes:upload.checked", {
                fresh: formatNumber(checked.fresh),
                present: formatNumber(checked.present),
                doubled: formatNumber(checked.doubled),
              })}
            </Text>
            {checked.examples.length > 0 && (
              <Text size="sm">
                {t("promo-codes:upload.leftOut", { examples: checked.examples.join(", ") })}
              </Text>
            )}
          </Alert>
        )}
        <FormError error={checking.error ?? adding.error} />
        <Group>
          <FileButton
            accept=".csv,.txt,text/csv,text/plain"
            onChange={(file) => void file?.text().then(change)}
          >
            {(props) => (
              <Button variant="default" {...props}>
                {t("promo-codes:upload.file")}
              </Button>
            )}
          </FileButton>
          {checked === undefined || checked.fresh === 0 ? (
            <Button
              disabled={text.trim() === ""}
              loading={checking.isPending}
              onClick={() => checking.mutate()}
            >
              {t("promo-codes:upload.check")}
            </Button>
          ) : (
            <Button loading={adding.isPending} onClick={() => adding.mutate(checked.codes)}>
              {t("promo-codes:upload.add", { count: checked.fresh })}
            </Button>
          )}
        </Group>
      </Stack>
    </section>
  );
}
