import { Stack } from "@mantine/core";
import { useState } from "react";
import type { JsonSchema } from "../../api/json-schema.ts";
import { Field } from "../form/Field.tsx";
import { More } from "../form/More.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { SegmentedInput } from "../inputs/SegmentedInput.tsx";
import { withSetting } from "../schema/change.ts";
import { below } from "../schema/paths.ts";
import { BodyCard } from "./BodyCard.tsx";
import { audience, bodies, more } from "./email-fields.ts";
import { t } from "../../i18n/i18n.ts";

export interface EmailSettingsProps {
  schema: JsonSchema;
  path: string;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
  /** The message's place in the list, in a block with several messages. */
  slot?: number;
}

const sources = () => [
  { value: "here", label: t("forms:content.here") },
  { value: "stored", label: t("forms:content.stored") },
];

/** An e-mail: what it says, whom it is for, and its manners. */
export function EmailSettings({ schema, path, value, onChange }: EmailSettingsProps) {
  const { readOnly } = useFormScope();
  const [choice, choose] = useState<string | null>(null);
  // The content that a stored template replaced, kept in case the author changes their mind.
  const [aside, putAside] = useState<Record<string, unknown>>({});
  const source = value["templateId"] === undefined ? (choice ?? "here") : "stored";
  const inputProps = { schema, path, value, onChange };
  const paths = more.map((name) => below(path, name));
  const template = schema.properties?.["templateId"];
  return (
    <Stack gap="md">
      <SegmentedInput
        label={t("forms:content.label")}
        readOnly={readOnly}
        choices={sources()}
        value={source}
        onChange={(chosen) => {
          choose(chosen);
          if (chosen === "here" && value["templateId"] !== undefined) {
            onChange({ ...withSetting(value, "templateId", undefined), ...aside });
          }
        }}
      />
      {source === "stored" && template !== undefined && (
        <Field
          schema={template}
          path={below(path, "templateId")}
          description={t("forms:content.storedHint")}
          required
          value={value["templateId"]}
          onChange={(id) => {
            if (id === undefined) return onChange(withSetting(value, "templateId", undefined));
            const [own, others] = splitContent(value);
            if (Object.keys(own).length > 0) putAside(own);
            onChange({ ...others, templateId: id });
          }}
        />
      )}
      <Settings {...inputProps} names={["subject"]} />
      <BodyCard {...inputProps} isStored={source === "stored"} />
      <Settings {...inputProps} names={audience} />
      <More paths={paths}>
        <Settings {...inputProps} names={more} />
      </More>
    </Stack>
  );
}

/** Its content, and the rest. */
function splitContent(
  value: Record<string, unknown>,
): [Record<string, unknown>, Record<string, unknown>] {
  const entries = Object.entries(value);
  return [
    Object.fromEntries(entries.filter(([name]) => bodies.includes(name))),
    Object.fromEntries(entries.filter(([name]) => !bodies.includes(name))),
  ];
}
