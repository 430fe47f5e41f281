import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ConversionGroup } from "../../api/reports.ts";
import { t } from "../../i18n/i18n.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { intervalText, moneyText, rateText } from "./numbers.ts";

export interface GroupRow extends ConversionGroup {
  key: string;
  name: ReactNode;
}

interface Props<Row extends GroupRow> {
  label: string;
  /** What a row is: a version, a message, a branch. */
  of: string;
  rows: readonly Row[];
  more?: readonly Column<Row>[];
}

/** Groups of contacts with what they have done and spent. */
export function GroupTable<Row extends GroupRow>({ label, of, rows, more = [] }: Props<Row>) {
  return (
    <DataTable
      label={label}
      rows={rows}
      keyOf={({ key }) => key}
      empty={null}
      columns={[
        { key: "name", header: of, cell: ({ name }) => name },
        {
          key: "contacts",
          header: t("reports:group.contacts"),
          align: "right",
          cell: ({ contacts }) => formatNumber(contacts),
        },
        {
          key: "converted",
          header: t("reports:group.converted"),
          align: "right",
          cell: ({ convertedContacts }) => formatNumber(convertedContacts),
        },
        {
          key: "rate",
          header: t("reports:group.rate"),
          align: "right",
          cell: ({ contacts, rate }) =>
            contacts === 0 ? (
              "–"
            ) : (
              <>
                {rateText(rate.value)}
                <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                  {intervalText(rate)}
                </Text>
              </>
            ),
        },
        {
          key: "conversions",
          header: t("reports:group.conversions"),
          align: "right",
          cell: ({ conversions }) => formatNumber(conversions),
        },
        {
          key: "revenue",
          header: t("reports:group.revenue"),
          align: "right",
          cell: ({ revenue }) => moneyText(revenue),
        },
        ...more,
      ]}
    />
  );
}
