import { Alert, Autocomplete, Button, Group, Select, Stack, Table, Text } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import type { Meaning } from "./columns.ts";
import { fields } from "./columns.ts";
import type { CsvFile } from "./csv-file.ts";
import classes from "./Import.module.css";

type Columns = Record<string, Meaning>;

interface Props {
  csv: CsvFile;
  columns: Columns;
  /** Those that contacts have already. */
  attributes: readonly string[];
  onChange(columns: Columns): void;
  onNext(): void;
}

const ids: readonly string[] = ["email", "phone", "contactId", "id", "pushToken", "contactKey"];

/** What each column of the file means. */
export function ColumnsStep({ csv, columns, attributes, onChange, onNext }: Props) {
  const names = [...new Set(csv.columns.filter(Boolean))];
  const isFound = Object.values(columns).some(
    (meaning) => meaning !== null && ids.includes(meaning),
  );
  const data = [
    { value: "attribute", label: t("import:meanings.attribute") },
    ...fields.map((value) => ({ value, label: t(`import:meanings.${value}`) })),
    { value: "none", label: t("import:meanings.none") },
  ];
  const choose = (name: string, kind: string | null) => {
    const other = kind === "none" ? null : (kind ?? null);
    const meaning = kind === "attribute" ? `attributes.${name.slice(0, 100)}` : other;
    onChange({ ...columns, [name]: meaning });
  };
  return (
    <Stack mt="sm">
      <div className={classes["scroll"]}>
        <Table aria-label={t("import:steps.columns")} maw={900}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("import:mapping.column")}</Table.Th>
              <Table.Th visibleFrom="sm">{t("import:mapping.samples")}</Table.Th>
              <Table.Th>{t("import:mapping.meaning")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {names.map((name) => {
              const meaning = columns[name] ?? null;
              const attribute =
                meaning?.startsWith("attributes.") === true ? meaning.slice(11) : null;
              const place = csv.columns.indexOf(name);
              const samples = csv.samples
                .map((cells) => cells[place] ?? "")
                .filter(Boolean)
                .join(" · ");
              return (
                <Table.Tr key={name}>
                  <Table.Td>
                    {name}
                    <Text size="xs" c="dimmed" lineClamp={2} hiddenFrom="sm">
                      {samples}
                    </Text>
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Text size="xs" c="dimmed" lineClamp={2} maw={240}>
                      {samples}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      <Select
                        size="xs"
                        w={190}
                        aria-label={t("import:mapping.of", { name })}
                        data={data}
                        allowDeselect={false}
                        value={attribute === null ? (meaning ?? "none") : "attribute"}
                        onChange={(kind) => choose(name, kind)}
                      />
                      {attribute !== null && (
                        <Autocomplete
                          size="xs"
                          w={150}
                          aria-label={t("import:mapping.attributeOf", { name })}
                          required
                          maxLength={100}
                          data={[...attributes]}
                          value={attribute}
                          onChange={(typed) =>
                            onChange({ ...columns, [name]: `attributes.${typed}` })
                          }
                        />
                      )}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
      {!isFound && (
        <Alert color="yellow" variant="light" role="status">
          {t("import:mapping.nothingToFind")}
        </Alert>
      )}
      <Group>
        <Button
          disabled={!isFound || Object.values(columns).includes("attributes.")}
          onClick={onNext}
        >
          {t("import:next")}
        </Button>
      </Group>
    </Stack>
  );
}
