import {
  IconAddressBook,
  IconBolt,
  IconBook2,
  IconHistory,
  IconHome,
  IconInbox,
  IconKey,
  IconMailCheck,
  IconPlayerPlay,
  IconRoute,
  IconSettings,
  IconTimeline,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { instanceQuery } from "../api/instance.ts";
import { useMay } from "../api/session.ts";
import { t } from "../i18n/i18n.ts";
import classes from "./Shell.module.css";

const sections = [
  { title: null, links: [{ to: "/", name: "home", icon: IconHome, scope: "read" }] },
  {
    title: "automation",
    links: [
      { to: "/workflows", name: "workflows", icon: IconRoute, scope: "read" },
      { to: "/event-types", name: "eventTypes", icon: IconBolt, scope: "read" },
      { to: "/events", name: "events", icon: IconHistory, scope: "read" },
      { to: "/runs", name: "runs", icon: IconPlayerPlay, scope: "read" },
    ],
  },
  {
    title: "audience",
    links: [{ to: "/contacts", name: "contacts", icon: IconAddressBook, scope: "read" }],
  },
  { title: "messaging", links: [{ to: "/inbox", name: "inbox", icon: IconInbox, scope: "read" }] },
  {
    title: "settings",
    links: [
      { to: "/settings/workspace", name: "workspace", icon: IconSettings, scope: "admin" },
      { to: "/settings/consent", name: "consent", icon: IconMailCheck, scope: "admin" },
      { to: "/settings/api-keys", name: "apiKeys", icon: IconKey, scope: "admin" },
      { to: "/settings/webhooks", name: "webhooks", icon: IconWebhook, scope: "admin" },
      { to: "/settings/people", name: "people", icon: IconUsers, scope: "admin" },
    ],
  },
] as const;

export function Navigation() {
  const isAdmin = useMay("admin");
  const { data: instance } = useQuery(instanceQuery);
  return (
    <>
      {sections.map(({ title, links }) => {
        const visible = links.filter(({ scope }) => scope !== "admin" || isAdmin);
        if (visible.length === 0) return null;
        return (
          <div key={title} role="group" aria-label={t(`app:nav.${title ?? "start"}`)}>
            {title !== null && <div className={classes["section"]}>{t(`app:nav.${title}`)}</div>}
            {visible.map(({ to, name, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                className={classes["link"]}
                activeOptions={{ exact: to === "/", includeSearch: false }}
              >
                <Icon size={18} stroke={1.6} aria-hidden />
                {t(`app:nav.${name}`)}
              </Link>
            ))}
          </div>
        );
      })}
      <div className={classes["section"]}>{t("app:nav.elsewhere")}</div>
      <a className={classes["link"]} href="/docs" target="_blank" rel="noreferrer">
        <IconBook2 size={18} stroke={1.6} aria-hidden />
        {t("app:nav.apiReference")}
      </a>
      {instance?.temporalUi && (
        <a className={classes["link"]} href={instance.temporalUi} target="_blank" rel="noreferrer">
          <IconTimeline size={18} stroke={1.6} aria-hidden />
          {t("app:nav.temporal")}
        </a>
      )}
    </>
  );
}
