/** What a column can be, beside an attribute. */
export const fields = [
  "email",
  "phone",
  "contactId",
  "firstName",
  "lastName",
  "language",
  "timeZone",
  "pushToken",
  "contactKey",
  "id",
] as const;
export type Field = (typeof fields)[number];

/** "attributes.NAME", a field, or null: left out. */
export type Meaning = string | null;

/** Names by which a field is known, plain: without case, blanks, underscores and hyphens. */
const known: Readonly<Record<string, Field>> = {
  email: "email",
  mail: "email",
  emailaddress: "email",
  пошта: "email",
  електроннапошта: "email",
  phone: "phone",
  phonenumber: "phone",
  mobile: "phone",
  tel: "phone",
  sms: "phone",
  телефон: "phone",
  мобільний: "phone",
  externalcustomerid: "contactId",
  customerid: "contactId",
  userid: "contactId",
  contactid: "id",
  id: "id",
  firstname: "firstName",
  givenname: "firstName",
  "ім'я": "firstName",
  "ім’я": "firstName",
  lastname: "lastName",
  surname: "lastName",
  familyname: "lastName",
  прізвище: "lastName",
  language: "language",
  languagecode: "language",
  мова: "language",
  timezone: "timeZone",
  часовийпояс: "timeZone",
  pushtoken: "pushToken",
  contactkey: "contactKey",
};

const key = "campanile.import.columns";

/**
 * What a column means: as it was chosen the last time, else as its name says.
 *
 * @param attributes that contacts have: "City" is the "city" that is there, and no second one
 */
export function guessed(name: string, attributes: readonly string[]): Meaning {
  if (name === "") return null;
  const before = remembered()[name];
  if (before !== undefined) return before;
  const field = known[plain(name)];
  if (field !== undefined) return field;
  const there = attributes.find((one) => plain(one) === plain(name));
  return `attributes.${there ?? name.slice(0, 100)}`;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

/** The next file with columns of these names begins with what they mean in this one. */
export function remember(columns: Readonly<Record<string, Meaning>>): void {
  const all = Object.entries({ ...remembered(), ...columns }).slice(-300);
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(all)));
  } catch {
    // Storage is full or switched off in this browser: the names are guessed again.
  }
}

function remembered(): Record<string, Meaning> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as Record<string, Meaning>;
  } catch {
    return {};
  }
}
