-- What is forgotten in small steps is found by index.
create index browser_sessions_ended on browser_sessions (expires_at);
create index sign_in_codes_ended on sign_in_codes (expires_at);
create index event_type_days_old on event_type_days (day);
