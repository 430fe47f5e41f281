#!/bin/bash
# Runs once, on an empty volume: a user and databases for Campanile, and others for Temporal.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username postgres \
  --set campanile="$CAMPANILE_DB_PASSWORD" --set temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role campanile login password :'campanile';
create database campanile owner campanile;
create role temporal login password :'temporal';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
