import type { ReactNode } from "react";
import type { ConversionGroup, FunnelStep } from "../../api/reports.ts";
import { t } from "../../i18n/i18n.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { formatNumber, formatShare } from "../../ui/format-number.ts";
import { moneyText } from "./numbers.ts";

type Sending = FunnelStep & { messages: NonNullable<FunnelStep["messages"]> };

interface Props {
  rows: readonly Sending[];
  /** What is put down to each block's messages; undefined until it is known, null without a goal. */
  converted: ReadonlyMap<string, ConversionGroup> | undefined | null;
  nameOf(row: Sending): ReactNode;
}

const states = ["sent", "delivered", "opened", "clicked", "bounced", "failed", "skipped"] as const;

/** Each block that sends, with what became of its messages. */
export function MessageTable({ rows, converted, nameOf }: Props) {
  const columns: Column<Sending>[] = [
    { key: "name", header: t("reports:columns.block"), cell: nameOf },
    ...states.map((state): Column<Sending> => ({
      key: state,
      header: t(`reports:messages.states.${state}`),
      align: "right",
      cell: ({ messages }) => {
        const count = messages[state];
        if (count === null) return t("reports:messages.unreported");
        const isShare = state === "opened" || state === "clicked" || state === "delivered";
        const share = isShare ? formatShare(count, messages.sent) : "";
        return share === "" ? formatNumber(count) : `${formatNumber(count)} (${share})`;
      },
    })),
  ];
  if (converted !== null) {
    columns.push(
      {
        key: "converted",
        header: t("reports:group.converted"),
        align: "right",
        cell: ({ blockId }) =>
          converted === undefined
            ? "…"
            : formatNumber(converted.get(blockId)?.convertedContacts ?? 0),
      },
      {
        key: "revenue",
        header: t("reports:group.revenue"),
        align: "right",
        cell: ({ blockId }) =>
          converted === undefined ? "…" : moneyText(converted.get(blockId)?.revenue ?? []),
      },
    );
  }
  return (
    <DataTable
      label={t("reports:messages.title")}
      rows={rows}
      keyOf={({ blockId }) => blockId}
      empty={null}
      columns={columns}
    />
  );
}
