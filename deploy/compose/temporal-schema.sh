#!/bin/sh
# Brings the schema of Temporal's databases up to date, as its operators are told to: a later version is left
# as it is. SQL_PASSWORD is the tool's own variable.
set -eu
for pair in temporal:temporal temporal_visibility:visibility; do
  tool="temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --db ${pair%%:*}"
  $tool setup-schema -v 0.0
  $tool update-schema -d "/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned"
done
