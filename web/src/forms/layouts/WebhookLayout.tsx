import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { WirePage } from "../../api/wire.ts";
import { Field } from "../form/Field.tsx";
import { More } from "../form/More.tsx";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { textOf } from "../inputs/emptied.ts";
import { LiquidField } from "../liquid/LiquidField.tsx";
import { withSetting } from "../schema/change.ts";
import { rowWords } from "../inputs/row-words.ts";
import { below } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";
import { KeyValueWidget } from "../widgets/KeyValueWidget.tsx";
import { WebhookBodyWidget } from "../widgets/WebhookBodyWidget.tsx";
import type { LayoutProps } from "./layout.ts";
import { t } from "../../i18n/i18n.ts";

const more = ["expect", "timeoutSeconds", "attempts", "retrySeconds", "variable"];

/** A call: method and address, headers, body, and what becomes of its answer. */
export function WebhookLayout(props: LayoutProps) {
  const { schema, path, value, onChange } = props;
  const { workflowId, readOnly, root } = useFormScope();
  const secrets = useSecrets();
  const extra =
    secrets.length === 0 ? [] : [{ label: t("forms:webhook.secrets"), templates: secrets }];
  const { method, headers, body } = schema.properties ?? {};
  const set = (name: string) => (changed: unknown) => onChange(withSetting(value, name, changed));
  const variable = textOf(value["variable"]) || "webhook";
  const urlIssue = useIssue(below(path, "url"));
  if (method === undefined || headers === undefined || body === undefined) {
    return <Settings {...props} />;
  }
  const inputProps = (name: string, given: typeof body) => ({
    ...resolve(given, root),
    path: below(path, name),
    label: given.title ?? name,
    description: given.description,
    required: false,
    value: value[name],
    onChange: set(name),
    extra,
  });
  // What stands between backticks is code.
  const hint = t("forms:webhook.hint", {
    status: `vars.${variable}.status`,
    body: `vars.${variable}.body`,
    secret: "{{ secrets.NAME }}",
  });
  return (
    <>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <div style={{ width: 104, flex: "none" }}>
          <Field
            schema={method}
            path={below(path, "method")}
            value={value["method"]}
            onChange={set("method")}
          />
        </div>
        <div style={{ flex: 1, minWidth: 0 }}>
          <LiquidField
            label={t("forms:webhook.address")}
            required
            error={urlIssue}
            readOnly={readOnly}
            placeholder="https://"
            workflowId={workflowId}
            extra={extra}
            value={textOf(value["url"])}
            onChange={set("url")}
          />
        </div>
      </Group>
      <KeyValueWidget {...inputProps("headers", headers)} words={rowWords("header")} />
      {(value["method"] !== "GET" || value["body"] != null) && (
        <WebhookBodyWidget {...inputProps("body", body)} />
      )}
      <Text size="xs" c="var(--mantine-color-dimmed)">
        {hint
          .split("`")
          .map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))}
      </Text>
      <More paths={more.map((name) => below(path, name))}>
        <Settings {...props} names={more} />
      </More>
    </>
  );
}

/** Names only; whoever may not list them names them by hand. */
function useSecrets(): string[] {
  const mayList = useMay("admin");
  const { data } = useQuery({
    queryKey: ["secrets"],
    queryFn: ({ signal }) => get<WirePage<{ name: string }>>("/secrets", { limit: 100 }, signal),
    enabled: mayList,
    staleTime: 60_000,
  });
  return (data?.items ?? []).map(({ name }) => `secrets.${name}`);
}
