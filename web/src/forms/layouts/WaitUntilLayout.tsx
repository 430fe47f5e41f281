import { More } from "../form/More.tsx";
import { Settings } from "../form/Settings.tsx";
import { below } from "../schema/paths.ts";
import { EitherOr } from "./EitherOr.tsx";
import type { LayoutProps } from "./layout.ts";

const dates = [
  { value: "field", label: "A date that is known" },
  { value: "at", label: "A fixed date" },
];
const sides = [
  { value: "on", label: "On it" },
  { value: "before", label: "Before it" },
  { value: "after", label: "After it" },
];
const dateLabels = { field: "Where it stands", at: "The date" };
const sideLabels = { before: "How long before", after: "How long after" };
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
        label="Wait for"
        choices={dates}
        current={date}
        onChoose={(chosen) => keep(["at", "field"], chosen)}
      >
        {(chosen) => <Settings {...props} names={[chosen]} labels={dateLabels} />}
      </EitherOr>
      <EitherOr
        label="When"
        choices={sides}
        current={side}
        onChoose={(chosen) => keep(["before", "after"], chosen)}
      >
        {(chosen) => (
          <Settings {...props} names={chosen === "on" ? [] : [chosen]} labels={sideLabels} />
        )}
      </EitherOr>
      <More paths={more.map((name) => below(path, name))}>
        <Settings {...props} names={more} />
      </More>
    </>
  );
}
