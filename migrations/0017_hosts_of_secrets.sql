-- Where a secret may be sent: host patterns. Null: to any host, as it was for all of them before.
alter table secrets add column hosts text[] check (cardinality(hosts) between 1 and 20);
