-- Keep one message and tell both people, or find that it is kept already. One atomic round trip.
-- KEYS: the conversation's stream; the key of this sender's nonce.
-- ARGV: retention in ms; sender; nonce; body; then the channels of those who are told.
-- Returns {id, body, repeated}: the body is the stored one, which counts when the nonce came before.
local stream, nonce_key = KEYS[1], KEYS[2]
local retention, sender, nonce, body = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]

local known = redis.call('GET', nonce_key)
if known then
  local kept = redis.call('XRANGE', stream, known, known)
  if kept[1] then
    return {known, kept[1][2][6], 1}
  end
end

local now = redis.call('TIME')
local oldest = now[1] * 1000 + math.floor(now[2] / 1000) - retention + 1
redis.call('XTRIM', stream, 'MINID', oldest)
local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local previous = last and last[1] or ''

local id = redis.call('XADD', stream, '*', 'sender', sender, 'nonce', nonce, 'body', body)
redis.call('PEXPIRE', stream, retention)
redis.call('SET', nonce_key, id, 'PX', retention)

local event = cjson.encode({'message', string.match(stream, '{(.-)}'), previous, id, sender, nonce, body})
for each = 5, #ARGV do
  redis.call('PUBLISH', ARGV[each], event)
end
return {id, body, 0}
