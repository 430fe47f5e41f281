import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { sessionQuery } from "./api/session.ts";
import { App } from "./app/App.tsx";
import { askFirst } from "./app/first-queries.ts";
import { reloadForNewVersion } from "./app/new-version.ts";
import { router } from "./app/router.tsx";
import { language } from "./i18n/i18n.ts";
import { loadMessages } from "./i18n/load-messages.ts";

reloadForNewVersion();
document.documentElement.lang = language;
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
// Who is there, the page's code and what it shows are asked for at once, and not one after the other.
askFirst(router, router.latestLocation);
router.subscribe("onBeforeLoad", ({ toLocation, pathChanged }) => {
  if (pathChanged) askFirst(router, toLocation);
});
void queryClient.prefetchQuery(sessionQuery);
const [matched] = router.getMatchedRoutes(router.latestLocation.pathname);
for (const route of matched) router.loadRouteChunk(route)?.catch(() => undefined);
await loadMessages("app", "ui", "inputs");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
