/**
 * Asks a visitor's browser to take notifications. A page of the site loads it and calls
 * `CampanilePush.subscribe()` when the visitor has clicked something: browsers ask nobody unasked.
 */
(() => {
  const { base, key, publicKey } = __CAMPANILE__;
  const stored = "campanile.anonymousId";

  /** Of a visitor whom the site does not know; the same on its next visits. */
  function visitor() {
    try {
      let id = localStorage.getItem(stored);
      if (!id) {
        id = crypto.randomUUID();
        localStorage.setItem(stored, id);
      }
      return id;
    } catch {
      return crypto.randomUUID();
    }
  }

  async function post(path, body) {
    // Plain text needs no question beforehand (CORS).
    const answer = await fetch(`${base}/site/${key}/push/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Campanile answered ${answer.status}`);
  }

  function bytes(text) {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  }

  const isSupported =
    "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

  async function current() {
    const registration = await navigator.serviceWorker.getRegistration();
    return (await registration?.pushManager.getSubscription()) ?? null;
  }

  async function subscribe({
    worker = "/campanile-worker.js",
    token,
    anonymousId,
    language = navigator.language,
  } = {}) {
    if (!isSupported) return "unsupported";
    if ((await Notification.requestPermission()) !== "granted") return Notification.permission;
    await navigator.serviceWorker.register(worker);
    const { pushManager } = await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: bytes(publicKey) };
    let subscription;
    try {
      subscription = await pushManager.subscribe(options);
    } catch {
      // It is bound to other keys: those of before.
      await (await pushManager.getSubscription())?.unsubscribe();
      subscription = await pushManager.subscribe(options);
    }
    const who = token ? { token } : { anonymousId: anonymousId ?? visitor() };
    await post("subscriptions", { ...who, subscription, language, app: location.host });
    return "subscribed";
  }

  async function unsubscribe() {
    const subscription = isSupported ? await current() : null;
    if (!subscription) return;
    await subscription.unsubscribe();
    await post("unsubscribe", { endpoint: subscription.endpoint });
  }

  async function state() {
    if (!isSupported) return "unsupported";
    if (Notification.permission !== "granted") return Notification.permission;
    return (await current()) ? "subscribed" : "default";
  }

  window.CampanilePush = { subscribe, unsubscribe, state };
  window.dispatchEvent(new Event("campanile-push"));
})();
