/**
 * `<campanile-inbox>`: a bell with the number of unread messages, and the list behind it. A page says
 * who its visitor is by a contact token: the attribute `token`, or `token-url`, an address of the page's
 * own site that gives one. Nothing that a message says runs: it is put into the page as text.
 */
(() => {
  const { base, key } = __CAMPANILE__;
  const inboxUrl = `${base}/site/${key}/inbox`;
  const pollMs = 30_000;
  const pageSize = 20;
  /** By how much messages may come in another order than that of their times. */
  const disorderMs = 60_000;

  const words = {
    en: {
      bell: "Notifications",
      unread: "unread",
      title: "Notifications",
      readAll: "Mark all as read",
      close: "Close",
      remove: "Remove",
      more: "Show more",
      empty: "Nothing here yet",
      failed: "Messages can't be loaded now",
      fresh: "New message",
      pinned: "Pinned",
    },
    uk: {
      bell: "Сповіщення",
      unread: "непрочитаних",
      title: "Сповіщення",
      readAll: "Позначити все прочитаним",
      close: "Закрити",
      remove: "Прибрати",
      more: "Показати ще",
      empty: "Тут поки порожньо",
      failed: "Не вдалося завантажити повідомлення",
      fresh: "Нове повідомлення",
      pinned: "Закріплено",
    },
  };

  const light = `--bg: var(--campanile-background, #fff); --fg: var(--campanile-text, #1a1d21);
    --dim: var(--campanile-muted, #5b6470); --line: var(--campanile-border, #dfe3e8);
    --accent: var(--campanile-accent, #1657c4); --on: var(--campanile-on-accent, #fff);
    --new: var(--campanile-unread, #eef4ff);`;
  const dark = `--bg: var(--campanile-background, #1b1f24); --fg: var(--campanile-text, #eef1f4);
    --dim: var(--campanile-muted, #a5afba); --line: var(--campanile-border, #3a424b);
    --accent: var(--campanile-accent, #8ab8ff); --on: var(--campanile-on-accent, #10151b);
    --new: var(--campanile-unread, #24303f);`;
  const styles = `
    :host { ${light} display: inline-block; position: relative; color-scheme: light;
      font: 14px/1.45 var(--campanile-font, system-ui, sans-serif); }
    :host([theme="dark"]) { ${dark} color-scheme: dark; }
    @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${dark} color-scheme: dark; } }
    [hidden] { display: none !important; }
    button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .bell { position: relative; width: 40px; height: 40px; border-radius: 50%;
      color: var(--campanile-bell, inherit); }
    .bell svg { width: 22px; height: 22px; vertical-align: middle; }
    .count { position: absolute; top: 0; right: 0; min-width: 18px; box-sizing: border-box; padding: 0 4px;
      border-radius: 9px; background: var(--campanile-badge, #c62828); color: #fff; font-size: 11px;
      line-height: 18px; text-align: center; }
    .panel { position: absolute; inset-inline-end: 0; top: calc(100% + 6px); display: flex;
      flex-direction: column; width: var(--campanile-width, 360px); max-width: calc(100vw - 16px);
      max-height: min(560px, 80vh); box-sizing: border-box; overflow: hidden; outline: 0;
      text-align: start; white-space: normal; background: var(--bg);
      color: var(--fg); border: 1px solid var(--line); border-radius: var(--campanile-radius, 10px);
      box-shadow: 0 8px 28px rgb(0 0 0 / 20%); z-index: var(--campanile-z-index, 1000); }
    :host([align="start"]) .panel { inset-inline: 0 auto; }
    @media (max-width: 480px) { .panel, :host([align="start"]) .panel { position: fixed; inset: 8px;
      width: auto; max-height: none; } }
    header { display: flex; align-items: center; gap: 12px; padding: 12px 16px;
      border-bottom: 1px solid var(--line); }
    h2 { flex: 1; margin: 0; font-size: 16px; }
    header button, .more { flex: none; color: var(--accent); }
    .close, .remove { width: 28px; height: 28px; border-radius: 6px; font-size: 18px; line-height: 1; }
    .scroll { overflow-y: auto; flex: 1; }
    ul { list-style: none; margin: 0; padding: 0; }
    .item { position: relative; display: flex; gap: 10px; padding: 12px 16px;
      border-bottom: 1px solid var(--line); }
    .item.unread { background: var(--new); }
    .item > div { flex: 1; min-width: 0; overflow-wrap: anywhere; }
    .main { display: block; width: 100%; text-align: start; color: inherit; text-decoration: none; }
    .main::after { content: ""; position: absolute; inset: 0; }
    .unread .main { font-weight: 600; }
    .text { margin: 2px 0 0; white-space: pre-line; }
    .text ul { list-style: disc; padding-inline-start: 20px; white-space: normal; }
    .text a { position: relative; z-index: 1; color: var(--accent); }
    .go { display: inline-block; margin-top: 8px; padding: 4px 12px; border-radius: 6px;
      background: var(--accent); color: var(--on); }
    img { display: block; width: 100%; max-height: 180px; margin-top: 8px; object-fit: cover;
      border-radius: 6px; }
    time, .pin { color: var(--dim); font-size: 12px; }
    .remove { position: relative; z-index: 1; color: var(--dim); }
    .note { margin: 0; padding: 32px 16px; text-align: center; color: var(--dim); }
    .more { display: block; width: 100%; padding: 12px; }
    .live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  `;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);

  /** An element with what it says: text is never read as HTML. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value !== null) element.setAttribute(attribute, value);
    }
    element.append(...children);
    return element;
  }

  const inline = /\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\(([^\s)]+)\)/;

  /** Bold, italics and links of Markdown. */
  function spans(text) {
    const found = inline.exec(text);
    if (!found) return [text];
    const [whole, bold, italic, label, url] = found;
    let middle = whole;
    if (bold) middle = make("strong", {}, ...spans(bold));
    else if (italic) middle = make("em", {}, ...spans(italic));
    else if (/^(https?:\/\/|mailto:)/i.test(url)) {
      middle = make("a", { href: url, rel: "noopener", target: "_blank" }, label);
    }
    const end = found.index + whole.length;
    return [text.slice(0, found.index), middle, ...spans(text.slice(end))];
  }

  /** Its lines, with those of lists in lists. */
  function markdown(text) {
    const parts = [];
    let list = null;
    for (const line of text.split("\n")) {
      const entry = /^\s*[-*] +(.*)$/.exec(line);
      if (entry) {
        if (!list) parts.push((list = make("ul")));
        list.append(make("li", {}, ...spans(entry[1])));
      } else {
        if (parts.length > 0 && !list) parts.push("\n");
        list = null;
        parts.push(...spans(line));
      }
    }
    return parts;
  }

  function ago(time, language) {
    const seconds = (new Date(time) - Date.now()) / 1_000;
    const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    for (const [unit, size] of [
      ["day", 86_400],
      ["hour", 3_600],
      ["minute", 60],
    ]) {
      if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
    }
    return format.format(0, "second");
  }

  class Inbox extends HTMLElement {
    static observedAttributes = ["token", "token-url", "tag", "lang"];

    #root = this.attachShadow({ mode: "open" });
    #items = [];
    /** By their ids, what is shown of messages and what they said then. */
    #entries = new Map();
    #unread = 0;
    #next = null;
    #hasFailed = false;
    #isOpen = false;
    #token = null;
    #lastId = null;
    /** Messages that were listed before, and the time of the latest: what is newer and not among them is news. */
    #known = new Set();
    #latest = null;
    /** Ends what is under way for a visitor who is not here any more. */
    #ending = null;
    #parts = {};
    #onPointer = (event) => {
      if (this.#isOpen && !event.composedPath().includes(this)) this.close();
    };

    connectedCallback() {
      this.#root.adoptedStyleSheets = [sheet];
      this.#build();
      document.addEventListener("pointerdown", this.#onPointer);
      void this.#begin();
    }

    disconnectedCallback() {
      document.removeEventListener("pointerdown", this.#onPointer);
      this.#ending?.abort();
    }

    attributeChangedCallback(_name, before, now) {
      if (!this.isConnected || before === now) return;
      this.#build();
      void this.#begin();
    }

    /** Another token is another visitor, or the same one for longer. */
    set token(token) {
      if (token) this.setAttribute("token", token);
      else this.removeAttribute("token");
    }

    get unread() {
      return this.#unread;
    }

    open() {
      if (this.#isOpen) return;
      this.#isOpen = true;
      this.#render();
      this.#parts.panel.focus();
      this.#seen();
    }

    close() {
      if (!this.#isOpen) return;
      this.#isOpen = false;
      this.#render();
      this.#parts.bell.focus();
    }

    get #language() {
      const asked = this.lang || this.closest("[lang]")?.lang || navigator.language;
      return asked.toLowerCase().startsWith("uk") ? "uk" : "en";
    }

    get #words() {
      return words[this.#language];
    }

    #build() {
      const say = this.#words;
      const bell = make("button", { class: "bell", type: "button", "aria-haspopup": "dialog" });
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      icon.setAttribute("viewBox", "0 0 24 24");
      icon.setAttribute("aria-hidden", "true");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute(
        "d",
        "M12 3a6 6 0 0 0-6 6v4l-2 3v1h16v-1l-2-3V9a6 6 0 0 0-6-6zM9.5 19a2.5 2.5 0 0 0 5 0",
      );
      path.setAttribute("fill", "none");
      path.setAttribute("stroke", "currentColor");
      path.setAttribute("stroke-width", "1.8");
      path.setAttribute("stroke-linejoin", "round");
      icon.append(path);
      const count = make("span", { class: "count", "aria-hidden": "true" });
      bell.append(icon, count);
      const readAll = make("button", { type: "button" }, say.readAll);
      const close = make(
        "button",
        { class: "close", type: "button", "aria-label": say.close },
        "×",
      );
      const list = make("ul");
      const note = make("p", { class: "note" });
      const more = make("button", { class: "more", type: "button" }, say.more);
      const scroll = make("div", { class: "scroll" }, list, note, more);
      const panel = make(
        "div",
        { class: "panel", role: "dialog", "aria-label": say.title, tabindex: "-1" },
        make("header", {}, make("h2", {}, say.title), readAll, close),
        scroll,
      );
      const live = make("div", { class: "live", "aria-live": "polite", role: "status" });
      bell.addEventListener("click", () => (this.#isOpen ? this.close() : this.open()));
      close.addEventListener("click", () => this.close());
      readAll.addEventListener("click", () => this.#readAll());
      more.addEventListener("click", () => {
        this.#load(this.#next).catch(() => undefined);
      });
      panel.addEventListener("keydown", (event) => this.#onKey(event));
      this.#root.replaceChildren(bell, panel, live);
      this.#entries.clear();
      this.#parts = { bell, count, panel, list, note, more, readAll, live };
      this.#render();
    }

    #onKey(event) {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const all = [...this.#parts.list.querySelectorAll(".main")];
      const at = all.indexOf(this.#root.activeElement);
      all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
    }

    #render() {
      const { bell, count, panel, list, note, more, readAll } = this.#parts;
      const say = this.#words;
      const unread = this.#unread;
      count.hidden = unread === 0;
      count.textContent = unread > 99 ? "99+" : String(unread);
      bell.setAttribute("aria-label", unread ? `${say.bell}, ${say.unread}: ${unread}` : say.bell);
      bell.setAttribute("aria-expanded", String(this.#isOpen));
      panel.hidden = !this.#isOpen;
      readAll.hidden = unread === 0;
      more.hidden = this.#next === null;
      note.hidden = this.#items.length > 0;
      note.textContent = this.#hasFailed ? say.failed : say.empty;
      const focused = this.#root.activeElement?.closest("[data-id]")?.dataset.id;
      this.#list(list);
      if (focused && this.#isOpen && !this.#root.activeElement?.closest("[data-id]")) {
        (list.querySelector(`[data-id="${focused}"] .main`) ?? panel).focus();
      }
    }

    /** What has not changed stays where it is: a click that news comes upon would be lost otherwise. */
    #list(list) {
      const entries = this.#items.map((item) => {
        const says = JSON.stringify({ ...item, seen: true });
        const known = this.#entries.get(item.id);
        if (known?.says !== says) return { id: item.id, says, element: this.#entry(item) };
        const time = known.element.querySelector("time");
        time.textContent = ago(item.createdAt, this.#language);
        return known;
      });
      this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
      const staying = new Set(entries.map(({ element }) => element));
      for (const element of [...list.children]) if (!staying.has(element)) element.remove();
      let at = list.firstElementChild;
      for (const { element } of entries) {
        if (element === at) at = at.nextElementSibling;
        else list.insertBefore(element, at);
      }
    }

    #entry(item) {
      const say = this.#words;
      const { id, title, text, url, button, image } = item;
      const line = title || text;
      const leads = url ? { href: url } : { type: "button" };
      const main = make(url ? "a" : "button", { class: "main", ...leads }, line);
      main.addEventListener("click", (event) => this.#onClick(item, event));
      const time = make("time", { datetime: item.createdAt }, ago(item.createdAt, this.#language));
      const body = make("div", {}, main);
      if (title && text) {
        const parts = item.format === "markdown" ? markdown(text) : [text];
        body.append(make("div", { class: "text" }, ...parts));
      }
      if (image) body.append(make("img", { src: image, alt: "", loading: "lazy" }));
      if (button)
        body.append(make("span", { class: "go", "aria-hidden": "true" }, button), make("br"));
      body.append(time);
      if (item.pinned) body.append(make("span", { class: "pin" }, ` · ${say.pinned}`));
      const remove = make(
        "button",
        { class: "remove", type: "button", "aria-label": `${say.remove}: ${line}` },
        "×",
      );
      remove.addEventListener("click", () => this.#remove(id));
      const kind = item.read ? "item" : "item unread";
      return make("li", { class: kind, "data-id": id }, body, remove);
    }

    #onClick(item, event) {
      const told = new CustomEvent("campanile-click", {
        detail: item,
        cancelable: true,
        bubbles: true,
        composed: true,
      });
      // Told first: the page may be gone a moment later.
      if (item.url) void this.#post("click", { id: item.id, clickId: crypto.randomUUID() });
      else if (!item.read) void this.#post("read", { ids: [item.id] });
      this.#note(item.id, { read: true, seen: true });
      if (!this.dispatchEvent(told)) event.preventDefault();
    }

    #note(id, change) {
      this.#items = this.#items.map((item) => {
        if (item.id !== id) return item;
        if (change.read && !item.read) this.#unread = Math.max(0, this.#unread - 1);
        return { ...item, ...change };
      });
      this.#render();
    }

    #readAll() {
      this.#unread = 0;
      this.#items = this.#items.map((item) => ({ ...item, read: true, seen: true }));
      this.#render();
      this.#parts.panel.focus();
      void this.#post("read", { all: true });
    }

    #remove(id) {
      const gone = this.#items.find((item) => item.id === id);
      if (gone && !gone.read) this.#unread = Math.max(0, this.#unread - 1);
      this.#items = this.#items.filter((item) => item.id !== id);
      this.#render();
      this.#parts.panel.focus();
      void this.#post("archive", { ids: [id] });
    }

    #seen() {
      const ids = this.#items.filter(({ seen }) => !seen).map(({ id }) => id);
      if (ids.length === 0) return;
      this.#items = this.#items.map((item) => ({ ...item, seen: true }));
      for (let at = 0; at < ids.length; at += 100) {
        void this.#post("seen", { ids: ids.slice(at, at + 100) });
      }
    }

    /** Whatever fails stands right again with the next list. */
    async #post(what, body) {
      try {
        await fetch(`${inboxUrl}/${what}`, {
          method: "POST",
          // As text, with the token in it: that needs no question beforehand (CORS).
          body: JSON.stringify({ ...body, token: this.#token }),
          keepalive: true,
        });
      } catch {}
    }

    async #findToken(signal) {
      const url = this.getAttribute("token-url");
      if (!url) return this.getAttribute("token");
      const answer = await fetch(url, { signal, credentials: "same-origin" });
      if (!answer.ok) return null;
      const text = (await answer.text()).trim();
      return text.startsWith("{") ? JSON.parse(text).token : text;
    }

    #ask(path, signal, headers = {}) {
      const authorization = `Bearer ${this.#token}`;
      return fetch(`${inboxUrl}${path}`, { signal, headers: { ...headers, authorization } });
    }

    /** Reads and follows the inbox of whoever the token names, until it is another. */
    async #begin() {
      this.#ending?.abort();
      const ending = (this.#ending = new AbortController());
      const { signal } = ending;
      this.#items = [];
      this.#unread = 0;
      this.#next = null;
      this.#lastId = null;
      this.#known = new Set();
      this.#latest = null;
      this.#render();
      let wait = 1_000;
      let isFresh = true;
      while (!signal.aborted) {
        try {
          if (isFresh) this.#token = await this.#findToken(signal);
          if (!this.#token || signal.aborted) return;
          isFresh = false;
          await this.#load(null);
          await this.#follow(signal, () => (wait = 1_000));
        } catch (error) {
          if (signal.aborted) return;
          if (error.message === "401") {
            // It has expired: only who was told where to ask gets another one.
            if (!this.hasAttribute("token-url")) return;
            isFresh = true;
          }
        }
        // Without a stream, the list is read again now and then.
        await new Promise((resolve) => setTimeout(resolve, wait));
        wait = Math.min(pollMs, wait * 2);
      }
    }

    async #load(after) {
      const { signal } = this.#ending;
      const query = new URLSearchParams({ limit: pageSize });
      const tag = this.getAttribute("tag");
      if (tag) query.set("tag", tag);
      if (after) query.set("after", after);
      try {
        const answer = await this.#ask(`?${query}`, signal);
        if (!answer.ok) throw new Error(String(answer.status));
        const page = await answer.json();
        if (signal.aborted) return;
        this.#hasFailed = false;
        this.#items = after ? [...this.#items, ...page.items] : page.items;
        this.#unread = page.unread;
        this.#next = page.next;
        this.#lastId = page.revision;
        if (this.#isOpen) this.#seen();
      } catch (error) {
        this.#hasFailed = !signal.aborted;
        throw error;
      } finally {
        if (!signal.aborted) this.#render();
      }
      if (!after) this.#sayNews();
    }

    /** Whichever request brings it: a message may be in a list before the stream tells of it. */
    #sayNews() {
      const since = this.#latest;
      const fresh = this.#items.filter(({ id }) => !this.#known.has(id));
      for (const { id, createdAt } of fresh) {
        this.#known.add(id);
        const at = Date.parse(createdAt);
        if (this.#latest === null || at > this.#latest) this.#latest = at;
      }
      // An empty inbox has been listed, too.
      this.#latest ??= 0;
      if (since === null) return;
      for (const item of fresh.toReversed()) {
        // Older ones come up when others go.
        if (item.read || Date.parse(item.createdAt) < since - disorderMs) continue;
        this.#parts.live.textContent = `${this.#words.fresh}: ${item.title || item.text}`;
        const told = new CustomEvent("campanile-message", { detail: item, bubbles: true });
        this.dispatchEvent(told);
      }
    }

    async #follow(signal, onNews) {
      const answer = await this.#ask("/stream", signal, { "last-event-id": this.#lastId });
      if (!answer.ok) throw new Error(String(answer.status));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += value;
        for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
          const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
          text = text.slice(end + 2);
          if (!data) continue;
          onNews();
          await this.#tell(JSON.parse(data));
        }
      }
    }

    async #tell({ changed, gone, reload }) {
      if (!reload && changed.length === 0 && gone.length === 0) return;
      await this.#load(null);
    }
  }

  if (!customElements.get("campanile-inbox")) customElements.define("campanile-inbox", Inbox);
})();
