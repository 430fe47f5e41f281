import { Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import type { DragEvent, FormEvent } from "react";
import { useRef, useState } from "react";
import { t } from "../../i18n/i18n.ts";
import type { Source } from "./csv-file.ts";
import { readCsv } from "./csv-file.ts";
import classes from "./Import.module.css";

const mostBytes = 100 * 1024 * 1024;

/** A CSV, dropped, chosen or behind a link. */
export function FileStep({ onChoose }: { onChoose(source: Source): void }) {
  const [fault, setFault] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [link, setLink] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > mostBytes) return setFault(t("import:file.tooLarge"));
    const csv = await readCsv(file).catch(() => null);
    if (csv === null) return setFault(t("import:file.none", { name: file.name }));
    onChoose({ csv });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose({ link: link.trim() });
  };
  return (
    <Stack maw={640} mt="sm">
      <Paper
        withBorder
        p="xl"
        className={classes["drop"]}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Stack align="center" gap="xs">
          <IconFileSpreadsheet size={36} stroke={1.3} aria-hidden />
          <Text size="sm">{t("import:file.drop")}</Text>
          <Button variant="default" onClick={() => input.current?.click()}>
            {t("import:file.choose")}
          </Button>
          <input
            ref={input}
            type="file"
            accept=".csv,.txt,.tsv,text/csv"
            hidden
            aria-label={t("import:file.label")}
            onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
          />
          <Text size="xs" c="dimmed" ta="center">
            {t("import:file.hint")}
          </Text>
        </Stack>
      </Paper>
      {fault !== null && (
        <Text size="sm" c="error" role="alert">
          {fault}
        </Text>
      )}
      <form onSubmit={submit}>
        <Group align="end">
          <TextInput
            label={t("import:file.link")}
            type="url"
            required
            maxLength={4000}
            flex={1}
            placeholder="https://files.example.com/contacts.csv"
            value={link}
            onChange={({ currentTarget }) => setLink(currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t("import:file.useLink")}
          </Button>
        </Group>
      </form>
    </Stack>
  );
}
