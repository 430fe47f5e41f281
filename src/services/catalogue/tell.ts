import {
  changeOf,
  endChange,
  lockChangedProduct,
  setToldTo,
} from "../../db/catalogue/product-changes.ts";
import type { ToBeTold } from "../../db/catalogue/product-interest.ts";
import { interestedBehind, noteTold, toBeTold } from "../../db/catalogue/product-interest.ts";
import { lockProducts } from "../../db/catalogue/products.ts";
import type { Database } from "../../db/core/database.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { KeptProduct, ProductChangeKind } from "../../domain/catalogue.ts";
import { paramsOf, percentOf } from "../../domain/catalogue.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import { required } from "../../domain/required.ts";
import { ingestInTransaction } from "../../ingest/ingest-in-transaction.ts";
import { getCatalogueSettings } from "./settings.ts";

const pageSize = 500;

/** Tells those who looked at products of what has changed, page by page, until all are told. */
export async function tellProductChanges(
  db: Database,
  isOver: () => boolean = () => false,
): Promise<void> {
  while (!isOver() && (await tellPage(db))) {
    // The next page.
  }
}

/**
 * Raises the events of the next contacts and notes in the same transaction how far it has come. The
 * product is held meanwhile: no other worker tells of it, and an upload that takes its change back does
 * so between two pages.
 *
 * @returns false: there is nothing that nobody else tells
 */
export async function tellPage(db: Database, size = pageSize): Promise<boolean> {
  const told = await db.tx(async (sql) => {
    const externalId = await lockChangedProduct(sql);
    if (externalId === undefined) return null;
    // Asked behind the lock: an upload may have changed both while it was waited for.
    const change = await changeOf(sql, externalId);
    if (change === undefined) return 0;
    const { kind, toldTo } = change;
    const about = { product: externalId, kind };
    const [product] = await lockProducts(sql, [externalId]);
    const contacts = await interestedBehind(sql, externalId, toldTo, size);
    const settings = await getCatalogueSettings(sql);
    const those = contacts.length === 0 ? [] : await toBeTold(sql, about, contacts, settings);
    if (those.length > 0) {
      const facts = required(product, "a product that is held");
      await ingestInTransaction(
        sql,
        those.map((one) => eventOf(kind, facts, one)),
      );
      await noteTold(
        sql,
        about,
        those.map(({ contactId }) => contactId),
      );
    }
    const last = contacts.at(-1);
    if (last !== undefined && contacts.length === size) await setToldTo(sql, about, last);
    else await endChange(sql, about);
    return those.length;
  });
  if (told !== null && told > 0) await notifyDispatchers(db);
  return told !== null;
}

/** Its key names contact and product: a start by key is once for each product of a contact. */
function eventOf(
  kind: ProductChangeKind,
  product: KeptProduct,
  { contactId, because }: ToBeTold,
): IncomingEvent {
  const { wasOut: _wasOut, dropFrom, ...facts } = product;
  const params = { ...paramsOf(facts), because };
  return {
    typeKey: kind,
    keyValue: `${contactId}:${product.externalId}`,
    params: kind === "priceDropped" ? { ...params, ...dropOf(dropFrom, facts.price) } : params,
    identities: [],
    knownContactId: contactId,
    source: "system",
  };
}

function dropOf(from: number | null, price: number | null): Record<string, unknown> {
  if (from === null || price === null) throw new Error("a price that has dropped is not known");
  return { oldPrice: from, newPrice: price, percent: percentOf(from, price) };
}
