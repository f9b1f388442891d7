#!/bin/sh
# Run once by the database's container on an empty volume: the engine's role, that can only add to
# the history (docs/operations.md, PostgreSQL), and Prefect's own database.
set -eu
folder="${SECRETS_FOLDER:-/run/secrets}"
psql --set=ON_ERROR_STOP=1 --quiet --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=app="$(cat "$folder/app-password")" \
  --set=prefect="$(cat "$folder/prefect-password")" <<'SQL'
CREATE ROLE infitah_app LOGIN PASSWORD :'app';
CREATE ROLE prefect LOGIN PASSWORD :'prefect';
CREATE DATABASE prefect OWNER prefect;
REVOKE CONNECT ON DATABASE prefect FROM PUBLIC;
SQL
