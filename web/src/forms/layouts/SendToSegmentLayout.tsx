import { useState } from "react";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { SegmentedInput } from "../inputs/SegmentedInput.tsx";
import { EmailSettings } from "../message/EmailSettings.tsx";
import { asEmail, asList } from "./segment-message.ts";
import type { LayoutProps } from "./layout.ts";
import { t } from "../../i18n/i18n.ts";

const ways = () => [
  { value: "email", label: t("forms:sendBy.email") },
  { value: "list", label: t("forms:sendBy.list") },
];

/** An e-mail to every member, or messages by other channels. */
export function SendToSegmentLayout(props: LayoutProps) {
  const { readOnly } = useFormScope();
  const { value, onChange } = props;
  // What the other way had, kept in case the author changes their mind.
  const [aside, putAside] = useState<Record<string, unknown>>({});
  const isList = value["messages"] !== undefined;
  return (
    <>
      <Settings {...props} names={["segment"]} />
      <SegmentedInput
        label={t("forms:sendBy.label")}
        readOnly={readOnly}
        choices={ways()}
        value={isList ? "list" : "email"}
        onChange={(chosen) => {
          if ((chosen === "list") === isList) return;
          putAside(value);
          onChange(chosen === "list" ? asList(value, aside) : asEmail(value, aside));
        }}
      />
      {isList ? (
        <Settings {...props} names={["messages", "order"]} />
      ) : (
        <EmailSettings {...props} />
      )}
    </>
  );
}
