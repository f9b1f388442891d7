#!/bin/sh
# Run to its end before everything else: the newest schema, by the role that owns the tables; then
# what the engine's own role may do. INFITAH_DATABASE_URL is the owner's here.
set -eu
infitah up --check --empty
infitah audit grants infitah_app | psql --set=ON_ERROR_STOP=1 --quiet "$INFITAH_DATABASE_URL"
