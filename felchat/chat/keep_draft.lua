-- Keep what stands in a composer, unless it was said; or remove what stood there.
-- KEYS: the draft; the key of its composer's nonce, which is there once something was said from it.
-- ARGV: retention in ms; the nonce; the body, which may be empty.
local draft_key, said_key = KEYS[1], KEYS[2]
local retention, nonce, body = ARGV[1], ARGV[2], ARGV[3]

if body ~= '' then
  if redis.call('EXISTS', said_key) == 0 then
    redis.call('SET', draft_key, cjson.encode({body = body, nonces = {nonce}}), 'PX', retention)
  end
  return
end

local kept = redis.call('GET', draft_key)
for _, each in ipairs(kept and cjson.decode(kept).nonces or {}) do
  if each == nonce then
    redis.call('DEL', draft_key)
  end
end
