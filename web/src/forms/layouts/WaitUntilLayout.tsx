import { More } from "../form/More.tsx";
import { Settings } from "../form/Settings.tsx";
import { below } from "../schema/paths.ts";
import { EitherOr } from "./EitherOr.tsx";
import type { LayoutProps } from "./layout.ts";
import { t } from "../../i18n/i18n.ts";

const dates = () => [
  { value: "field", label: t("forms:wait.field") },
  { value: "at", label: t("forms:wait.at") },
];
const sides = () => [
  { value: "on", label: t("forms:wait.on") },
  { value: "before", label: t("forms:wait.before") },
  { value: "after", label: t("forms:wait.after") },
];
const dateLabels = () => ({ field: t("forms:wait.where"), at: t("forms:wait.date") });
const sideLabels = () => ({
  before: t("forms:wait.howBefore"),
  after: t("forms:wait.howAfter"),
});
const more = ["time", "ifPast", "timeZone", "inContactTimeZone"];

/** A date, or so long before or after one. */
export function WaitUntilLayout(props: LayoutProps) {
  const { value, onChange, path } = props;
  const keep = (group: readonly string[], kept: string) =>
    onChange(
      Object.fromEntries(
        Object.entries(value).filter(([name]) => name === kept || !group.includes(name)),
      ),
    );
  const isSet = (name: string) => value[name] !== undefined;
  const date = ["at", "field"].find(isSet);
  const side = ["before", "after"].find(isSet) ?? "on";
  return (
    <>
      <EitherOr
        label={t("forms:wait.label")}
        choices={dates()}
        current={date}
        onChoose={(chosen) => keep(["at", "field"], chosen)}
      >
        {(chosen) => <Settings {...props} names={[chosen]} labels={dateLabels()} />}
      </EitherOr>
      <EitherOr
        label={t("forms:wait.when")}
        choices={sides()}
        current={side}
        onChoose={(chosen) => keep(["before", "after"], chosen)}
      >
        {(chosen) => (
          <Settings {...props} names={chosen === "on" ? [] : [chosen]} labels={sideLabels()} />
        )}
      </EitherOr>
      <More paths={more.map((name) => below(path, name))}>
        <Settings {...props} names={more} />
      </More>
    </>
  );
}
