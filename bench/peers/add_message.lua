-- What every peer does to keep a message, and ours too: one atomic round trip.
-- KEYS: the conversation's stream; the key of the sender's nonce.
-- ARGV: retention in ms; sender; nonce; body; channel.
-- Returns {id, repeated}.
local known = redis.call('GET', KEYS[2])
if known then
  return {known, 1}
end
local now = redis.call('TIME')
local oldest = now[1] * 1000 + math.floor(now[2] / 1000) - ARGV[1] + 1
local id = redis.call('XADD', KEYS[1], 'MINID', '~', string.format('%d', oldest), '*', 'sender', ARGV[2], 'nonce', ARGV[3], 'body', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], id, 'PX', ARGV[1])
redis.call('PUBLISH', ARGV[5], cjson.encode({id = id, stream = KEYS[1], sender = tonumber(ARGV[2]), nonce = ARGV[3], body = ARGV[4]}))
return {id, 0}
