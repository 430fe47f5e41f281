import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { reloadForNewVersion } from "./app/new-version.ts";
import { language } from "./i18n/i18n.ts";
import { loadMessages } from "./i18n/load-messages.ts";

reloadForNewVersion();
document.documentElement.lang = language;
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
await loadMessages("app", "ui", "inputs");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
