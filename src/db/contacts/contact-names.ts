/**
 * What people call a contact: the name, else the e-mail address, the phone number or the shop's own id;
 * null of one that has none of them, or is not there any more. Made for few rows: it is asked for each.
 * @param id - the SQL of the contact's id
 */
export function contactNameOf(id: string): string {
  return `(select coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone,
            (select min(i.value) from contact_identities i
              where i.contact_id = c.id and i.kind = 'contactId'))
     from contacts c where c.id = ${id})`;
}
