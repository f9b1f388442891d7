#!/bin/sh
# Gives each secret file to the process as the environment variable of its name, then becomes it.
set -eu
folder="${SECRETS_FOLDER:-/run/secrets}"
for file in "$folder"/*; do
  name="${file##*/}"
  case "$name" in
    *[!A-Z0-9_]* | [!A-Z]*) continue ;;  # not the name of a variable, or no file at all
  esac
  if [ ! -r "$file" ]; then
    echo "the secret $file cannot be read: give it to the user $(id -u), mode 0400" >&2
    exit 1
  fi
  value="$(cat "$file")"
  if [ -z "$value" ]; then
    echo "the secret $file is empty" >&2
    exit 1
  fi
  export "$name=$value"
done
exec "$@"
