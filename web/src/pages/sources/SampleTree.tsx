import { Menu, UnstyledButton } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import type { Path, Target } from "./pointing.ts";
import { contactFields, eventFields } from "./pointing.ts";
import classes from "./SampleTree.module.css";

interface Pointing {
  /** What a value is used as now, in words. */
  usedAs(path: Path): string | undefined;
  onPoint(path: Path, target: Target): void;
  onList(path: Path): void;
  /** What a value would be called as a param. */
  paramFor(path: Path): string;
  /** The whole delivery is taken as params: pointing at one takes that alone. */
  takesAll: boolean;
  readOnly: boolean;
}

interface Props extends Pointing {
  value: unknown;
  path: Path;
}

/** Entries of a list, or fields, that are shown; the rest is counted. */
const mostShown = 100;

/** A delivery as a tree: a click on a value says what of the event it is. */
export function SampleTree({ value, path, ...pointing }: Props) {
  const isList = Array.isArray(value);
  const entries = Object.entries(value as Record<string, unknown>);
  return (
    <ul className={classes["tree"]}>
      {entries.slice(0, mostShown).map(([name, entry]) => (
        <li key={name}>
          <Entry
            name={name}
            value={entry}
            path={[...path, isList ? Number(name) : name]}
            {...pointing}
          />
        </li>
      ))}
      {entries.length > mostShown && (
        <li>{t("sources:tree.more", { count: entries.length - mostShown })}</li>
      )}
    </ul>
  );
}

function Entry({ name, value, path, ...pointing }: Props & { name: string }) {
  const isNested = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isNested) return <Leaf name={name} value={value} path={path} {...pointing} />;
  const size = Object.keys(value).length;
  const isList = Array.isArray(value);
  return (
    // Headers are many, and seldom what is wanted.
    <details open={path[0] !== "headers" && path.length < 5}>
      <summary>
        <span className={classes["name"]}>{name}</span>{" "}
        {isList
          ? t("sources:tree.entries", { count: size })
          : t("sources:tree.fields", { count: size })}
      </summary>
      {isList && !pointing.readOnly && (
        <UnstyledButton
          className={classes["each"]}
          aria-label={t("sources:tree.eachOf", { name })}
          onClick={() => pointing.onList(path)}
        >
          {t("sources:tree.each")}
        </UnstyledButton>
      )}
      <SampleTree value={value} path={path} {...pointing} />
    </details>
  );
}

function Leaf(props: Props & { name: string }) {
  const { name, value, path, usedAs, onPoint, paramFor, takesAll, readOnly } = props;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  const used = usedAs(path);
  const param = paramFor(path);
  const content = (
    <>
      <span className={classes["name"]}>{t("sources:tree.named", { name })}</span>{" "}
      <span>{shown}</span> {used !== undefined && <span className={classes["used"]}>{used}</span>}
    </>
  );
  if (readOnly) return <span className={classes["value"]}>{content}</span>;
  return (
    <Menu position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes["value"]}>{content}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("sources:tree.thisIs")}</Menu.Label>
        <Menu.Item onClick={() => onPoint(path, { part: "param", name: param })}>
          {takesAll
            ? t("sources:tree.paramOnly", { name: param })
            : t("sources:tree.param", { name: param })}
        </Menu.Item>
        <Menu.Label>{t("sources:part.contact")}</Menu.Label>
        {contactFields.map((field) => (
          <Menu.Item key={field} onClick={() => onPoint(path, { part: "contact", field })}>
            {t(`sources:field.${field}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t("sources:part.event")}</Menu.Label>
        {eventFields.map((field) => (
          <Menu.Item key={field} onClick={() => onPoint(path, { part: "event", field })}>
            {t(`sources:field.${field}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
