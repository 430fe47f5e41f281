import classes from "./ValueTree.module.css";
import { t } from "../../i18n/i18n.ts";

/** A JSON value as names and values; lists and objects open and close. */
export function ValueTree({ value }: { value: Record<string, unknown> | readonly unknown[] }) {
  return (
    <ul className={classes["tree"]}>
      {Object.entries(value).map(([name, entry]) => (
        <li key={name}>
          <Entry name={name} value={entry} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ name, value }: { name: string; value: unknown }) {
  if (!isNested(value)) {
    return (
      <span className={classes["leaf"]}>
        <span className={classes["name"]}>{name}</span>
        <span className={classes["value"]} data-type={value === null ? "null" : typeof value}>
          {typeof value === "string" ? value : JSON.stringify(value)}
        </span>
      </span>
    );
  }
  return (
    <details open>
      <summary>
        <span className={classes["name"]}>{name}</span>
        <span className={classes["size"]}>{sizeLabel(value)}</span>
      </summary>
      <ValueTree value={value} />
    </details>
  );
}

type Nested = Record<string, unknown> | readonly unknown[];

function isNested(value: unknown): value is Nested {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function sizeLabel(value: Nested): string {
  const count = Object.keys(value).length;
  return Array.isArray(value) ? t("ui:entries", { count }) : t("ui:fields", { count });
}
