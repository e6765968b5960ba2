#!/bin/sh
# Make the secrets that docker-compose.yml hands to its services, in a folder that only its owner may enter.
# What is there already is left as it is: the database knows its password from its first start.
set -eu
folder="${1:-$(cd "$(dirname "$0")/.." && pwd)/secrets}"

if [ -e "$folder" ]; then
  echo "secrets: $folder is there already, and stays as it is"
  exit
fi

random() { od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'; }
database="$(random)"
redis="$(random)"

made="$(mktemp -d "$folder.XXXXXX")"
random > "$made/secret_key"
printf %s "$database" > "$made/database_password"
printf %s "postgresql://felchat:$database@db:5432/felchat" > "$made/database_url"
printf %s "redis://felchat:$redis@redis:6379/0" > "$made/redis_url"
# Who does not sign in may only ask whether Redis lives; and nobody may stop it, empty it or set it up anew.
cat > "$made/redis_users" <<USERS
user default on nopass resetkeys resetchannels -@all +ping
user felchat on >$redis ~* &* +@all -@dangerous +info +config|get
USERS
# The folder is closed, the files in it are not: in a container each is read by another user than here.
chmod 644 "$made"/*
mv "$made" "$folder"
echo "secrets: made in $folder; keep a copy of it elsewhere"
