import type { BlockKind } from "../../../api/block-kinds.ts";
import type { ChangedSetting } from "../commands/diff.ts";
import { t } from "../../../i18n/i18n.ts";
import classes from "./Versions.module.css";

interface Props {
  settings: readonly ChangedSetting[];
  kind: BlockKind | undefined;
}

/** Settings before and after. */
export function ChangedSettings({ settings, kind }: Props) {
  return (
    <dl className={classes["settings"]}>
      {settings.map(({ path, before, after }) => (
        <div key={path}>
          <dt>{titleOf(kind, path)}</dt>
          <dd>
            <del>{formatValue(before)}</del>
            <span aria-hidden> → </span>
            <ins>{formatValue(after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The fields that every block has besides its settings. */
const own = ["kind", "name", "note"] as const;

function titleOf(kind: BlockKind | undefined, path: string): string {
  const [first = ""] = path.split(/[.[]/);
  const title = kind?.schema.properties?.[first]?.title;
  const field = own.find((one) => one === path);
  if (field !== undefined) return t(`builder-panels:difference.fields.${field}`);
  return title === undefined ? path : `${title}${path.slice(first.length)}`;
}

/** Long texts, such as an e-mail's, by their beginning: what they say is seen in the block. */
const maxLength = 160;

function formatValue(value: unknown): string {
  if (value === undefined || value === null || value === "")
    return t("builder-panels:difference.nothing");
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
