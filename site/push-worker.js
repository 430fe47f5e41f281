/**
 * Shows notifications, and tells what became of them. A site has a file of its own for it,
 * `importScripts(…)` of this one: browsers take a service worker from the site itself only.
 */
(() => {
  const { base, key, publicKey } = __CAMPANILE__;

  const report = (data, what) =>
    data?.report
      ? fetch(`${data.report}/${what}`, { method: "POST", mode: "no-cors", keepalive: true }).catch(
          () => undefined,
        )
      : undefined;

  self.addEventListener("push", (event) => {
    let message;
    try {
      message = event.data.json();
    } catch {
      return;
    }
    // Another sender's.
    if (typeof message?.report !== "string" || !message.report.startsWith(`${base}/`)) return;
    const { title, text, image, icon, tag, stays, buttons = [] } = message;
    const options = {
      body: text,
      tag,
      requireInteraction: stays === true,
      data: message,
      actions: buttons.map((button, index) => ({ action: String(index), title: button.title })),
    };
    if (icon) options.icon = icon;
    if (image) options.image = image;
    event.waitUntil(
      self.registration.showNotification(title, options).then(() => report(message, "shown")),
    );
  });

  self.addEventListener("notificationclick", (event) => {
    const { notification, action } = event;
    const { data } = notification;
    if (typeof data?.report !== "string") return;
    notification.close();
    const url = action === "" ? data.url : data.buttons?.[Number(action)]?.url;
    // A link of the message's tells of its click itself.
    event.waitUntil(
      url
        ? self.clients.openWindow(url)
        : Promise.all([report(data, "clicked"), self.clients.openWindow("/")]),
    );
  });

  self.addEventListener("notificationclose", (event) => {
    event.waitUntil(Promise.resolve(report(event.notification.data, "closed")));
  });

  self.addEventListener("pushsubscriptionchange", (event) => {
    const before = event.oldSubscription?.endpoint;
    if (before === undefined) return;
    const padded = publicKey.replaceAll("-", "+").replaceAll("_", "/");
    const options = {
      userVisibleOnly: true,
      applicationServerKey: Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0)),
    };
    event.waitUntil(
      Promise.resolve(
        event.newSubscription ?? self.registration.pushManager.subscribe(options),
      ).then((subscription) =>
        fetch(`${base}/site/${key}/push/changed`, {
          method: "POST",
          body: JSON.stringify({ before, subscription }),
        }),
      ),
    );
  });
})();
