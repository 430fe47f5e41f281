import { Box, Paper, Skeleton } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import classes from "./DataTable.module.css";
import { PageFailure } from "./PageFailure.tsx";

export interface Column<Row> {
  key: string;
  header: ReactNode;
  cell(row: Row): ReactNode;
  width?: number | string;
  align?: "left" | "right" | "center";
  /** Left out on a narrow screen, where each row is a card: what is there anyway, or of little use. */
  wideOnly?: boolean;
}

interface Props<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  keyOf(row: Row): string;
  /** Why there are no rows to show; tried again by `retry`. */
  error?: unknown;
  retry?: () => void;
  /** Shown when there are none. */
  empty: ReactNode;
  /** Marks a row, e.g. one that has just come. */
  tone?(row: Row): "new" | "selected" | undefined;
  /** A click on a row's bare parts. A cell must have a link that does the same, for the keyboard. */
  onRow?(row: Row): void;
  footer?: ReactNode;
}

const skeletons = [0, 1, 2, 3, 4, 5];

/**
 * Rows with a head; on a narrow screen each row is a card with its labels. The roles are explicit, as
 * browsers forget them when the styles make blocks of a table.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, error, retry, empty, tone, onRow, footer } = props;
  if (rows === undefined && error != null) {
    return <PageFailure error={error} reset={retry} what={t("ui:failure.list")} />;
  }
  if (rows?.length === 0) {
    return (
      <Paper withBorder>
        {empty}
        {footer !== undefined && <Box className={classes["emptyFooter"]}>{footer}</Box>}
      </Paper>
    );
  }
  return (
    <Paper withBorder className={classes["frame"]}>
      <table className={classes["table"]} role="table" aria-label={label} aria-busy={!rows}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, header, width, align = "left" }) => (
              <th key={key} role="columnheader" scope="col" style={{ width, textAlign: align }}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows === undefined
            ? skeletons.map((index) => (
                <tr key={index} role="row">
                  {columns.map(({ key }) => (
                    <td key={key} role="cell">
                      <Skeleton height={14} my={5} width={`${50 + ((index * 17) % 40)}%`} />
                    </td>
                  ))}
                </tr>
              ))
            : rows.map((row) => (
                <tr
                  key={keyOf(row)}
                  role="row"
                  data-row={keyOf(row)}
                  data-tone={tone?.(row)}
                  data-opens={onRow !== undefined || undefined}
                  onClick={onRow && ((event) => isBare(event) && onRow(row))}
                >
                  {columns.map(({ key, header, cell, align = "left", wideOnly }) => (
                    <td
                      key={key}
                      role="cell"
                      data-wide-only={wideOnly}
                      data-label={typeof header === "string" ? header : undefined}
                      style={{ textAlign: align }}
                    >
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
      {footer !== undefined && <Box className={classes["footer"]}>{footer}</Box>}
    </Paper>
  );
}

/** Not on something that has a click of its own, and not the end of marking a text. */
function isBare({ target }: MouseEvent): boolean {
  if (getSelection()?.isCollapsed === false) return false;
  return target instanceof Element && target.closest("a, button, input, [role=menu]") === null;
}
