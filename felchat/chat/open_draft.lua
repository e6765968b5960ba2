-- What somebody typed and has not sent; it stands in one composer more from here on.
-- KEYS: the draft.
-- ARGV: what the keys of its owner's nonces begin with (they share its hash tag);
--       the composer's nonce, or nothing; how many composers a draft remembers.
-- Returns the body and the nonce of its last composer, or nothing.
local draft_key = KEYS[1]
local said_prefix, nonce, most = ARGV[1], ARGV[2], tonumber(ARGV[3])

local kept = redis.call('GET', draft_key)
if not kept then
  return {}
end
local draft = cjson.decode(kept)
for _, each in ipairs(draft.nonces) do
  if redis.call('EXISTS', said_prefix .. each) == 1 then
    redis.pcall('DEL', draft_key)
    return {}
  end
end

if nonce ~= '' then
  table.insert(draft.nonces, nonce)
  if #draft.nonces > most then
    table.remove(draft.nonces, 2) -- the first is where it was typed, and where it may be sent from at last
  end
  redis.pcall('SET', draft_key, cjson.encode(draft), 'KEEPTTL') -- a Redis that takes no writes shows it all the same
end
return {draft.body, draft.nonces[#draft.nonces]}
