import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";

const channels = createRoute({
  getParentRoute: () => inside,
  path: "/channels",
  component: lazyPage(
    () => import("../../pages/channels/ChannelsPage.tsx"),
    "ChannelsPage",
    "channels",
    "api-words",
  ),
});
const channel = createRoute({
  getParentRoute: () => inside,
  path: "/channels/$channel",
  component: lazyPage(
    () => import("../../pages/channels/ChannelPage.tsx"),
    "ChannelPage",
    "channels",
    "issues",
    "api-words",
  ),
});

export const channelRoutes = [channels, channel] as const;
