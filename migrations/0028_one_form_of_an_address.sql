-- Identities of before in the one form in which they are kept and found now: composed (NFC), without
-- invisible marks, and an e-mail's domain in ASCII. One whose new form somebody has already stays as
-- it is: that one is found. An older program that still runs makes another contact of such an
-- address: for the minutes of a restart that is less than a stop of all.
-- runs with: 0026

-- RFC 3492, of one label of a domain.
create function pg_temp.punycode(label text) returns text language plpgsql immutable as $$
declare
  digits    constant text := 'abcdefghijklmnopqrstuvwxyz0123456789';
  points    int[];
  result    text := '';
  n         int := 128;
  delta     int := 0;
  bias      int := 72;
  basic     int;
  handled   int;
  next_n    int;
  point     int;
  q         int;
  k         int;
  threshold int;
begin
  if label ~ '^[\x20-\x7e]*$' then
    return label;
  end if;
  select array_agg(ascii(c) order by place) into points
    from regexp_split_to_table(label, '') with ordinality as t (c, place);
  select coalesce(string_agg(chr(p), '' order by place), '') into result
    from unnest(points) with ordinality as t (p, place) where p < 128;
  basic := length(result);
  handled := basic;
  if basic > 0 then
    result := result || '-';
  end if;
  while handled < array_length(points, 1) loop
    select min(p) into next_n from unnest(points) as p where p >= n;
    delta := delta + (next_n - n) * (handled + 1);
    n := next_n;
    foreach point in array points loop
      if point < n then
        delta := delta + 1;
      elsif point = n then
        q := delta;
        k := 36;
        loop
          threshold := greatest(1, least(26, k - bias));
          exit when q < threshold;
          result := result || substr(digits, threshold + (q - threshold) % (36 - threshold) + 1, 1);
          q := (q - threshold) / (36 - threshold);
          k := k + 36;
        end loop;
        result := result || substr(digits, q + 1, 1);
        delta := case when handled = basic then delta / 700 else delta / 2 end;
        delta := delta + delta / (handled + 1);
        k := 0;
        while delta > 455 loop
          delta := delta / 35;
          k := k + 36;
        end loop;
        bias := k + 36 * delta / (delta + 38);
        delta := 0;
        handled := handled + 1;
      end if;
    end loop;
    delta := delta + 1;
    n := n + 1;
  end loop;
  return 'xn--' || result;
end
$$;

create function pg_temp.plain(value text) returns text language sql immutable as $$
  select normalize(regexp_replace(value,
    '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0]',
    '', 'g'), nfc)
$$;

create function pg_temp.one_form(kind text, value text) returns text language sql immutable as $$
  select case
    when kind = 'email' then
      split_part(pg_temp.plain(value), '@', 1) || '@' || (
        select string_agg(pg_temp.punycode(label), '.' order by place)
          from regexp_split_to_table(lower(split_part(pg_temp.plain(value), '@', 2)), '[.\u3002]')
               with ordinality as t (label, place))
    when kind = 'phone' then value
    else normalize(value, nfc) end
$$;

do $$
begin
  -- Other encodings have none of these letters apart.
  if getdatabaseencoding() <> 'UTF8' then
    return;
  end if;
  create temp table forms on commit drop as
    select distinct on (kind, new_value) kind, value, new_value, contact_id
      from (select kind, value, contact_id, pg_temp.one_form(kind, value) as new_value
              from contact_identities where value ~ '[^\x20-\x7e]') as f
     where new_value <> value and new_value <> ''
     order by kind, new_value, value;
  delete from forms f using contact_identities i where i.kind = f.kind and i.value = f.new_value;
  update contact_identities i set value = f.new_value
    from forms f where i.kind = f.kind and i.value = f.value;
  update contacts c
     set email = f.new_value,
         confirmed_email = case when c.confirmed_email = c.email then f.new_value else c.confirmed_email end
    from forms f where f.kind = 'email' and c.id = f.contact_id and c.email = f.value;
  update people p set email = pg_temp.one_form('email', p.email)
   where p.email ~ '[^\x20-\x7e]'
     and not exists (select from people o where o.email = pg_temp.one_form('email', p.email));
end
$$;
