-- Keep one message and tell both people, or find that it is kept already, or refuse it. One atomic round trip.
-- KEYS: the conversation's stream; the key of this sender's nonce; who of the two has blocked the other;
--       for each of the two, the ticket of their last change, if they came or went lately; when the sender's
--       budget is whole again, in ms (see Budget in limits/domain.py).
-- ARGV: retention in ms; sender; nonce; body; a ticket; who has blocked, as the database said for that ticket;
--       how far ahead that may be, and by how much one message moves it, both in ms, or nothing; then the channels of those who are told.
-- Returns {id, body, repeated, first}: the body is the stored one, which counts when the nonce came before; first
--         when nothing else lives there;
--         {'withdrawn'}: what was said by that nonce is gone before its time; {'blocked', by};
--         {'wait', ms}: for the sender's budget;
--         or {'ask', ticket}: ask the database who has blocked whom, and whether both are here, and come back.
local stream, nonce_key, blocks_key = KEYS[1], KEYS[2], KEYS[3]
local retention, sender, nonce, body = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local ticket, said, ahead, each_ms = ARGV[5], ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
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
local changes = redis.call('MGET', KEYS[4], KEYS[5])
if changes[1] or changes[2] then -- whether both are here only the database knows, each time
  held = '!' .. (changes[1] or '') .. (changes[2] or '') .. held
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

local whole_at = now_ms
if each_ms then
  whole_at = math.max(now_ms, tonumber(redis.call('GET', KEYS[6]) or 0))
  if whole_at - now_ms > ahead then
    return {'wait', whole_at - now_ms - ahead}
  end
end

local last = redis.call('XREVRANGE', stream, '+', oldest, 'COUNT', 1)[1]
local previous = last and last[1] or ''

-- The first write of all: a full Redis refuses it, but nothing any more once a script has written.
local id = redis.call('XADD', stream, 'MINID', oldest, '*', 'sender', sender, 'nonce', nonce, 'body', body)
redis.call('PEXPIRE', stream, retention)
redis.call('SET', nonce_key, id, 'PX', retention)
if each_ms then
  local left = whole_at + each_ms - now_ms
  redis.call('SET', KEYS[6], string.format('%d', now_ms + left), 'PX', left)
end

local event = cjson.encode({'entry', string.match(stream, '{(.-)}'), previous, id, 'message', sender, nonce, body})
for each = 9, #ARGV do
  redis.call('PUBLISH', ARGV[each], event)
end
return {id, body, 0, previous == '' and 1 or 0}
