#!/bin/sh
# Makes a namespace unless it is there. The server takes a while to serve after it listens: compose starts
# this again when it fails.
set -eu
namespace=$1
if temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1; then
  echo "namespace $namespace is there"
  exit 0
fi
# Postgres remembers what Temporal forgets: docs/guides/retention.md
temporal operator namespace create --namespace "$namespace" --retention 72h
# It is known to all of the server's parts a little later.
sleep 10
