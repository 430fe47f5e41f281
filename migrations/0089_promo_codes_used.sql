-- When the codes of a pool expire, and which ones were used.
-- runs with: 0082
alter table promo_pools add column expires_at timestamptz;
alter table promo_codes add column used_at timestamptz;

create index promo_codes_given on promo_codes (pool_id, given_at desc, code desc) where given_at is not null;
create index promo_codes_used on promo_codes (pool_id, used_at desc, code desc) where used_at is not null;
