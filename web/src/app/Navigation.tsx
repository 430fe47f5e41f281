import {
  IconAddressBook,
  IconAntenna,
  IconBell,
  IconBolt,
  IconBook2,
  IconChartGridDots,
  IconClockPause,
  IconCode,
  IconChartBar,
  IconFileImport,
  IconFingerprint,
  IconHistory,
  IconHome,
  IconHourglass,
  IconInbox,
  IconKey,
  IconMail,
  IconMailCheck,
  IconPackage,
  IconListDetails,
  IconLock,
  IconMailOff,
  IconPlayerPlay,
  IconPlugConnected,
  IconRoute,
  IconServer2,
  IconSettings,
  IconShoppingCart,
  IconTicket,
  IconTemplate,
  IconTags,
  IconTimeline,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { instanceQuery } from "../api/instance.ts";
import { useMay } from "../api/session.ts";
import { t } from "../i18n/i18n.ts";
import classes from "./Shell.module.css";

export const sections = [
  {
    title: null,
    links: [
      { to: "/", name: "home", icon: IconHome, scope: "read" },
      { to: "/reports", name: "reports", icon: IconChartBar, scope: "read" },
    ],
  },
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
    links: [
      { to: "/contacts", name: "contacts", icon: IconAddressBook, scope: "read" },
      { to: "/segments", name: "segments", icon: IconUsersGroup, scope: "read" },
      { to: "/import", name: "import", icon: IconFileImport, scope: "read" },
      { to: "/topics", name: "topics", icon: IconTags, scope: "read" },
    ],
  },
  {
    title: "content",
    links: [
      { to: "/templates", name: "templates", icon: IconTemplate, scope: "read" },
      { to: "/promo-codes", name: "promoCodes", icon: IconTicket, scope: "read" },
    ],
  },
  {
    title: "messaging",
    links: [
      { to: "/messages", name: "messages", icon: IconMail, scope: "read" },
      { to: "/inbox", name: "inbox", icon: IconInbox, scope: "read" },
    ],
  },
  {
    title: "shop",
    links: [
      { to: "/orders", name: "orders", icon: IconShoppingCart, scope: "read" },
      { to: "/products", name: "products", icon: IconPackage, scope: "read" },
    ],
  },
  {
    title: "settings",
    links: [
      { to: "/settings/workspace", name: "workspace", icon: IconSettings, scope: "admin" },
      {
        to: "/settings/message-limits",
        name: "messageLimits",
        icon: IconClockPause,
        scope: "read",
      },
      {
        to: "/settings/identification",
        name: "identification",
        icon: IconFingerprint,
        scope: "read",
      },
      { to: "/settings/rfm", name: "rfm", icon: IconChartGridDots, scope: "read" },
      { to: "/channels", name: "channels", icon: IconAntenna, scope: "admin" },
      { to: "/sources", name: "sources", icon: IconPlugConnected, scope: "manage" },
      { to: "/workers", name: "workers", icon: IconServer2, scope: "admin" },
      { to: "/settings/suppressions", name: "suppressions", icon: IconMailOff, scope: "read" },
      { to: "/settings/consent", name: "consent", icon: IconMailCheck, scope: "admin" },
      { to: "/settings/api-keys", name: "apiKeys", icon: IconKey, scope: "admin" },
      { to: "/settings/secrets", name: "secrets", icon: IconLock, scope: "admin" },
      { to: "/settings/site", name: "site", icon: IconCode, scope: "admin" },
      { to: "/notifications", name: "notifications", icon: IconBell, scope: "admin" },
      { to: "/settings/webhooks", name: "webhooks", icon: IconWebhook, scope: "admin" },
      { to: "/settings/people", name: "people", icon: IconUsers, scope: "admin" },
      { to: "/settings/retention", name: "retention", icon: IconHourglass, scope: "admin" },
      { to: "/settings/audit-log", name: "auditLog", icon: IconListDetails, scope: "admin" },
    ],
  },
] as const;

export function Navigation() {
  const isAdmin = useMay("admin");
  const mayManage = useMay("manage");
  const { data: instance } = useQuery(instanceQuery);
  const list = useRef<HTMLDivElement>(null);
  // Each time that the place changes.
  useLocation();
  // The list is longer than most windows: where the reader is would often be out of sight. Behind the
  // first picture, or the browser would have to lay the page out twice for it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const current = list.current?.querySelector('a[aria-current="page"]');
      current?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  });
  return (
    <div ref={list}>
      {sections.map(({ title, links }) => {
        const visible = links.filter(
          ({ scope }) =>
            scope === "read" || (scope === "manage" && mayManage) || (scope === "admin" && isAdmin),
        );
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
    </div>
  );
}
