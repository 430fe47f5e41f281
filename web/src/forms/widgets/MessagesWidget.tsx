import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { rowWords } from "../inputs/row-words.ts";
import { Rows } from "../inputs/Rows.tsx";
import { PlainLayout } from "../layouts/PlainLayout.tsx";
import { EmailSettings } from "../message/EmailSettings.tsx";
import { freshValue } from "../schema/fresh.ts";
import { below, entry } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";
import { variantOf, variantsOf } from "../schema/variants.ts";
import { listOf, objectOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

/** Messages in the order in which they are tried, each for a channel of its own. */
export function MessagesWidget({ schema, path, label, description, value, onChange }: InputProps) {
  const { root, readOnly } = useFormScope();
  const { data: kinds } = useQuery(blockKindsQuery);
  const rows = listOf(value);
  const words = rowWords("message");
  const channels = variantsOf(resolve(schema.items ?? {}, root).schema, root).map((variant) => {
    const kind = String(variant.schema.properties?.["kind"]?.const);
    const { label: name = kind, availability } = kinds?.get(kind) ?? {};
    return { ...variant, kind, name, isAvailable: availability?.available ?? true };
  });
  return (
    <>
      <Rows
        label={label}
        description={description}
        error={useIssue(path, false)}
        readOnly={readOnly}
        rows={rows}
        // Added by the menu below, which asks for the channel.
        max={0}
        words={words}
        nameOf={(row, index) => {
          const name = channels[variantOf(row, channels)]?.name ?? words.one;
          return `${index + 1}. ${name}`;
        }}
        fresh={() => ({})}
        onChange={onChange}
      >
        {(row, index, change) => {
          const channel = channels[variantOf(row, channels)];
          const given = channel?.schema.properties?.["config"];
          if (given === undefined) return null;
          const inputProps = {
            schema: resolve(given, root).schema,
            path: below(entry(path, index), "config"),
            value: objectOf(objectOf(row)["config"]),
            onChange: (config: object) => change({ ...objectOf(row), config }),
          };
          return channel?.kind === "sendEmail" ? (
            <EmailSettings {...inputProps} slot={index} />
          ) : (
            <PlainLayout {...inputProps} of={channel?.kind} />
          );
        }}
      </Rows>
      {!readOnly && rows.length < (schema.maxItems ?? 5) && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="default"
              size="xs"
              mt={-6}
              leftSection={<IconPlus size={14} aria-hidden />}
            >
              {words.add}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {channels.map(({ kind, name, schema: item, isAvailable }) => (
              <Menu.Item
                key={kind}
                onClick={() =>
                  onChange([...rows, { ...objectOf(freshValue(item, root)), kind, config: {} }])
                }
              >
                {isAvailable ? name : t("forms:notSetUp", { channel: name })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
