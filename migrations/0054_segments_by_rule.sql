-- Segments whose members are found by a rule: the rule, who has to be asked again, and what the
-- statements that rules become (src/db/segment-rules) compare with.
-- runs with: 0035

alter table segments add column rule jsonb;

-- Of each rule: what it depends on, and when everybody is asked again.
create table segment_rules (
  segment_id  uuid primary key references segments on delete cascade,
  -- contact, topics, orders, messages, rfm, event:KEY, segment:ID (a list), rule:ID (another rule).
  depends     text[] not null,
  -- Counted up by each change of the rule, so that whoever has computed an old one finds out.
  revision    int not null default 1,
  -- Null: the members of this revision were not computed yet.
  computed_at timestamptz,
  -- Whether those who are in (or out) at once are told of, too.
  tell        boolean not null default false,
  -- Everybody is asked again then: time alone moves people.
  pass_at     timestamptz not null default clock_timestamp(),
  pass_ms     int not null default 0
);

-- Contacts of whom something has changed that a rule depends on. Rows are only added, by the transaction
-- of the change, so that nobody waits for another one; the sweep takes them away.
create table segment_marks (
  id         bigint generated always as identity primary key,
  contact_id uuid not null,
  what       text not null,
  -- Of the run that caused it, and one more.
  hops       int not null default 0
);

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-0000000000d0', 'segmentEntered', 'Segment entered',
   'A contact became a member of a segment: the params segmentId and segment name it; its key is the contact''s id',
   'other', 'system'),
  ('019a0000-0000-7000-8000-0000000000d1', 'segmentLeft', 'Segment left',
   'A contact is no longer a member of a segment: the params segmentId and segment name it; its key is the contact''s id',
   'other', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();

-- Marks contacts, where a rule depends on what has changed. Argument: what that is.
create function mark_for_segments() returns trigger language plpgsql as $$
begin
  if exists (select from segment_rules where depends @> array[tg_argv[0]]) then
    execute format('insert into segment_marks (contact_id, what)
                    select distinct %I, %L from changed where %I is not null',
                   tg_argv[1], tg_argv[0], tg_argv[1]);
  end if;
  return null;
end
$$;
do $$
declare
  given record;
begin
  for given in
    select tab, col, what, op, case op when 'delete' then 'old' else 'new' end as side
      from (values ('contacts', 'id', 'contact'), ('contact_topics', 'contact_id', 'topics'),
                   ('orders', 'contact_id', 'orders')) as t (tab, col, what),
           unnest(array['insert', 'update', 'delete']) as op
     where tab <> 'contacts' or op <> 'delete'
  loop
    execute format(
      'create trigger %I after %s on %I referencing %s table as changed for each statement
       execute function mark_for_segments(%L, %L)',
      'segments_' || given.op, given.op, given.tab, given.side, given.what, given.col);
  end loop;
end
$$;

create function mark_for_lists() returns trigger language plpgsql as $$
begin
  if exists (select from segment_rules r, unnest(r.depends) as d where d like 'segment:%') then
    insert into segment_marks (contact_id, what)
    select c.contact_id, 'segment:' || c.segment_id from changed c
     where exists (select from segment_rules where depends @> array['segment:' || c.segment_id]);
  end if;
  return null;
end
$$;
create trigger segments_insert after insert on segment_members
  referencing new table as changed for each statement execute function mark_for_lists();
create trigger segments_delete after delete on segment_members
  referencing old table as changed for each statement execute function mark_for_lists();

-- Of messages only what rules can ask for: that one was sent, opened for the first time, clicked.
create function mark_for_messages() returns trigger language plpgsql as $$
begin
  if not new.test and exists (select from segment_rules where depends @> '{messages}') then
    insert into segment_marks (contact_id, what, hops)
    values (new.contact_id, 'messages', coalesce((select hops + 1 from runs where id = new.run_id), 0));
  end if;
  return null;
end
$$;
create trigger segments_update after update on messages for each row
  when (new.state is distinct from old.state and (new.state = 'sent' or old.state = 'sent')
     or (new.opens > 0) <> (old.opens > 0) or (new.clicks > 0) <> (old.clicks > 0)
     or new.contact_id <> old.contact_id)
  execute function mark_for_messages();

-- What follows compares values as conditions do (src/domain/conditions): a test holds both together.

create function condition_missing(v jsonb) returns boolean language sql immutable parallel safe as $$
  select v is null or v = 'null' or v = '""'
$$;

create function condition_empty(v jsonb) returns boolean language sql immutable parallel safe as $$
  select v is null or v = 'null' or v = '""' or v = '[]'
$$;

-- As JsonLogic has it: nothing, 0, false and a list of none do not hold.
create function condition_holds(v jsonb) returns boolean language sql immutable parallel safe as $$
  select not (v is null or v in ('null', '""', '[]', 'false', '0'))
$$;

create function condition_text(v jsonb) returns text language sql immutable parallel safe as $$
  select case when jsonb_typeof(v) = 'string' then v #>> '{}' else v::text end
$$;

-- The number that a text plainly is; null for none, and for an integer that a double would round.
create function condition_plain_number(t text) returns float8 language sql immutable parallel safe as $$
  select case when t ~ '^-?(0|[1-9]\d*)(\.\d+)?$' and length(t) < 300
               and (t ~ '\.' or abs(t::numeric) <= 9007199254740991) then t::float8 end
$$;

create function condition_same(a jsonb, b jsonb) returns boolean language sql immutable parallel safe as $$
  select case
    when a is null or b is null or a in ('null', '""') or b in ('null', '""')
      then (a is null or a in ('null', '""')) and (b is null or b in ('null', '""'))
    when jsonb_typeof(a) = jsonb_typeof(b) then a = b
    when jsonb_typeof(a) = 'number' and jsonb_typeof(b) = 'string'
      then a::text = b #>> '{}' or coalesce(condition_plain_number(b #>> '{}') = a::float8, false)
    when jsonb_typeof(b) = 'number' and jsonb_typeof(a) = 'string'
      then b::text = a #>> '{}' or coalesce(condition_plain_number(a #>> '{}') = b::float8, false)
    when jsonb_typeof(a) = 'string' then a #>> '{}' = b::text
    when jsonb_typeof(b) = 'string' then b #>> '{}' = a::text
    else false
  end
$$;

create function condition_has(list jsonb, part jsonb) returns boolean language sql immutable parallel safe as $$
  select exists (select from jsonb_array_elements(list) as e (v) where condition_same(e.v, part))
$$;

-- A part of a text, or an entry of a list.
create function condition_in(whole jsonb, part jsonb) returns boolean language sql immutable parallel safe as $$
  select case
    when jsonb_typeof(whole) = 'array' then condition_has(whole, part)
    when condition_missing(whole) or condition_missing(part) then false
    else position(condition_text(part) in condition_text(whole)) > 0
  end
$$;

create function condition_one_of(value jsonb, several jsonb) returns boolean language sql immutable parallel safe as $$
  select case
    when jsonb_typeof(value) = 'array'
      then exists (select from jsonb_array_elements(value) as e (v) where condition_in(several, e.v))
    else condition_in(several, value)
  end
$$;

create function condition_starts(whole jsonb, part jsonb) returns boolean language sql immutable parallel safe as $$
  select not condition_missing(whole) and not condition_missing(part)
     and starts_with(condition_text(whole), condition_text(part))
$$;

create function condition_ends(whole jsonb, part jsonb) returns boolean language sql immutable parallel safe as $$
  select not condition_missing(whole) and not condition_missing(part)
     and right(condition_text(whole), length(condition_text(part))) = condition_text(part)
$$;

create function condition_lower(v jsonb) returns jsonb language sql immutable parallel safe as $$
  select case jsonb_typeof(v)
    when 'string' then to_jsonb(lower((v #>> '{}') collate "und-x-icu"))
    when 'array' then (select coalesce(jsonb_agg(case jsonb_typeof(e.v) when 'string'
                         then to_jsonb(lower((e.v #>> '{}') collate "und-x-icu")) else e.v end
                         order by e.place), '[]')
                         from jsonb_array_elements(v) with ordinality as e (v, place))
    else v
  end
$$;

-- A date as people and systems write it: a whole day, or an instant.
create type condition_moment as (day date, at timestamptz);

-- A time on the wall of a zone; of one that comes twice the first.
create function condition_instant(local timestamp, zone text) returns timestamptz
  language plpgsql stable parallel safe as $$
declare
  at timestamptz := local at time zone zone;
begin
  if (at - interval '1 hour') at time zone zone = local then return at - interval '1 hour'; end if;
  return at;
end
$$;

create function condition_unix(n float8) returns condition_moment language sql immutable parallel safe as $$
  select case when n >= 1e8 and n < 1e20 then row(null, to_timestamp(floor(case
    when n >= 1e17 then n / 1e6 when n >= 1e14 then n / 1e3 when n >= 1e11 then n else n * 1e3 end) / 1e3))::condition_moment end
$$;

-- What a text says of a date, in the forms of src/domain/date-text.ts; null where it is none of them.
create function condition_date(v jsonb, zone text) returns condition_moment
  language plpgsql stable parallel safe as $$
declare
  months constant text := '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?';
  weekday constant text := '^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?';
  t text;
  p text[];
  c text[];
  o text[];
  day date;
  hour int;
  local timestamp;
  part record;
begin
  if jsonb_typeof(v) = 'number' then return condition_unix((v #>> '{}')::float8); end if;
  if jsonb_typeof(v) is distinct from 'string' then return null; end if;
  t := btrim(v #>> '{}', E' \t\n\r\f\v');
  if t ~ '^(\d{10}(\.\d+)?|\d{13}|\d{16}|\d{19})$' then return condition_unix(t::float8); end if;
  for part in
    select * from (values
      (1, '^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)', 'ymd'),
      (2, '^(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)', 'ymd'),
      (3, '^(\d{4})(\d\d)(\d\d)(?=T\d)', 'ymd'),
      (4, '^(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)', 'dmy'),
      (5, weekday || '(\d{1,2})(?:st|nd|rd|th)?[ -]' || months || ',?[ -](\d{4})(?!\d)', 'dmy'),
      (6, weekday || months || ' (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)', 'mdy')
    ) as f (place, form, parts) order by place
  loop
    p := regexp_match(t, part.form, 'i');
    if p is null then continue; end if;
    t := substr(t, length(regexp_substr(t, part.form, 1, 1, 'i')) + 1);
    day := make_date(p[position('y' in part.parts)]::int,
      case when p[position('m' in part.parts)] ~ '^\d' then p[position('m' in part.parts)]::int
           else (position(lower(p[position('m' in part.parts)]) in 'janfebmaraprmayjunjulaugsepoctnovdec') + 2) / 3 end,
      p[position('d' in part.parts)]::int);
    exit;
  end loop;
  if day is null then return null; end if;
  if t = '' then return row(day, null)::condition_moment; end if;
  c := regexp_match(t, '^((?:T|,? +(?:at +)?)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)? ?([ap]\.?m\.?(?![a-z]))?)(.*)$', 'i');
  if c is null then
    c := regexp_match(t, '^(T(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9})\d*)?)?)()(.*)$', 'i');
  end if;
  if c is null then return null; end if;
  hour := c[2]::int;
  if coalesce(c[6], '') <> '' then
    if hour < 1 or hour > 12 then return null; end if;
    hour := hour % 12 + case when c[6] ~* '^p' then 12 else 0 end;
  end if;
  if hour > 23 or c[3]::int > 59 or coalesce(c[4], '0')::int > 60 then return null; end if;
  local := day + make_time(hour, c[3]::int, 0)
    + make_interval(secs => least(coalesce(c[4], '0')::int, 59) + ('0.' || rpad(coalesce(c[5], '0'), 6, '0'))::numeric(10, 6)::float8);
  if c[7] = '' then return row(null, condition_instant(local, zone))::condition_moment; end if;
  o := regexp_match(c[7], '^ ?(?:(?:UTC|GMT)?([+-])(\d\d?)(?::?(\d\d))?(?: +(?:UTC|GMT))?|(Z|UTC|GMT|UT|E[SD]T|C[SD]T|M[SD]T|P[SD]T))(?: ?\[[^\]]*\]| ?\([^)]*\))?$', 'i');
  if o is null then return null; end if;
  if o[1] is null then
    hour := case upper(o[4]) when 'EST' then -5 when 'EDT' then -4 when 'CST' then -6 when 'CDT' then -5
              when 'MST' then -7 when 'MDT' then -6 when 'PST' then -8 when 'PDT' then -7 else 0 end;
    return row(null, (local - make_interval(hours => hour)) at time zone 'UTC')::condition_moment;
  end if;
  if o[2]::int > 23 or coalesce(o[3], '0')::int > 59 then return null; end if;
  return row(null, (local - make_interval(mins => (o[1] || '1')::int * (o[2]::int * 60 + coalesce(o[3], '0')::int)))
    at time zone 'UTC')::condition_moment;
exception
  -- What the calendar does not have, such as 30 February.
  when datetime_field_overflow or invalid_parameter_value or numeric_value_out_of_range then return null;
end
$$;

-- The time zone in which a contact's dates are meant: its own, else the workspace's.
create function condition_zone(own text, others text) returns text language plpgsql stable parallel safe as $$
begin
  if own is null or own !~ '^([A-Za-z_]+(/[A-Za-z0-9_+-]+)+|UTC|GMT)$' then return others; end if;
  perform now() at time zone own;
  return own;
exception when invalid_parameter_value then return others;
end
$$;

-- Which comes first. Where one is a whole day, days are compared. Null where one is no date.
create function condition_moments_order(a condition_moment, b condition_moment, zone text) returns int
  language sql stable parallel safe as $$
  select case
    when (a.day is null and a.at is null) or (b.day is null and b.at is null) then null
    when a.day is null and b.day is null
      then case when a.at < b.at then -1 when a.at > b.at then 1 else 0 end
    else sign(coalesce(a.day, (a.at at time zone zone)::date) - coalesce(b.day, (b.at at time zone zone)::date))::int
  end
$$;

create function condition_date_add(d condition_moment, amount int, unit text, zone text) returns condition_moment
  language plpgsql stable parallel safe as $$
declare
  span interval := (amount || ' ' || unit)::interval;
  local timestamp;
begin
  if d.day is null and d.at is null then return null; end if;
  if d.day is not null and unit not in ('hours', 'minutes') then return row((d.day + span)::date, null)::condition_moment; end if;
  if d.day is not null then d.at := condition_instant(d.day::timestamp, zone); end if;
  if unit in ('hours', 'minutes') then return row(null, d.at + span)::condition_moment; end if;
  local := (d.at at time zone zone) + span;
  return row(null, condition_instant(local, zone))::condition_moment;
exception when datetime_field_overflow or interval_field_overflow then return null;
end
$$;

-- Whether the day of a date comes round within so many days from today on: a birthday, say.
create function condition_anniversary(d condition_moment, now timestamptz, days int, zone text) returns boolean
  language plpgsql stable parallel safe as $$
declare
  today date := (now at time zone zone)::date;
  day date := coalesce(d.day, (d.at at time zone zone)::date);
  again date;
begin
  if day is null then return false; end if;
  again := (day + make_interval(years => (extract(year from today) - extract(year from day))::int))::date;
  if again < today then
    again := (day + make_interval(years => (extract(year from today) - extract(year from day))::int + 1))::date;
  end if;
  return again - today <= days;
end
$$;

-- Which of two values comes first: numbers, and texts that plainly are numbers; two dates; any other
-- two texts letter by letter. Null where they have no order.
create function condition_order(a jsonb, b jsonb, zone text) returns int language plpgsql stable parallel safe as $$
declare
  number constant text := '^-?(0|[1-9]\d*)(\.\d+)?$';
  dated constant text := '\d[-/.]\d|\d:\d\d|\y\d{4}\y';
  l text := a #>> '{}';
  r text := b #>> '{}';
  moments int;
begin
  if jsonb_typeof(a) not in ('number', 'string') or jsonb_typeof(b) not in ('number', 'string')
     or condition_missing(a) or condition_missing(b) then return null; end if;
  if (jsonb_typeof(a) = 'number' or l ~ number) and (jsonb_typeof(b) = 'number' or r ~ number) then
    return sign(l::numeric - r::numeric)::int;
  end if;
  if jsonb_typeof(a) = 'number' or jsonb_typeof(b) = 'number' then return null; end if;
  if l ~ dated and r ~ dated then
    moments := condition_moments_order(condition_date(a, zone), condition_date(b, zone), zone);
    if moments is not null then return moments; end if;
  end if;
  return case when l = r then 0 when l < r collate "C" then -1 else 1 end;
end
$$;
