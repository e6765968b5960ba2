-- Keep one message and tell both people, or find that it is kept already, or refuse it. One atomic round trip.
-- KEYS: the conversation's stream; the key of this sender's nonce; who of the two has blocked the other.
-- ARGV: retention in ms; sender; nonce; body; a ticket; who has blocked, as the database said for that ticket;
--       for how many ms the sender's budget lets them wait, 0: they need not; then the channels of those who are told.
-- Returns {id, body, repeated, first}: the body is the stored one, which counts when the nonce came before; first
--         when nothing else lives there;
--         {'withdrawn'}: what was said by that nonce is gone before its time; {'blocked', by}; {'wait'};
--         or {'ask', ticket}: ask the database who has blocked whom, and whether both are here, and come back.
local stream, nonce_key, blocks_key = KEYS[1], KEYS[2], KEYS[3]
local retention, sender, nonce, body = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local ticket, said, has_to_wait = ARGV[5], ARGV[6], ARGV[7] ~= '0'
local now = redis.call('TIME')
local now_ms = now[1] * 1000 + math.floor(now[2] / 1000)
local oldest = now_ms - retention + 1

local known = redis.call('GET', nonce_key)
if known and tonumber(string.match(known, '%d+')) >= oldest then
  local kept = redis.call('XRANGE', stream, known, known)
  if not kept[1] then
    return {'withdrawn'}
  end
  return {known, kept[1][2][6], 1, 0}
end

-- What is held is '=' and who has blocked, '?' and the ticket of a question, or '!' and the ticket of a change
-- under way. An answer counts only for the ticket that it was asked for: a block since then has another.
local held = redis.call('GET', blocks_key)
if not held then
  held = '?' .. now[1] .. '.' .. now[2] .. ':' .. nonce
  redis.call('SET', blocks_key, held, 'PX', 10000)
end
local state, blockers = string.sub(held, 1, 1), string.sub(held, 2)
if state ~= '=' then
  if held ~= ticket then
    return {'ask', held}
  end
  blockers = said
  if state == '?' then
    redis.call('SET', blocks_key, '=' .. said, 'PX', retention)
  end
end
if blockers ~= '' then
  return {'blocked', blockers}
end

if has_to_wait then
  return {'wait'}
end

local last = redis.call('XREVRANGE', stream, '+', oldest, 'COUNT', 1)[1]
local previous = last and last[1] or ''

-- The first write of all: a full Redis refuses it, but nothing any more once a script has written.
local id = redis.call('XADD', stream, 'MINID', oldest, '*', 'sender', sender, 'nonce', nonce, 'body', body)
redis.call('PEXPIRE', stream, retention)
redis.call('SET', nonce_key, id, 'PX', retention)

local event = cjson.encode({'entry', string.match(stream, '{(.-)}'), previous, id, 'message', sender, nonce, body})
for each = 8, #ARGV do
  redis.call('PUBLISH', ARGV[each], event)
end
return {id, body, 0, previous == '' and 1 or 0}
