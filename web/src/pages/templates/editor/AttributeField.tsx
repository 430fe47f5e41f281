import { Autocomplete, ColorInput, TextInput } from "@mantine/core";
import { t } from "../../../i18n/i18n.ts";

const offered: Readonly<Record<string, readonly string[]>> = {
  align: ["left", "center", "right", "justify"],
  "text-align": ["left", "center", "right", "justify"],
  "vertical-align": ["top", "middle", "bottom"],
  "font-weight": ["400", "500", "600", "700"],
  "border-style": ["solid", "dashed", "dotted"],
  mode: ["horizontal", "vertical"],
};

const named = [
  "align",
  "alt",
  "background-color",
  "background-url",
  "border-color",
  "border-radius",
  "border-style",
  "border-width",
  "color",
  "font-size",
  "font-weight",
  "height",
  "href",
  "icon-size",
  "line-height",
  "mode",
  "name",
  "padding",
  "src",
  "text-align",
  "vertical-align",
  "width",
] as const;

const isNamed = (name: string): name is (typeof named)[number] =>
  (named as readonly string[]).includes(name);

interface Props {
  name: string;
  value: string;
  readOnly: boolean;
  onChange(value: string): void;
}

/** One attribute of a part: a colour, a choice, or a text. Any value can be written, Liquid too. */
export function AttributeField({ name, value, readOnly, onChange }: Props) {
  const common = {
    size: "xs",
    label: isNamed(name) ? t(`templates:attributes.${name}`) : name,
    readOnly,
    value,
  } as const;
  if (name.endsWith("color") && !value.includes("{")) {
    return (
      <ColorInput
        {...common}
        fixOnBlur={false}
        eyeDropperButtonProps={{ "aria-label": t("templates:pickColor") }}
        swatches={["#222222", "#666666", "#ffffff", "#f4f5f7", "#0f766e", "#b91c1c", "#1d4ed8"]}
        onChange={onChange}
      />
    );
  }
  const choices = offered[name];
  if (choices !== undefined) {
    // All of them, whatever stands there: it is a choice first.
    return (
      <Autocomplete
        {...common}
        data={[...choices]}
        filter={({ options }) => options}
        selectFirstOptionOnChange={false}
        onChange={onChange}
      />
    );
  }
  return <TextInput {...common} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
}
