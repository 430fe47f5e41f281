import type { Topic } from "../../api/topics.ts";

export const ways = ["all", "optIn", "doubleOptIn"] as const;
export type Way = (typeof ways)[number];

/** The words of one language; the key tells rows apart whatever is written in them. */
export interface TextsRow {
  key: number;
  language: string;
  name: string;
  description: string;
}

export interface TopicForm {
  name: string;
  key: string;
  description: string;
  way: Way;
  position: number | string;
  texts: TextsRow[];
}

export function wayOf({ optIn, doubleOptIn }: Pick<Topic, "optIn" | "doubleOptIn">): Way {
  if (doubleOptIn) return "doubleOptIn";
  return optIn ? "optIn" : "all";
}

export function formOf(topic: Topic | undefined): TopicForm {
  if (topic === undefined) {
    return { name: "", key: "", description: "", way: "all", position: 0, texts: [] };
  }
  const { name, key, description, position } = topic;
  const texts = Object.entries(topic.texts).map(([language, words], place) => ({
    key: place,
    language,
    name: words.name ?? "",
    description: words.description ?? "",
  }));
  return { name, key, description, way: wayOf(topic), position, texts };
}

/** Another name; the key goes along with it until somebody writes one. */
export function named(form: TopicForm, name: string): Partial<TopicForm> {
  return form.key === keyOf(form.name) ? { name, key: keyOf(name) } : { name };
}

/** "News & offers" as "news-offers"; "" where nothing of it is latin. */
const keyOf = (name: string): string =>
  (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-").slice(0, 100);

/** What the API is sent; a key is said once, when the topic is made. */
export function bodyOf(
  { name, key, description, way, position, texts }: TopicForm,
  isNew: boolean,
) {
  const said = texts
    .map((row) => ({
      language: row.language.trim(),
      name: row.name.trim(),
      description: row.description.trim(),
    }))
    .filter(({ language }) => language !== "");
  return {
    ...(isNew && { key: key.trim() }),
    name,
    description,
    optIn: way !== "all",
    doubleOptIn: way === "doubleOptIn",
    position: Number(position),
    texts: Object.fromEntries(
      said.map((row) => [
        row.language,
        {
          ...(row.name !== "" && { name: row.name }),
          ...(row.description !== "" && { description: row.description }),
        },
      ]),
    ),
  };
}
