import {
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
import classes from "./Shell.module.css";

const sections = [
  { title: "", links: [{ to: "/", name: "Home", icon: IconHome, scope: "read" }] },
  {
    title: "Automation",
    links: [
      { to: "/workflows", name: "Workflows", icon: IconRoute, scope: "read" },
      { to: "/event-types", name: "Event types", icon: IconBolt, scope: "read" },
      { to: "/events", name: "Event history", icon: IconHistory, scope: "read" },
      { to: "/runs", name: "Runs", icon: IconPlayerPlay, scope: "read" },
    ],
  },
  { title: "Messages", links: [{ to: "/inbox", name: "Inbox", icon: IconInbox, scope: "read" }] },
  {
    title: "Settings",
    links: [
      { to: "/settings/workspace", name: "Workspace", icon: IconSettings, scope: "admin" },
      { to: "/settings/consent", name: "Consent", icon: IconMailCheck, scope: "admin" },
      { to: "/settings/api-keys", name: "API keys", icon: IconKey, scope: "admin" },
      { to: "/settings/webhooks", name: "Webhooks", icon: IconWebhook, scope: "admin" },
      { to: "/settings/people", name: "People", icon: IconUsers, scope: "admin" },
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
          <div key={title} role="group" aria-label={title || "Start"}>
            {title !== "" && <div className={classes["section"]}>{title}</div>}
            {visible.map(({ to, name, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                className={classes["link"]}
                activeOptions={{ exact: to === "/", includeSearch: false }}
              >
                <Icon size={18} stroke={1.6} aria-hidden />
                {name}
              </Link>
            ))}
          </div>
        );
      })}
      <div className={classes["section"]}>Elsewhere</div>
      <a className={classes["link"]} href="/docs" target="_blank" rel="noreferrer">
        <IconBook2 size={18} stroke={1.6} aria-hidden />
        API reference
      </a>
      {instance?.temporalUi && (
        <a className={classes["link"]} href={instance.temporalUi} target="_blank" rel="noreferrer">
          <IconTimeline size={18} stroke={1.6} aria-hidden />
          Temporal Web UI
        </a>
      )}
    </>
  );
}
