import { Anchor, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "../../../api/audit-log.ts";
import { t } from "../../../i18n/i18n.ts";
import { headline } from "./entry-words.ts";

/** Where what was changed is looked at; undefined: it has no page, or is gone. */
function pageOf({ entity, entityId, action }: AuditEntry): string | undefined {
  if (action === "deleted") return undefined;
  const id = encodeURIComponent(entityId);
  if (entity === "workflow") return `/workflows/${id}`;
  if (entity === "run") return `/runs/${id}`;
  if (entity === "channel") return `/channels/${id}`;
  if (entity === "source") return `/sources/${id}`;
  if (entity === "segment") return `/segments/${id}`;
  if (entity === "template") return `/templates/${id}`;
  if (entity === "webhook") return `/settings/webhooks/${id}`;
  return undefined;
}

/** From a change to what was changed, and to all changes of the same thing. */
export function EntryLinks({ of: entry, onOnly }: { of: AuditEntry; onOnly(): void }) {
  const to = pageOf(entry);
  const name = headline(entry);
  return (
    <Group gap="sm" mt={2}>
      {to !== undefined && (
        <Anchor
          size="xs"
          aria-label={t("settings:audit.openOf", { name })}
          renderRoot={(props) => <Link to={to} {...props} />}
        >
          {t("settings:audit.open")}
        </Anchor>
      )}
      <Anchor
        size="xs"
        component="button"
        type="button"
        aria-label={t("settings:audit.onlyOf", { name })}
        onClick={onOnly}
      >
        {t("settings:audit.only")}
      </Anchor>
    </Group>
  );
}
